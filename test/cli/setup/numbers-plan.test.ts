import { deployEnvironment } from '../deploy-environment';
import { settingsOf } from './numbers/numbers';
import { CliWorld } from '../run-cli';

jest.setTimeout(60_000);

const FIRST = '+12025550101';
const SECOND = '+12025550102';

let world: CliWorld;
let domain: string;
beforeEach(async () => {
  world = await CliWorld.start({ pageSize: 2 });
  world.writeTenants({ dental: [FIRST] });
  domain = deployEnvironment(world.api);
});
afterEach(() => world.stop());

interface PlanData {
  readonly domainName: string;
  readonly numbers: { phoneNumber: string; changes: { field: string; now: string }[] }[];
  readonly missing: { phoneNumber: string }[];
  readonly strays: { phoneNumber: string }[];
  readonly otherCount: number;
}

const plan = (...words: string[]) => world.runJson<PlanData>('numbers', 'plan', ...words);

describe('numbers plan', () => {
  it('ends with 0 when nothing differs', async () => {
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));
    const { exitCode, stdout } = await world.run('numbers', 'plan');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('numbers of tenants: 1 right, 0 to change, 0 missing');
  });

  it('shows number, tenant, field, now and then, ends with 1 and changes nothing', async () => {
    world.api.phoneNumbers.add(FIRST);
    const { exitCode, stdout } = await world.run('numbers', 'plan');

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^number +tenant +field +now +will be$/m);
    expect(stdout).toMatch(
      /^\+12025550101 +dental +voiceUrl +https:\/\/demo\.twilio\.com\/welcome\/voice\/ +https:\/\/switchboard-test-1234-dev\.twil\.io\/incoming-call$/m,
    );
    expect(world.countUpdates()).toBe(0);
  });

  it('says why Twilio cannot use a URL that a number has', async () => {
    const voiceUrl = `http://${domain}/incoming-call`;
    world.api.phoneNumbers.add(FIRST, { ...settingsOf(domain), voiceUrl });
    const { exitCode, stdout } = await world.run('numbers', 'plan');

    expect(exitCode).toBe(1);
    expect(stdout).toContain('+12025550101, voiceUrl: Functions and assets take https only');
  });

  it('names the command that applies it, for the same domain', async () => {
    world.api.phoneNumbers.add(FIRST);
    const { stdout } = await world.run('numbers', 'plan', '--domain', 'calls.example.com');

    expect(stdout).toContain(
      `npm run switchboard -- numbers apply --domain calls.example.com --project ${world.folder}`,
    );
  });

  it('says that a trunk and an application win over the voice URL', async () => {
    world.api.phoneNumbers.add(FIRST, {
      ...settingsOf(domain),
      trunkSid: `TK${'a'.repeat(32)}`,
      voiceApplicationSid: `AP${'b'.repeat(32)}`,
    });
    const { exitCode, stdout } = await world.run('numbers', 'plan');

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/trunkSid +TKa{32} +-$/m);
    expect(stdout).toMatch(/voiceApplicationSid +APb{32} +-$/m);
    expect(stdout).toContain('trunkSid overrides voiceApplicationSid, which overrides voiceUrl');
  });

  it('names numbers that the account lacks and ends with 1', async () => {
    const { exitCode, data, problems } = await plan();

    expect(exitCode).toBe(1);
    expect(data.missing).toEqual([{ phoneNumber: FIRST, tenantId: 'dental' }]);
    expect(problems[0]).toContain('the account has no such number; buy or port it');
  });

  it('names numbers without a tenant that point here, counts the others, and ends with 1', async () => {
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));
    world.api.phoneNumbers.add(SECOND, settingsOf(domain));
    world.api.phoneNumbers.add('+12025550109');
    const { exitCode, data, problems } = await plan();

    expect(exitCode).toBe(1);
    expect(data.strays).toMatchObject([{ phoneNumber: SECOND }]);
    expect(data.otherCount).toBe(1);
    expect(problems).toHaveLength(1);
  });

  it('reads every page of numbers', async () => {
    for (let line = 1; line <= 5; line += 1) world.api.phoneNumbers.add(`+1202555020${line}`);
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));
    const { exitCode, data } = await plan();
    const pages = world.api.listRequests().filter(({ host }) => host === 'api.twilio.com');

    expect(pages).toHaveLength(3);
    expect(data).toMatchObject({ missing: [], otherCount: 5 });
    expect(exitCode).toBe(0);
  });

  it('shows no password and no key of the old URLs, neither to people nor in JSON', async () => {
    world.api.phoneNumbers.add(FIRST, {
      voiceUrl: 'https://user:hunter2@old.example/voice?key=swordfish',
    });
    const { stdout } = await world.run('numbers', 'plan');
    const { data } = await plan();

    expect(stdout).toContain('https://***@old.example/voice?key=***');
    expect(stdout + JSON.stringify(data)).not.toMatch(/hunter2|swordfish/);
  });

  it('looks up the environment that is asked for', async () => {
    const production = deployEnvironment(world.api, { domainSuffix: null });
    world.api.phoneNumbers.add(FIRST, settingsOf(production));
    const { exitCode, data } = await plan('--environment', 'production');

    expect(data.domainName).toBe('switchboard-test-1234.twil.io');
    expect(exitCode).toBe(0);
  });

  it('does not ask what is deployed when it is told the domain', async () => {
    world.api.phoneNumbers.add(FIRST, settingsOf('calls.example.com'));
    const { exitCode } = await plan('--domain', 'Calls.Example.com');
    const hosts = new Set(world.api.listRequests().map(({ host }) => host));

    expect(exitCode).toBe(0);
    expect([...hosts]).toEqual(['api.twilio.com']);
  });

  it('does not point numbers at an environment where nothing is live', async () => {
    deployEnvironment(world.api, { domainSuffix: 'stage', isLive: false });
    const { exitCode, stderr } = await world.run('numbers', 'plan', '--environment', 'stage');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('nothing is live on switchboard-test-1234-stage.twil.io');
    expect(stderr).toContain('npm run deploy -- --environment stage');
  });
});

