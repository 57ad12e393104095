import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../../build/project';

/** As Twilio's runner does: each error is reported to a parent, which may be gone. */
const RUNNER = `
  process.on('uncaughtException', (error) => process.send({ message: error.message }));
  process.send('ready');
  setInterval(() => undefined, 1_000);
  process.on('disconnect', () => setImmediate(() => process.send('late')));
`;

const folder = mkdtempSync(path.join(tmpdir(), 'end-with-parent-'));
afterAll(() => rmSync(folder, { recursive: true }));

let child: ChildProcess;
afterEach(() => child.kill('SIGKILL'));

describe('a process that twilio-run has forked for a request', () => {
  it('ends with the process that forked it', async () => {
    const file = path.join(folder, 'runner.cjs');
    writeFileSync(file, RUNNER);
    const execArgv = ['--require', inProject('sandbox/project/end-with-parent.cjs')];
    child = fork(file, { execArgv, stdio: 'ignore' });
    await once(child, 'message');

    child.disconnect();
    const [exitCode] = (await once(child, 'exit')) as [number | null];

    expect(exitCode).toBe(0);
  });
});
