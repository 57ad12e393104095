import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../build/project';

/** Makes a project whose command line prints a word. */
function makeProject(): { readonly run: () => string; readonly write: (word: string) => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'cli-start-'));
  mkdirSync(path.join(folder, 'cli'));
  cpSync(inProject('cli', 'start.cjs'), path.join(folder, 'cli', 'start.cjs'));
  symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(
    path.join(folder, 'cli', 'main.ts'),
    "import { word } from './word';\nconsole.log(word);",
  );
  return {
    run: () =>
      execFileSync(process.execPath, [path.join(folder, 'cli', 'start.cjs')], { encoding: 'utf8' }),
    write: (word) =>
      writeFileSync(path.join(folder, 'cli', 'word.ts'), `export const word = '${word}';`),
  };
}

describe('the command line', () => {
  it('runs what its sources say now, also where it was bundled before', () => {
    const { run, write } = makeProject();

    write('first');
    const before = run();
    write('second');

    expect([before, run()]).toEqual(['first\n', 'second\n']);
  });

  it('is what npm run switchboard starts', () => {
    const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };

    expect(scripts['switchboard']).toBe('node cli/start.cjs');
  });
});
