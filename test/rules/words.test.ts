import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { inProject } from '../../build/project';

/** What is searched for the words; the rule tests themselves have to write them. */
const FOLDERS = ['src', 'cli', 'console', 'deploy', 'build', 'sandbox', 'bench', 'test'];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:tsx?|cjs|mjs)$/.test(file))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/'))),
).filter(
  (file) =>
    !['test/rules/words.test.ts', 'test/rules/docs.test.ts'].includes(file) &&
    // Vendors' own words.
    !file.startsWith('test/fixtures/'),
);

/** Words of vendors, which nobody here can rename. */
const VENDOR_WORDS = [
  // A message of Vapi's, of assistants that pass a caller to another assistant.
  'handoff-destination-request',
];

const PROSE: readonly (readonly [say: string, not: RegExp])[] = [
  ['queue', /\b(?:in|into the|in the) line\b(?! \$?\{?\w*\.?\d|[ ]\$\{)/g],
  ['slot', /\bfree lines?\b|\blines? (?:at|of) Vapi\b/g],
  ['log entry', /\b(?:log|exit) lines?\b/gi],
  ['conference', /\brooms?\b/g],
  ['notification', /\b(?:notices?|noticed)\b/g],
  ['decide, classify', /\bjudg(?:e[sd]?|ing|e?ments?)\b/gi],
  ['fix', /\bmend(?:s|ed|ing)?\b/gi],
  ['continue, happen', /\b(?:go(?:es|ing|ne)?|went) on\b/gi],
  ['at most', /\bat the most\b/gi],
  ['transfer', /\b(?:handoffs?|escalations?)\b/gi],
  ['assistant', /\bbots?\b/gi],
  ['hold', /\bparking\b/gi],
  ['a subject, such as "a caller who"', /\bwhoever\b/gi],
];

const NAMES: readonly (readonly [say: string, not: RegExp])[] = [
  ['decide…, classify…', /^judge|Judge/],
  ['handle…', /^take[A-Z]/],
  ['send…, notify…', /^tell[A-Z]/],
  ['fix…', /^(?:un)?mend|Mend/],
  ['max', /^most$|^most[A-Z]|[a-z]Most$/],
  ['conference', /^rooms?$|^room[A-Z]|[a-z]Rooms?$/],
  ['notification', /^notices?$|^notice[A-Z]|[a-z]Notices?$/],
  ['retry, restore', /^putBack/],
  ['continue…', /^goOn/],
  ['log entry', /[lL]ogLines?(?![a-z])|[eE]xitLines?(?![a-z])/],
];

const read = (file: string) => {
  const text = readFileSync(inProject(file), 'utf8');
  return VENDOR_WORDS.reduce((rest, word) => rest.replaceAll(word, ''), text);
};

/** Returns every name that a file declares or uses, each once. */
const listNames = (file: string, text = read(file)) => {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      names.add(node.text.replace('#', ''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return [...names];
};

describe('the words of design and style', () => {
  it('are searched for in many files', () => {
    expect(files.length).toBeGreaterThan(500);
  });

  it.each(PROSE)('have %s in comments and texts', (say, not) => {
    const found = files.flatMap((file) =>
      [...read(file).matchAll(not)].map(([words]) => `${file}: "${words}", say ${say}`),
    );

    expect(found).toEqual([]);
  });

  it('are those of every name', () => {
    const found = files.flatMap((file) =>
      listNames(file).flatMap((name) =>
        NAMES.filter(([, not]) => not.test(name)).map(([say]) => `${file}: ${name}, say ${say}`),
      ),
    );

    expect(found).toEqual([]);
  });
});
