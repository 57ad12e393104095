import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';
import { allCases } from '../../sandbox/faults/cases';
import { formatSummary } from '../../sandbox/faults/format-results';
import { FORBIDDEN, type Violations } from '../../sandbox/faults/check-run';
import { SHOWN_FAULTS } from '../../sandbox/faults/shown-faults';

const violations = Object.fromEntries(FORBIDDEN.map((name) => [name, []])) as unknown as Violations;
const results = allCases.map(({ theme, name }) => ({
  theme,
  name,
  callCount: 1,
  heard: 'sentence',
  firstAnswerMs: 100,
  laterAnswerMs: undefined,
  postCount: 1,
  violations,
}));

describe('the faults that docs/faults.md shows', () => {
  it('are twenty faults that exist', () => {
    const known = allCases.map(({ theme, name }) => `${theme} / ${name}`);

    expect(SHOWN_FAULTS).toHaveLength(20);
    expect(SHOWN_FAULTS.filter((shown) => !known.includes(shown))).toEqual([]);
  });

  it('are the rows of the page', () => {
    const page = readFileSync(inProject('docs', 'faults.md'), 'utf8');
    const [, table = ''] = /\n\| fault .*\n\| -.*\n((?:\|.*\n)+)/.exec(page) ?? [];
    const rows = [...table.matchAll(/^\| (.*?) +\|/gm)].map(([, name]) => name);

    expect(rows).toEqual(SHOWN_FAULTS.map((shown) => shown.replace(/^\w+ \/ /, '')));
  });

  it('stand below totals of all faults', () => {
    const page = formatSummary(results, []);

    expect(page).toContain(`| must never happen | in ${allCases.length} faults |`);
    expect(page.match(/\| good \|/g)).toHaveLength(20);
  });

  it('must all have been run', () => {
    const withoutOne = results.filter(({ name }) => name !== 'never answers');

    expect(() => formatSummary(withoutOne, [])).toThrow('"delays / never answers" was not run');
  });
});
