import { readdirSync, readFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { inProject } from '../../build/project';
import {
  EnvironmentFileError,
  formatEnvironmentFile,
  readEnvironmentFile,
} from '../../src/config/environment-file';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'environment-')), '.env');
const read = (text: string) => {
  writeFileSync(file, text);
  return readEnvironmentFile(file);
};
const tryTo = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch (error) {
    if (error instanceof EnvironmentFileError) return undefined;
    throw error;
  }
};

/** Texts of what files of variables trip over. */
const trickyText = fc.string({
  unit: fc.constantFrom('a', 'n', ' ', '\n', '\r', '"', "'", '`', '#', '=', '\\', '\t', 'ü'),
  maxLength: 12,
});

describe('a file of variables', () => {
  it('gives back every value that it takes, and no other variable (F7)', () => {
    let heldCount = 0;
    fc.assert(
      fc.property(trickyText, (value) => {
        const variables = { BEFORE: 'x', KEY: value, AFTER: 'y' };
        const text = tryTo(() => formatEnvironmentFile(variables));
        if (text === undefined) return;
        heldCount += 1;
        expect(read(text)).toEqual(variables);
      }),
      { numRuns: 500 },
    );

    expect(heldCount).toBeGreaterThan(100);
  });

  it('takes everything that was ever read from one (F7)', () => {
    const line = fc.tuple(fc.constantFrom('A', 'B'), trickyText).map((parts) => parts.join('='));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
        const variables = tryTo(() => read(lines.join('\n')));
        if (variables !== undefined) {
          expect(read(formatEnvironmentFile(variables))).toEqual(variables);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each(['one\ntwo', '-----BEGIN\nAAAA=\n-----END', '#x', 'a=b', 'a\\nb', `it's "so"`, '"', ''])(
    'holds %j (F7)',
    (value) => {
      expect(read(formatEnvironmentFile({ KEY: value }))).toEqual({ KEY: value });
    },
  );

  it.each([' a', 'a ', 'a\rb', 'line\nand \\n'])(
    'refuses %j, which none can hold (F7)',
    (value) => {
      expect(() => formatEnvironmentFile({ KEY: value })).toThrow(
        'KEY cannot be written into .env',
      );
    },
  );

  it('is refused where a value has more than one line (F7)', () => {
    expect(() => read('A=1\nPEM="-----BEGIN\nAAAA=\n-----END"\n')).toThrow(
      /line 2: the value of PEM has a quote at one end only.*\n.*line 4 is not NAME=value/,
    );
  });

  it('is refused where the shell would export a line, which the deploy tools skip (F7)', () => {
    expect(() => read('A=1\nexport B=2\n')).toThrow(/line 2 begins with export.*take the word out/);
  });

  it('is read with the package of the deploy tool, and nowhere else (F7)', () => {
    const tool = createRequire(require.resolve('twilio-run/package.json'));
    const sources = ['src', 'cli', 'console', 'deploy', 'build', 'sandbox', 'bench'].flatMap(
      (folder) =>
        readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => path.join(folder, name)),
    );
    const readers = sources.filter((name) =>
      readFileSync(inProject(name), 'utf8').includes("from 'dotenv'"),
    );

    expect(tool.resolve('dotenv')).toBe(require.resolve('dotenv'));
    expect(readers).toEqual([path.join('src', 'config', 'environment-file.ts')]);
  });
});
