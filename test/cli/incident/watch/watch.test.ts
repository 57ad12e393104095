import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cliProgram } from '../../../setup/cli-program';
import { tenants } from '../../history/reconcile/reconcile-world';
import { CALLER_NUMBER, type Went, WatchWorld } from './watch-world';

let watch: WatchWorld;
beforeEach(async () => {
  watch = await WatchWorld.start();
});
afterEach(() => watch.stop());

jest.setTimeout(120_000);

describe('switchboard watch --once', () => {
  it('remembers apart what it saw at another address of a key', async () => {
    watch.addRecentCalls('nowhere', 20);
    const first = await watch.once();
    watch.env['VAPI_API_KEY_BASE_URL'] = watch.vapi.apiUrl.replace('127.0.0.1', 'localhost');

    const elsewhere = await watch.once();

    expect([first, elsewhere].map(({ data }) => data.remembered)).toEqual(['missing', 'missing']);
    expect(watch.listStateFiles()).toHaveLength(2);
  });

  it('says nothing while all is well', async () => {
    watch.addRecentCalls('well', 20);
    watch.addRecentCalls('nowhere', 2);

    const { exitCode, data, problems } = await watch.once('--max-never-reached', '9%');

    expect([exitCode, data.calls, problems]).toEqual([0, 22, []]);
    expect(watch.receiver.bodies).toEqual([]);
  });

  it('tells once when something begins, and once when it is over', async () => {
    watch.addRecentCalls('well', 6);
    watch.addRecentCalls('nowhere', 4, 'legal');
    const begun = await watch.once();
    watch.addRecentCalls('nowhere', 3, 'dental');
    const continues = await watch.once();
    watch.addRecentCalls('well', 100);
    const over = await watch.once();
    const after = await watch.once();

    expect([begun, continues, over, after].map(({ exitCode }) => exitCode)).toEqual([1, 1, 0, 0]);
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(
        /^Begun: calls do not reach Vapi\n4 of 10 calls \(40 %\) never[^]*Since 20\d\d-[^]*Tenants: legal\n[^]*Run: npm run switchboard -- reconcile --since 20[^]* --logs --environment dev$/,
      ),
      expect.stringMatching(/^Over: calls do not reach Vapi\n[^]*until 20\d\d-[^]*Tenants: legal$/),
    ]);
  });

  it.each<[Went, string, RegExp]>([
    ['broken', 'fallback', /4 of 10 calls \(40 %\) ended in a fallback/],
    ['without-stream', 'stream-errors', /reached Vapi, but no assistant joined/],
    ['slowly', 'slow-answer', /95 % were answered within 14\.0 s/],
  ])('knows calls that went %s', async (went, kind, words) => {
    watch.addRecentCalls('well', 6);
    watch.addRecentCalls(went, 4);

    const { data } = await watch.once();

    expect(data.incidents).toMatchObject([{ kind, isSent: true, tenantIds: [] }]);
    expect(watch.receiver.texts.join()).toMatch(words);
  });

  it('tells of a tenant whose calls hardly show among all', async () => {
    watch.addRecentCalls('well', 95);
    watch.addRecentCalls('nowhere', 5, 'legal');

    const { data } = await watch.once();

    expect(data.incidents).toMatchObject([{ kind: 'never-reached-vapi', tenantIds: ['legal'] }]);
    expect(watch.receiver.texts).toEqual([expect.stringContaining('--tenant legal --logs')]);
  });

  it('does not call over what nobody has called about since', async () => {
    watch.addRecentCalls('nowhere', 5);
    await watch.once();
    const silent = await watch.once('--window', '1m', '--max-silence', '2m');
    const ended = await watch.once('--window', '2m', '--max-silence', '1m');

    expect([silent.exitCode, ended.exitCode]).toEqual([1, 0]);
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(/^Begun/),
      expect.stringMatching(/^Closed: calls do not reach Vapi\n[^]*it may not be over/),
    ]);
  });

  it('forgets a tenant that has left the file', async () => {
    watch.addRecentCalls('well', 95);
    watch.addRecentCalls('nowhere', 5, 'legal');
    await watch.once();
    watch.writeTenants({ dental: tenants[0]?.numbers ?? [] });
    const left = await watch.once();
    const after = await watch.once();

    expect([left.exitCode, after.exitCode]).toEqual([0, 0]);
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(/^Begun/),
      expect.stringMatching(/^Closed: [^]*\nNo longer watched: legal\n/),
    ]);
  });

  it('does not call one bad call at night all of them', async () => {
    watch.addRecentCalls('nowhere', 1);
    const lonely = await watch.once();
    watch.addRecentCalls('well', 4);
    watch.addRecentCalls('nowhere', 1);
    const few = await watch.once();

    expect([lonely.exitCode, few.exitCode]).toEqual([0, 0]);
    expect(watch.receiver.bodies).toEqual([]);
  });

  it('tells later what the webhook did not take', async () => {
    watch.addRecentCalls('nowhere', 5);
    await watch.receiver.stop();
    const down = await watch.once();
    await watch.receiver.start();
    watch.receiver.nextAnswers.push({ status: 404 });
    const refused = await watch.once();
    const up = await watch.once();

    expect([down, refused, up].map(({ exitCode }) => exitCode)).toEqual([4, 4, 1]);
    expect([down.data.unsent, refused.data.unsent, up.data.unsent]).toEqual([
      'the webhook cannot be reached (ECONNREFUSED)',
      'the webhook answered 404',
      null,
    ]);
    expect(watch.receiver.texts).toHaveLength(1);
  });

  it('tells an end whose beginning the webhook did not take', async () => {
    watch.addRecentCalls('nowhere', 5);
    watch.receiver.nextAnswers.push({ status: 404 });
    const refused = await watch.once();
    watch.addRecentCalls('well', 100);
    const over = await watch.once();

    expect([refused, over].map(({ exitCode }) => exitCode)).toEqual([4, 0]);
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(/^Over: calls do not reach Vapi\n[^]*beginning could not be sent/),
    ]);
  });

  it('waits as long as the webhook asks', async () => {
    watch.addRecentCalls('nowhere', 5);
    watch.receiver.nextAnswers.push({ status: 429, retryAfter: '1' });
    const startedAtMs = performance.now();

    const { exitCode } = await watch.once();

    expect(exitCode).toBe(1);
    expect(watch.receiver.texts).toHaveLength(1);
    expect(performance.now() - startedAtMs).toBeGreaterThan(990);
  });

  it('calls it an incident of its own that nobody can look', async () => {
    watch.addRecentCalls('well', 6);
    const failing = Array.from({ length: 4 }, () => ({ kind: 'status', status: 503 }) as const);
    watch.vapi.nextListFaults.push(...failing);
    const first = await watch.once();
    watch.api.failNext(500, 100);
    const second = await watch.once('--max-blind', '1s');
    watch.api.failNext(500, 0);
    const back = await watch.once();

    expect([first, second, back].map(({ exitCode }) => exitCode)).toEqual([4, 4, 0]);
    expect(first.data).toMatchObject({
      incidents: [],
      cannotLook: 'listing calls with VAPI_API_KEY: Vapi answered 503',
    });
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(/^Begun: the switchboard cannot be watched\n[^]*Twilio answered 500/),
      expect.stringMatching(/^Over: the switchboard cannot be watched\n/),
    ]);
  });

  it('continues with the rest where one key of several fails, and says so of that key (O3)', async () => {
    watch.addRecentCalls('nowhere', 6, 'dental');
    watch.addRecentCalls('nowhere', 6, 'legal');
    watch.failKeyOf('legal', 400);

    const { exitCode, data, problems } = await watch.once('--max-blind', '0s');

    expect([exitCode, data.calls]).toEqual([4, 6]);
    expect(problems).toContain(
      'cannot look: listing calls with VAPI_API_KEY_NORTH: Vapi answered 400; calls of legal are not classified',
    );
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(/cannot be watched\n[^]*VAPI_API_KEY_NORTH[^]*Tenants: legal\n/),
      expect.stringMatching(/^Begun: calls do not reach Vapi\n6 of 6 calls/),
    ]);
  });

  it('waits as long as Vapi asks', async () => {
    watch.addRecentCalls('well', 6);
    const busy = { kind: 'status', status: 429, headers: { 'Retry-After': '1' } } as const;
    watch.vapi.nextListFaults.push(busy, busy);

    const { exitCode, data } = await watch.once();

    expect([exitCode, data.calls]).toEqual([0, 6]);
  });

  it('shows what it would send and remembers nothing with --dry-run', async () => {
    watch.addRecentCalls('nowhere', 5);
    delete watch.env['SWITCHBOARD_ALERT_WEBHOOK_URL'];

    const { exitCode, data } = await watch.once('--dry-run');

    expect([exitCode, data.messages]).toEqual([
      1,
      [expect.stringContaining('Begun: calls do not reach Vapi')],
    ]);
    expect(watch.receiver.bodies).toEqual([]);
    expect(watch.listStateFiles()).toEqual([]);
  });

  it('keeps secrets and numbers to itself', async () => {
    watch.addRecentCalls('nowhere', 5);
    watch.receiver.nextAnswers.push({ status: 403 });
    const refused = await watch.watch('--once');
    const taken = await watch.watch('--once');
    const [state = ''] = watch.listStateFiles();
    const printed = [refused, taken].map(({ stdout, stderr }) => stdout + stderr).join();
    const kept = readFileSync(path.join(watch.stateFolder, state), 'utf8');

    expect(printed).toMatch(/the webhook answered 403[^]*\+\*{9}\d\d\)/);
    for (const text of [printed, kept, ...watch.receiver.bodies]) {
      expect(text).not.toMatch(CALLER_NUMBER);
      expect(text).not.toMatch(/canary|CANARY/);
      expect(text).not.toContain(watch.env['TWILIO_API_SECRET']);
    }
  });

  it.each([
    [['--once', '--every', '60s'], 2],
    [['--once', '--max-fallback-share', '20'], 2],
    [['--once', '--window', 'soon'], 2],
    [['--once', '--max-silence', '5s'], 2],
    [['--once', '--webhook', 'http://hooks.example/canary'], 2],
  ])('refuses %j', async (words, code) => {
    const { exitCode, stderr } = await watch.watch(...words);

    expect(exitCode).toBe(code);
    expect(stderr).not.toContain('canary');
  });

  it('does not start where nobody would be told', async () => {
    delete watch.env['SWITCHBOARD_ALERT_WEBHOOK_URL'];

    const { exitCode, stderr } = await watch.watch('--once');

    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('SWITCHBOARD_ALERT_WEBHOOK_URL'),
    ]);
  });
});

describe('switchboard watch --every', () => {
  it('continues until it is interrupted, and ends with 130', async () => {
    watch.addRecentCalls('nowhere', 5);
    const words = ['watch', '--every', '1s', '--calm', '1s', '--json'];
    const child = spawn(
      process.execPath,
      [cliProgram, ...words, '--project', watch.projectFolder],
      {
        env: watch.processEnv,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const rounds: { data: { incidents: object[] } }[] = [];
    let rest = '';
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      rounds.push(...lines.map((line) => JSON.parse(line) as (typeof rounds)[number]));
      if (rounds.length === 2) watch.addRecentCalls('well', 100);
      const isOver = rounds.length > 2 && rounds.at(-1)?.data.incidents.length === 0;
      if (isOver && !child.killed) child.kill('SIGINT');
    });

    expect(await ended).toBe(130);
    expect(watch.receiver.texts).toEqual([
      expect.stringMatching(/^Begun/),
      expect.stringMatching(/^Over/),
    ]);
  });
});
