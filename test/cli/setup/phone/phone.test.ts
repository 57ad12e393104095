import { CliWorld } from '../../run-cli';

const DOMAIN = 'switchboard.example.com';

let world: CliWorld;
beforeEach(async () => {
  world = await CliWorld.start();
  world.writeTenants({ dental: ['+12025550101'] });
});
afterEach(() => world.stop());

/** Served until the next moment. */
const phone = (...words: string[]) =>
  world.run('phone', '--domain', DOMAIN, '--port', '0', '--minutes', '0', ...words);

describe('switchboard phone', () => {
  it('prepares the TwiML App and says where the page is', async () => {
    const { exitCode, stdout } = await phone();

    const [app] = world.api.applications.list();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^The TwiML App ${app?.sid} was created\\.\\nOpen http://127\\.0\\.0\\.1:\\d+/\\?token=[\\w-]{43} `,
      ),
    );
    expect(app?.voiceUrl).toBe(`https://${DOMAIN}/incoming-call`);
  });

  it.each([
    [
      'the Auth Token alone',
      ['TWILIO_ACCOUNT_SID', 'AUTH_TOKEN'],
      'TWILIO_API_KEY, TWILIO_API_SECRET',
    ],
    ['a key without its secret', ['ACCOUNT_SID', 'TWILIO_API_KEY'], 'TWILIO_API_SECRET'],
    ['nothing', [], 'TWILIO_ACCOUNT_SID, TWILIO_API_KEY, TWILIO_API_SECRET'],
  ])('asks for an API key where it has %s, and makes nothing', async (_title, names, unset) => {
    const { accountSid, authToken } = world.api.account;
    const all = { ...world.env, ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken };
    for (const name of Object.keys(world.env)) delete world.env[name];
    for (const name of names) world.env[name] = all[name as keyof typeof all];

    const { exitCode, stderr } = await phone();

    expect(exitCode).toBe(3);
    expect(stderr).toContain(`not set: ${unset}. A phone`);
    expect(stderr).toContain('make a standard API key (https://');
    expect(world.api.applications.list()).toEqual([]);
  });

  it.each([
    ['--port', '70000'],
    ['--port', 'x'],
    ['--minutes', '-1'],
  ])('ends with 2 for %s %s', async (option, value) => {
    const { exitCode, stderr } = await phone(`${option}=${value}`);

    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${option} is not a whole`)]);
  });

  it('does not print the secret or a token', async () => {
    const { stdout, stderr } = await phone('--json');

    const [opened = ''] = stdout.split('\n');
    expect(JSON.parse(opened)).toMatchObject({ ok: true, data: { change: 'created' } });
    expect(stdout + stderr).not.toContain(world.api.account.apiKeySecret);
    expect(stdout + stderr).not.toMatch(/eyJ/);
  });
});
