import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeStagedFile } from '../../sandbox/rehearse/break-project';
import { DeployedWorld } from './deployed-world';

let world: DeployedWorld;
let firstBuild: string;
let secondBuild: string;

const mute = 'exports.handler = (c, e, cb) => cb(null, new Twilio.twiml.VoiceResponse());';

beforeAll(async () => {
  world = await DeployedWorld.start();
  firstBuild = await world.deploy();
  // Twilio reports of seconds only; two builds never share one there.
  await sleep(1_100);
  secondBuild = await world.deploy(
    writeStagedFile('dist/functions/incoming-call.protected.js', mute),
  );
}, 60_000);
afterAll(() => world.stop());

const parse = (stdout: string) =>
  JSON.parse(stdout) as { ok: boolean; data: never; problems: string[] };

describe('switchboard smoke', () => {
  it('finds out that callers would hear nothing, and ends with 1', async () => {
    const { exitCode, stdout } = await world.runWith(['smoke', '--json']);

    expect([exitCode, parse(stdout).ok]).toEqual([1, false]);
    expect(parse(stdout).problems).toEqual([
      expect.stringMatching(/^failed: a signed call is answered \(found silence, /),
    ]);
  });

  it('ends with 3 without the Auth Token, which signing needs', async () => {
    const { exitCode, stderr } = await world.runWith(['smoke'], { TWILIO_AUTH_TOKEN: '' });

    expect(exitCode).toBe(3);
    expect(stderr).toContain('set TWILIO_AUTH_TOKEN');
  });

  it('ends with 1 where nothing is deployed', async () => {
    const { exitCode, stderr } = await world.runWith(['smoke', '--environment', 'stage']);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('npm run deploy -- --environment stage');
  });

  it('ends with 4 where nobody answers', async () => {
    const words = ['smoke', '--domain', 'nothing-1234.twil.io', '--json'];

    const { exitCode, stdout } = await world.runWith(words, { HTTPS_PROXY: 'http://127.0.0.1:1' });

    expect(exitCode).toBe(4);
    expect(parse(stdout).problems).toEqual([expect.stringContaining('does not answer')]);
  });

  it('wants the assistant where the called number has one', async () => {
    const words = ['smoke', '--to', '+12025550101', '--json'];

    const { exitCode, stdout } = await world.runWith(words);

    expect(exitCode).toBe(1);
    expect(parse(stdout).problems.join()).toContain('a signed call reaches the assistant');
  });

  it.each([
    ['--environment', ''],
    ['--domain', 'https://x/y'],
  ])('ends with 2 for %s "%s"', async (option, value) => {
    const { exitCode } = await world.runWith(['smoke', option, value]);

    expect(exitCode).toBe(2);
  });

  it('ends with 2 after wrong arguments', async () => {
    const { exitCode, stderr } = await world.runWith(['smoke', '--what']);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('npm run switchboard -- smoke --help');
  });
});

describe('switchboard rollback', () => {
  it('shows what is live and what was before, and changes nothing', async () => {
    const { exitCode, stdout } = await world.runWith(['rollback', '--plan', '--json']);

    expect(exitCode).toBe(0);
    expect(parse(stdout).data).toMatchObject({ from: secondBuild, to: firstBuild });
    expect(world.api.listDeployedEnvironments()[0]?.buildSid).toBe(secondBuild);
  });

  it('ends with 4 when Twilio fails', async () => {
    world.api.failNext(503, 50);

    const { exitCode, stderr } = await world.runWith(['rollback']);
    world.api.failNext(0, 0);

    expect(exitCode).toBe(4);
    expect(stderr).toContain('Twilio answered 503');
  });

  it('ends with 3 when Twilio refuses the key, and does not print it', async () => {
    const secret = 'canary-secret';

    const { exitCode, stdout, stderr } = await world.runWith(['rollback'], {
      TWILIO_API_SECRET: secret,
    });

    expect(exitCode).toBe(3);
    expect(stdout + stderr).not.toContain(secret);
  });

  it('activates the build before, with which the smoke test passes', async () => {
    const { exitCode } = await world.runWith(['rollback']);
    const live = await world.serve();
    const smoke = await world.runWith(['smoke']);

    expect([exitCode, live]).toEqual([0, firstBuild]);
    expect(smoke.stdout).toContain('the assistant');
    expect(smoke.exitCode).toBe(0);
  });

  it('does not go back to what it left when run again, and ends with 1 when nothing is older', async () => {
    const { exitCode, stderr } = await world.runWith(['rollback']);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('no older build was live');
    expect(world.api.listDeployedEnvironments()[0]?.buildSid).toBe(firstBuild);
  });

  it('has nothing to do when the named build is live already', async () => {
    const { exitCode, stdout } = await world.runWith(['rollback', '--build', firstBuild]);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('already');
  });
});

/** Each starts containers and several processes. */
const SLOW_MS = 60_000;

describe('switchboard outage', () => {
  beforeAll(() => world.deploy(), SLOW_MS);

  const smokeTo = async (number: string) => {
    await world.serve();
    world.vapi.postCount = 0;
    const { exitCode, stdout } = await world.runWith(['smoke', '--to', number]);
    return { exitCode, stdout, postCount: world.vapi.postCount };
  };

  it(
    'on for one tenant: its callers hear the fallback, Vapi is not asked, others reach it',
    async () => {
      const { exitCode } = await world.runWith(['outage', 'on', '--tenant', 'riverside-dental']);
      const own = await smokeTo('+12025550101');
      const other = await smokeTo('+12025550102');

      expect([exitCode, own.exitCode, own.postCount]).toEqual([0, 0, 0]);
      expect(own.stdout).toContain('the outage switch is on for riverside-dental\n');
      expect(own.stdout).toMatch(
        /the outage switch is on: a signed call hears the fallback +the fallback/,
      );
      expect([other.exitCode, other.postCount]).toEqual([0, 1]);
      expect(other.stdout).toMatch(/a signed call reaches the assistant +the assistant/);
    },
    SLOW_MS,
  );

  it(
    'stays on over a deploy with an empty line for it in .env',
    async () => {
      await world.deploy((folder) =>
        appendFile(path.join(folder, '.env'), 'SWITCHBOARD_OUTAGE=\n'),
      );

      const { stdout } = await world.runWith(['outage', 'status']);

      expect(stdout).toContain('the outage switch is on for riverside-dental\nsince 2');
    },
    SLOW_MS,
  );

  it(
    'is not looked at where only the host is given, and smoke says so',
    async () => {
      const domain = world.api.listDeployedEnvironments()[0]!.domainName;

      const { exitCode, stdout } = await world.runWith([
        'smoke',
        '--domain',
        domain,
        '--to',
        '+12025550101',
      ]);

      expect(exitCode).toBe(1);
      expect(stdout).toContain('the outage switch was not looked at');
    },
    SLOW_MS,
  );

  it(
    'on, while the live build does not know the switch, is found out by smoke',
    async () => {
      const [variable] = [...world.api.store.variables.values()].filter(
        ({ key }) => key === 'SWITCHBOARD_OUTAGE',
      );
      // The containers run with what they were started with: nobody.
      variable!.value = '';
      await world.serve();
      variable!.value = 'all';

      const { exitCode, stdout } = await world.runWith(['smoke', '--to', '+12025550101']);

      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/BAD +the outage switch is on: .* the assistant/);
    },
    SLOW_MS,
  );

  it(
    'off: callers reach the assistant again',
    async () => {
      const { exitCode } = await world.runWith(['outage', 'off']);
      const smoke = await smokeTo('+12025550101');

      expect([exitCode, smoke.exitCode, smoke.postCount]).toEqual([0, 0, 1]);
      expect(smoke.stdout).not.toContain('outage');
    },
    SLOW_MS,
  );
});
