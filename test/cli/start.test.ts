import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

interface Loaded {
  readonly packages: readonly string[];
  readonly modules: number;
  readonly bytes: number;
}

/** Starts the command line as `npm run switchboard` does, and looks at what it has loaded at its end. */
function listLoaded(...words: string[]): Loaded {
  const start = inProject('cli', 'start.cjs');
  const script = `
    process.argv = ${JSON.stringify([process.execPath, start, ...words])};
    process.on('exit', () => process.stderr.write(JSON.stringify(Object.keys(require.cache))));
    require(${JSON.stringify(start)});`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const files = JSON.parse(stderr) as string[];
  const packages = files.flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  );
  return {
    packages: [...new Set(packages)],
    modules: files.length,
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

describe('the command line', () => {
  it('loads no compiler to start, and not much else (O13)', () => {
    const { packages, modules, bytes } = listLoaded('--help');

    expect(packages).toContain('twilio');
    for (const name of ['ts-node', 'typescript', 'esbuild', '@swc/core', '@observablehq/plot']) {
      expect(packages).not.toContain(name);
    }
    expect(modules).toBeLessThan(350);
    expect(bytes).toBeLessThan(3 * 1024 ** 2);
  });

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
