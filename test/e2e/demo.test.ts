import { spawnSync } from 'node:child_process';
import { inProject } from '../../build/project';

// Callers, people and talks keep real time here, and a process starts for each request: a machine that
// stands still for some seconds tells another story. What failed is printed all the same.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

const run = (script: string, ...args: string[]) =>
  spawnSync(
    process.execPath,
    [inProject('build', 'run.cjs'), inProject('sandbox', script), ...args],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    },
  );

describe('npm run demo', () => {
  it('shows every call over the real twilio-run, transfers too, and ends with 0', () => {
    const { stdout, stderr, status } = run('demo.ts');

    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.match(/^✔/gm)).toHaveLength(10);
    expect(stdout).toContain('[assistant] Hello, this is Riverside Dental.');
    expect(stdout).toContain('[de-DE] Guten Tag, hier ist die Zahnarztpraxis Linden.');
    expect(stdout).toMatch(/sends a text to \+12025550171: New voicemail for Summit/);
    expect(stdout).toContain('tells +12025550181: Call for Riverside Dental from a number ending');
    expect(stdout).toContain('[hold] /hold-music.wav');
    expect(stdout).toContain('[assistant] I am sorry, nobody could take your call just now.');
    expect(stdout.match(/to hold music: \d+ ms; to the first ring: \d+ ms/g)).toHaveLength(2);
  }, 240_000);

  it('shows callers who wait for a line in turn, and loses nobody', () => {
    const { stdout, stderr, status } = run('demo.ts', 'queue');

    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.match(/^✔/gm)).toHaveLength(1);
    expect(stdout.match(/answered, as number \d/g)).toHaveLength(9);
    expect(stdout.match(/hung up$/gm)).toHaveLength(2);
    expect(stdout.match(/left a message$/gm)).toHaveLength(1);
  }, 240_000);

  it.each([['oops'], ['--oops']])(
    'explains itself after a wrong word %s and ends with 2',
    (word) => {
      const { stderr, status } = run('demo.ts', word);

      expect(status).toBe(2);
      expect(stderr).toContain('npm run demo -- transfer');
    },
  );
});

describe('npm run call', () => {
  it.each([
    [[]],
    [['--to']],
    [['--oops']],
    [['--to', '+12025550101', 'more']],
    [['--to', '+12025550101', '--fault', 'oops']],
    [['--to', '+12025550101', '--hang-up-after', 'soon']],
  ])('explains itself after wrong arguments %j and ends with 2', (args) => {
    const { stderr, status } = run('call.ts', ...args);

    expect(status).toBe(2);
    expect(stderr).toContain('npm run call -- --to');
  });
});