describe('numbers plan --tenant', () => {
  it('compares the numbers of this tenant alone, and says nothing of others (O9)', async () => {
    world.writeTenants({ dental: [FIRST], hvac: [SECOND] });
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));
    world.api.phoneNumbers.add('+12025550109', settingsOf(domain));

    const { exitCode, data, problems } = await plan('--tenant', 'dental');
    const { stdout } = await world.run('numbers', 'plan', '--tenant', 'dental');

    expect([exitCode, problems]).toEqual([0, []]);
    expect(data).toMatchObject({ missing: [], strays: [], numbers: [{ phoneNumber: FIRST }] });
    expect(stdout).toContain('numbers of dental: 1 right, 0 to change, 0 missing\n');
  });
});

describe('numbers plan with the credentials of', () => {
  it.each([
    ['an API key', {}],
    [
      'the Auth Token',
      { TWILIO_API_KEY: '', TWILIO_API_SECRET: '', TWILIO_AUTH_TOKEN: '1'.repeat(32) },
    ],
  ])('%s works', async (_name, env) => {
    Object.assign(world.env, env);
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));

    expect((await plan()).exitCode).toBe(0);
  });

  it("the project's .env works", async () => {
    const { accountSid, authToken } = world.api.account;
    for (const name of Object.keys(world.env)) delete world.env[name];
    world.write('.env', `ACCOUNT_SID=${accountSid}\nAUTH_TOKEN=${authToken}\n`);
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));

    expect((await plan()).exitCode).toBe(0);
  });
});

describe('numbers plan that cannot be made', () => {
  it.each(['https://calls.example.com', 'calls.example.com/incoming-call', 'localhost', 'a.com:1'])(
    'ends with 2 for --domain %s',
    async (name) => {
      const { exitCode, problems } = await plan('--domain', name);

      expect(exitCode).toBe(2);
      expect(problems[0]).toContain('--domain is not a host name');
    },
  );

  it('ends with 2 for an option that it does not have', async () => {
    const { exitCode, stderr } = await world.run('numbers', 'plan', '--force');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('npm run switchboard -- numbers plan --help');
  });

  it('ends with 3 without credentials, and says which are wanted', async () => {
    for (const name of Object.keys(world.env)) delete world.env[name];
    const { exitCode, stderr } = await world.run('numbers', 'plan');

    expect(exitCode).toBe(3);
    expect(stderr).toContain('TWILIO_API_KEY');
  });

  it('ends with 3 for credentials that Twilio does not accept, and does not show them', async () => {
    world.env['TWILIO_API_SECRET'] = 'wrong-secret';
    const { exitCode, stdout, stderr } = await world.run('numbers', 'plan');

    expect(exitCode).toBe(3);
    expect(stderr).toContain('Twilio does not accept the credentials (20003)');
    expect(stdout + stderr).not.toContain('wrong-secret');
  });

  it('ends with 3 for a broken tenant file, before Twilio is asked', async () => {
    world.write('src/assets/tenants.private.json', '{"tenants":[{"id":"A"}]}');
    const { exitCode, problems } = await plan();

    expect(exitCode).toBe(3);
    expect(problems[0]).toContain('A.id (line 1, column 14)');
    expect(world.api.listRequests()).toEqual([]);
  });

  it('ends with 4 when Twilio fails, in one JSON document', async () => {
    world.api.failNext(500, 10);
    const { exitCode, ok, problems } = await plan('--domain', 'calls.example.com');

    expect(exitCode).toBe(4);
    expect(ok).toBe(false);
    expect(problems[0]).toContain('listing phone numbers: Twilio answered 500 (20500)');
  });

  it('ends with 4 when Twilio cannot be reached', async () => {
    world.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    const { exitCode, stderr } = await world.runAlone('numbers', 'plan');

    expect(exitCode).toBe(4);
    expect(stderr).toContain('Twilio cannot be reached');
    expect(stderr).toContain('fix: check the network');
  });

  it('asks again when Twilio is too busy', async () => {
    world.api.phoneNumbers.add(FIRST, settingsOf(domain));
    world.api.failNext(429, 2);

    expect((await plan()).exitCode).toBe(0);
  });
});
