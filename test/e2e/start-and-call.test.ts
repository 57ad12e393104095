import { readFrontDoorTenants, readOnlyTenant } from '../../sandbox/example/front-door-tenants';
import { LocalStart } from './local-start';

jest.setTimeout(120_000);

const ASSISTANT_ID = '5e2f7c3a-0b1d-4e6f-8a9b-1c2d3e4f5a6b';

/** Whose callers wait queue; those from two places are asked about recording. */
const MEADOW = {
  id: 'meadow-vet',
  name: 'Meadow Vet',
  numbers: ['+12025550105'],
  assistant: { assistantId: ASSISTANT_ID },
  queue: { offers: ['voicemail'] },
  fallback: [{ step: 'voicemail' }],
  voicemail: { notify: { sms: { to: ['+12025550171'] } } },
  recording: {
    by: 'vapi',
    consent: {
      default: 'none',
      rules: [
        { country: 'DE', consent: 'ask' },
        { country: 'US', state: 'CA', consent: 'ask' },
      ],
    },
  },
};

let local: LocalStart;
let welcome: string;

beforeAll(async () => {
  local = await LocalStart.begin();
  welcome = local.start.stdout;
  local.addTenants([MEADOW, ...[...readFrontDoorTenants().values()].map(readOnlyTenant)]);
  await local.start.prints('Built the assets again: 9 tenants.');
}, 120_000);
afterAll(() => local.stop());

describe('npm start', () => {
  it('says last of all how to place a call, and asks nothing itself (N8)', () => {
    expect(welcome.trimEnd()).toMatch(/npm run call -- --to \+12025550101$/);
    expect(welcome).not.toContain('404');
    expect(welcome).not.toContain('/transfer/');
  });

  it('names settings that are wrong or misspelt (N2)', () => {
    expect(welcome).toMatch(/^\.env {2}SWITCHBOARD_DEADLINE_MS: is not a whole number/m);
    expect(welcome).toMatch(/^\.env {2}VAPI_ASISTANT_ID: .*did you mean VAPI_ASSISTANT_ID\?$/m);
  });

  it('listens on loopback only, and answers nobody without a signature (T8)', async () => {
    const [, port = ''] = /http:\/\/localhost:(\d+)\/incoming-call/.exec(welcome) ?? [];
    const post = (host: string) =>
      fetch(`http://${host}:${port}/incoming-call`, { method: 'POST' }).then(
        ({ status }) => status,
        (error: Error) => (error.cause as NodeJS.ErrnoException).code,
      );

    // Another address of this machine, which a server on every address would answer.
    expect([await post('127.0.0.1'), await post('127.0.0.2')]).toEqual([403, 'ECONNREFUSED']);
  });

  it('serves a tenant that was added meanwhile, at the stand-ins too', async () => {
    const call = local.call('--to', '+12025550105');

    expect([await call.exited, call.stderr]).toEqual([0, '']);
    expect(call.stdout).toContain('[assistant] Hello, this is Meadow Vet.');
  });

  it('prints what is wrong with the tenants, and serves the last good ones', async () => {
    const good = local.readTenants();

    local.writeTenants(good.replace('+12025550105', 'no number'));
    await local.start.prints('The last good build keeps serving.');
    const call = local.call('--to', '+12025550105');
    const exitCode = await call.exited;
    local.writeTenants(good);
    await local.start.prints('Built the assets again: 9 tenants.', 2);

    expect(exitCode).toBe(0);
    expect(local.start.stdout).toContain('meadow-vet.numbers[0] (line ');
  });
});

