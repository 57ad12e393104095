import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeFailure } from '../../build/describe-failure';
import { BuildError, inProject } from '../../build/project';

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'scripts-'))));
afterAll(() => rmSync(folder, { recursive: true }));

// F14: people met "ts-node: not found", and stacks.
describe('a script of package.json (F14)', () => {
  it('says how to install what it needs', () => {
    mkdirSync(path.join(folder, 'build'));
    cpSync(inProject('build', 'run.cjs'), path.join(folder, 'build', 'run.cjs'));
    const { stderr, status } = spawnSync(process.execPath, ['build/run.cjs', 'build/main.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });

    expect(stderr).toBe('The development dependencies are not installed; fix: npm ci\n');
    expect(status).toBe(1);
  });

  it('ends without a word when its reader has seen enough', async () => {
    const script = path.join(folder, 'talkative.ts');
    writeFileSync(script, "setInterval(() => console.log('on and on'.repeat(9_000)), 1);");
    const child = spawn(process.execPath, [inProject('build', 'run.cjs'), script]);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const exitCode = await new Promise((resolve) => child.once('close', resolve));

    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

describe('an error of a script (F14)', () => {
  it.each(['EACCES', 'EPERM', 'EROFS'])('names the path that cannot be written: %s', (code) => {
    const error = Object.assign(new Error(`${code}: mkdir`), { code, path: '/checkout/dist' });

    expect(describeFailure(error)).toMatch(/^\/checkout\/dist cannot be written \(E\w+\); fix: /);
  });

  it('is its own words where the project is at fault, and a stack where we are', () => {
    expect(describeFailure(new BuildError('2 problems:', ['one']))).toBe('2 problems:\n  - one');
    expect(describeFailure(new Error('boom'))).toMatch(/^Error: boom\n {4}at /);
  });
});
