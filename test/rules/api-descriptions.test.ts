import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';
import {
  type DescriptionName,
  descriptions,
  getDescriptionFile,
  type KnownDescription,
  readDescription,
} from '../fixtures/api/descriptions';
import { formatDescription } from '../fixtures/api/format-description';
import { trimDescription } from '../fixtures/api/trim-description';

const names = Object.keys(descriptions) as DescriptionName[];

describe('the descriptions of the vendors’ APIs', () => {
  it.each(names)('are what the script makes, trimmed as far as it trims: %s', (name) => {
    const { source, version, ...description } = readDescription(name);

    const parts = trimDescription([description], descriptions[name]);

    const text = readFileSync(getDescriptionFile(name), 'utf8');
    expect(formatDescription({ source, version }, parts)).toBe(text);
    expect(source).toBe(descriptions[name].source);
  });

  it.each(names)('have their version and its date in the note beside them: %s', (name) => {
    const { version } = readDescription(name);
    const note = readFileSync(inProject('test/fixtures/api/README.md'), 'utf8');
    const row = note.split('\n').find((line) => line.startsWith(`| \`${name}.json\``));

    expect(version).toMatch(/20\d\d-\d\d-\d\d/);
    expect(row).toContain(`| ${version} `);
  });
});

describe('trimming a description', () => {
  const wanted: KnownDescription = {
    source: 'here',
    paths: /^\/calls$/,
    methods: ['get'],
    schemas: ['Asked'],
    withoutSchemas: (name) => name.startsWith('Unused'),
    longListsIn: [],
  };
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const answer = { content: { 'application/json': { schema: reference('Call') } } };
  const operations = { get: { responses: { 200: answer } }, post: { responses: {} } };
  const paths = { '/calls': operations, '/other': operations };
  const schemas = {
    Asked: { description: 'prose', properties: { description: { type: 'string', enum: [] } } },
    Call: { oneOf: [reference('Unused'), reference('Voice')], pattern: '/^a/b$/' },
    Other: {},
    Unused: {},
    Voice: { oneOf: [reference('Unused')] },
  };

  it('keeps what is wanted and what it leads to, without prose', () => {
    const trimmed = trimDescription([{ paths, components: { schemas } }], wanted);

    expect(trimmed.paths).toEqual({ '/calls': { get: { responses: { 200: answer } } } });
    expect(trimmed.schemas).toEqual({
      Asked: { properties: { description: { type: 'string' } } },
      Call: { oneOf: [reference('Voice')], pattern: '^a/b$' },
      Voice: {},
    });
  });

  it('takes long lists of words from schemas that need none', () => {
    const words = Array.from({ length: 41 }, (_unused, index) => `word-${index}`);
    const described = { paths, components: { schemas: { ...schemas, Asked: { enum: words } } } };

    expect(trimDescription([described], wanted).schemas['Asked']).toEqual({});
    expect(
      trimDescription([described], { ...wanted, longListsIn: ['Asked'] }).schemas['Asked'],
    ).toEqual({ enum: words });
  });

  it('refuses a description without a wanted part, and one that says two things', () => {
    const without = { paths, components: { schemas: { ...schemas, Asked: undefined } } };
    const other = { components: { schemas: { Asked: {} } } };

    expect(() => trimDescription([without as never], wanted)).toThrow('there is no schema Asked');
    expect(() => trimDescription([{ paths, components: { schemas } }, other], wanted)).toThrow(
      'Asked is described in two ways',
    );
  });
});
