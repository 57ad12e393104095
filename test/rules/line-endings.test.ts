import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../build/project';

/** One file of each kind that the format check reads. */
const FILES = [
  'README.md',
  'package.json',
  'tenants.schema.json',
  'eslint.config.mjs',
  'jest.config.cjs',
  'src/config/config.ts',
  'docs/numbers.md',
  '.github/workflows/ci.yml',
];

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'line-endings-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...words: string[]): void {
  const nobody = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  const env = { PATH: process.env['PATH'], ...nobody };
  execFileSync('git', [...author, ...words], { cwd: folder, env, stdio: 'pipe' });
}

/** Commits the files and clones them as git for Windows is set up by default. */
function cloneAsOnWindows(files: readonly string[]): void {
  git('init', '--quiet', 'origin');
  for (const file of files) cpSync(inProject(file), path.join(folder, 'origin', file));
  git('-C', 'origin', 'add', '--all');
  git('-C', 'origin', 'commit', '--quiet', '--message', 'files');
  git('clone', '--quiet', '--config', 'core.autocrlf=true', 'origin', 'clone');
}

/** @throws when prettier finds a file that is not formatted */
function checkFormat(): void {
  const prettier = require.resolve('prettier/bin/prettier.cjs');
  execFileSync(process.execPath, [prettier, '--check', '.'], {
    cwd: path.join(folder, 'clone'),
    stdio: 'pipe',
  });
}

describe('a clone with core.autocrlf=true', () => {
  it('has every file as it was committed, and passes the format check (F11)', () => {
    cloneAsOnWindows(['.gitattributes', '.prettierrc.json', ...FILES]);

    const changed = FILES.filter(
      (file) =>
        !readFileSync(path.join(folder, 'clone', file)).equals(readFileSync(inProject(file))),
    );

    expect(changed).toEqual([]);
    expect(checkFormat).not.toThrow();
  });

  it('would fail the format check without .gitattributes (F11)', () => {
    cloneAsOnWindows(['.prettierrc.json', ...FILES]);

    expect(checkFormat).toThrow(/Code style issues/);
  });
});
