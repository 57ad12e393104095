import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBuildCommit } from '../../build/build-commit';

function makeRepository(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'commit-'));
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init');
  writeFileSync(path.join(folder, 'a.txt'), 'a');
  git('add', '.');
  git('commit', '-m', 'first', '--no-gpg-sign');
  git('tag', 'v1.0.0');
  return folder;
}

describe('the commit of a build', () => {
  it('is the one that was checked out, and says where files differ from it (O5)', () => {
    const folder = makeRepository();

    const clean = readBuildCommit(folder);
    writeFileSync(path.join(folder, 'untracked.txt'), 'b');
    const beside = readBuildCommit(folder);
    writeFileSync(path.join(folder, 'a.txt'), 'changed');

    expect(clean).toMatch(/^[0-9a-f]{12}$/);
    expect(beside).toBe(clean);
    expect(readBuildCommit(folder)).toBe(`${clean}-changed`);
  });

  it('is not known where there is no Git (O5)', () => {
    expect(readBuildCommit(mkdtempSync(path.join(tmpdir(), 'no-git-')))).toBeUndefined();
  });
});
