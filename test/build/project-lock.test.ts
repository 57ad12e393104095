import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockProject } from '../../build/project-lock';

const makeLockFile = () => path.join(mkdtempSync(path.join(tmpdir(), 'lock-')), 'build.lock');

describe('lockProject', () => {
  it('refuses a second deploy and says whose is under way (F1)', () => {
    const file = makeLockFile();
    const unlock = lockProject('deploy', file);

    expect(() => lockProject('build', file)).toThrow(
      `Another deploy of this project is under way (process ${process.pid}).`,
    );
    unlock();
    expect(() => lockProject('build', file)).not.toThrow();
  });

  it('takes over from a process that was killed (F1)', () => {
    const file = makeLockFile();
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, JSON.stringify({ pid, work: 'deploy' }));

    const unlock = lockProject('build', file);

    expect(readdirSync(path.dirname(file))).toEqual(['build.lock']);
    unlock();
    expect(existsSync(file)).toBe(false);
  });
});