describe('npm run call', () => {
  it('says why the fallback answered, and ends with 1 (N2)', async () => {
    const call = local.call('--to', '+493023125101');

    expect(await call.exited).toBe(1);
    expect(call.stdout).toContain('answered by the fallback because outage');
  });

  it('ends with 0 where a fault was asked for, and lets people be busy or answer (N4)', async () => {
    const call = local.call(
      ...['--to', '+12025550102', '--fault', 'down', '--people', 'busy,answer'],
    );

    expect(await call.exited).toBe(0);
    expect(call.stdout).toContain('answered by the fallback because server-error');
    expect(call.stdout).toContain('+12025550171 is busy');
    expect(call.stdout).toContain('[person] answers');
  });

  it('says whose number was called (N3)', async () => {
    const call = local.call('--to', '12025550102');

    await call.exited;
    expect(call.stdout).toContain('12025550102 is a number of Summit Heating & Cooling');
  });

  it('lets a fault happen to its own call only, also when it is interrupted', async () => {
    const faulty = local.call('--to', '+12025550102', '--fault', 'down', '--message', '600');
    await faulty.prints('[Twilio] beep');
    const meanwhile = local.call('--to', '+12025550102');
    const exitCode = await meanwhile.exited;
    faulty.signal('SIGINT');
    await faulty.exited;
    await local.start.prints('"event":"voicemail_recorded.answered"');
    const afterwards = local.call('--to', '+12025550102');

    expect([exitCode, await afterwards.exited]).toEqual([0, 0]);
    expect(meanwhile.stdout).toContain('[assistant]');
    expect(afterwards.stdout).toContain('[assistant]');
    expect(faulty.stdout).not.toContain('the call is over');
  });

  it('prints things as they happen, until the caller has had enough', async () => {
    const waiting = local.call(
      ...['--to', '+12025550105', '--fault', 'full', '--hang-up-after', '12'],
    );

    await waiting.prints('queues the caller in meadow-vet');
    const printedAtMs = performance.now();
    const exitCode = await waiting.exited;

    expect(exitCode).toBe(0);
    // Twelve seconds less what the first answer takes, on a slow machine too.
    expect(performance.now() - printedAtMs).toBeGreaterThan(2_000);
    const [, endSeconds] = /([\d.]+) s {2}caller {3}has hung up\n/.exec(waiting.stdout) ?? [];
    expect(Number(endSeconds)).toBeGreaterThanOrEqual(12);
  });

  it('presses keys and leaves a message, which the new tenant is notified of', async () => {
    const call = local.call(
      ...['--to', '+12025550105', '--fault', 'full', '--press', '1', '--message', '3'],
    );

    expect(await call.exited).toBe(0);
    expect(call.stdout).toContain('the caller leaves the queue: redirected');
    expect(call.stdout).toContain('leaves a message of 3 s');
    await local.start.prints('"event":"voicemail.sms_sent"');
  });

  it('leaves a silent recording that Twilio can delete', async () => {
    const call = local.call('--to', '+12025550102', '--fault', 'down');

    expect(await call.exited).toBe(0);
    await local.start.prints('"event":"voicemail.discarded"');
    expect(local.start.stdout).not.toContain('voicemail.not_discarded');
  });

  it.each<[string, string, readonly string[]]>([
    ['refused', 'the call was refused unanswered', ['+12025550113', '--from', '+12025550199']],
    ['closed', 'the business is closed', ['+12025550111', '--at', '2026-12-02T12:30-05:00']],
    [
      'answered by people',
      'people took the call',
      ['+12025550112', '--at', '2026-12-02T10:00-05:00', '--people', 'no-answer,answer'],
    ],
  ])('says that it was %s, and ends with 0', async (_how, sentence, [to = '', ...words]) => {
    const call = local.call('--to', to, ...words);

    expect(await call.exited).toBe(0);
    expect(call.stdout).toContain(sentence);
    expect(call.stdout).not.toContain('POST /call');
  });

  it.each([
    ['a country with a rule', ['--from', '+493023125190', '--country', 'DE'], true],
    ['another country', ['--from', '+390612345678', '--country', 'IT'], false],
    ['a state with a rule', ['--state', 'CA'], true],
  ])('comes from %s', async (_name, words, isAsked) => {
    const call = local.call('--to', '+12025550105', '--press', '1', ...words);

    expect(await call.exited).toBe(0);
    expect(call.stdout.includes('We would like to record this call')).toBe(isAsked);
  });
});
