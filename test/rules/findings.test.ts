import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';

/**
 * What broke when the project was tried, each with an id. The right behaviour is a test whose title
 * ends with the id in parentheses, so that the test of a finding can be found and none gets lost.
 */
const GROUPS: readonly {
  readonly name: string;
  readonly letter: string;
  readonly count: number;
}[] = [
  { name: 'security: what comes from outside and must not be trusted', letter: 'T', count: 18 },
  { name: 'operating: hundreds of tenants, numbers and several keys', letter: 'O', count: 15 },
  { name: 'field: what people who deploy such projects ran into', letter: 'F', count: 14 },
  { name: 'newcomer: what a new user stumbles over', letter: 'N', count: 9 },
  { name: 'voice: addresses, reports and callbacks as they really come', letter: 'V', count: 9 },
];

/** A title's last words: `(T3)`, or `(V2, V3)`. */
const IDS = /\(((?:[TOFNV]\d+)(?:, [TOFNV]\d+)*)\)['"`]/g;

const tests = readdirSync(inProject('test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(inProject(path.join('test', file)), 'utf8'));

const named = new Set(
  tests.flatMap((text) => [...text.matchAll(IDS)].flatMap(([, ids = '']) => ids.split(', '))),
);

const listIds = (letter: string, count: number) =>
  Array.from({ length: count }, (_item, index) => `${letter}${index + 1}`);

describe('every finding has a test with its id', () => {
  it.each(GROUPS)('$name', ({ letter, count }) => {
    const missing = listIds(letter, count).filter((id) => !named.has(id));

    expect(missing).toEqual([]);
  });

  it('and no test has an id that is unknown', () => {
    const known = new Set(GROUPS.flatMap(({ letter, count }) => listIds(letter, count)));

    expect([...named].filter((id) => !known.has(id))).toEqual([]);
  });
});
