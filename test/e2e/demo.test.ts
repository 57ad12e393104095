import { spawnSync } from 'node:child_process';
import { inProject } from '../../build/project';

const run = (script: string, ...args: string[]) =>
  spawnSync(
    process.execPath,
    [inProject('build', 'run.cjs'), inProject('sandbox', script), ...args],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    },
  );

const runDemo = (...args: string[]) => run('demo/main.ts', ...args);

/** The lines of a story, without its title. */
const storyOf = (stdout: string, title: string) =>
  (stdout.split(`▸ ${title}\n`)[1]?.split('\n\n')[0] ?? '').split('\n');

/** As much as a machine may take where a process has to be ended some day. */
const LONG_MS = 600_000;

describe('npm run demo', () => {
  // N7: 240 entries of webhooks, and figures without labels.
  it(
    'tells every story over the real twilio-run, and ends with 0 (N7)',
    () => {
      const { stdout, stderr, status } = runDemo();

      expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
      expect(stdout.match(/^✔ .+ {2}\d+\.\d s /gm)).toHaveLength(19);
      expect(stdout).toMatch(/^ +story +call took +the caller heard$/m);
      expect(stdout).not.toMatch(/ answers 20\d/);
    },
    LONG_MS,
  );

  it(
    'leads with a dozen steps that a newcomer understands (N7)',
    () => {
      const { stdout } = runDemo('answered');
      const slots = storyOf(stdout, "A caller reaches the business's assistant");

      expect(slots.map((line) => line.slice(10).trimEnd())).toEqual([
        'twilio   +12025550101 is a number of Riverside Dental (riverside-dental)',
        'caller   +12025550143 calls +12025550101',
        'twilio   asks /incoming-call what to do',
        'vapi     is asked for a call (POST /call), and makes one with a WebSocket of its own',
        "twilio   opens the WebSocket in Vapi's TwiML",
        "vapi     the call's WebSocket is open; the assistant speaks",
        'heard    [assistant] Hello, this is Riverside Dental. How can I help you?',
        'vapi     the assistant has heard the caller and answers',
        'heard    [assistant] Thank you for calling. Goodbye.',
        'twilio   the WebSocket is closed',
        'twilio   asks /assistant/ended what to do',
        'caller   the call is over',
      ]);
    },
    LONG_MS,
  );

  it(
    'plays the whole tenants of docs/front-door.md, and names what their callers meet',
    () => {
      const { stdout, status } = runDemo('refused', 'closed', 'people-first', 'language');
      const rows = [...stdout.matchAll(/^✔ +([\w-]+) +[\d.]+ s +(.+)$/gm)];

      expect(status).toBe(0);
      expect(rows.map(([, name, heard]) => [name, heard?.trim()])).toEqual([
        ['refused', "the carrier's tone"],
        ['closed', "the business's own words, the tone, the business's own words"],
        ['people-first', 'ringing, a person'],
        ['language', "the business's own words, the assistant"],
      ]);
    },
    LONG_MS,
  );

  it(
    'says what became of people who are rung, and of a mailbox (N7)',
    () => {
      const { stdout } = runDemo('answered', 'transfer-unanswered');
      const reported = stdout.replaceAll(/^ *[\d.]+ s {2}/gm, '');

      expect(reported).toContain('person   +12025550183 declines');
      expect(reported).toContain('person   +12025550184 was a mailbox: hung up on');
      expect(reported).not.toContain('canceled');
    },
    LONG_MS,
  );

  it(
    'shows each webhook and its answer with --verbose (N7)',
    () => {
      const { stdout } = runDemo('answered', '--verbose');

      expect(stdout).toMatch(/webhook +\/incoming-call answers 200: Connect.*; in \d+ ms/);
      expect(stdout).toMatch(/webhook +\/assistant\/stream-status is called, and answers 204/);
    },
    LONG_MS,
  );

  it.each([['oops'], ['--oops']])(
    'explains itself after a wrong word %s and ends with 2',
    (word) => {
      const { stderr, status } = runDemo(word);

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
    expect(stderr).toContain('fix: npm run call -- --help');
  });
});
