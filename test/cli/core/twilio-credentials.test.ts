import { CliError } from '../../../cli/core/cli-error';
import { readTwilioCredentials } from '../../../cli/core/twilio-client';
import { CliWorld } from '../run-cli';

const SID = `AC${'0'.repeat(32)}`;
const KEY = `SK${'2'.repeat(32)}`;

describe('readTwilioCredentials', () => {
  it.each([
    [KEY, 'ACCOUNT_SID holds an API key (SK…), not an account: an account sid begins with AC'],
    ['your_account_sid', 'ACCOUNT_SID holds a placeholder'],
    [
      `“${SID}”`,
      'ACCOUNT_SID cannot be right: it holds “ (U+201C), a typographic quote: write " instead',
    ],
    [`"${SID}"`, 'ACCOUNT_SID has blanks or quotes in it'],
    [
      SID.toLowerCase(),
      'ACCOUNT_SID has the wrong case: AC in capitals, then small letters and digits',
    ],
    ['AC12', 'ACCOUNT_SID is not AC and 32 digits or letters a to f'],
  ])('names the variable and what is wrong with it: %s (F3)', (value, problem) => {
    const read = () => readTwilioCredentials({ ACCOUNT_SID: value, AUTH_TOKEN: '1'.repeat(32) });

    expect(read).toThrow(new CliError(3, problem));
  });

  it('names all that is wrong at once, and shows no secret (F3)', () => {
    const read = () =>
      readTwilioCredentials({
        TWILIO_ACCOUNT_SID: SID,
        TWILIO_API_KEY: 'AC12',
        TWILIO_API_SECRET: 'top secret',
      });

    expect(read).toThrow(
      'TWILIO_API_KEY is not SK and 32 digits or letters a to f\nTWILIO_API_SECRET has blanks or quotes in it',
    );
  });

  it('leaves out blanks and newlines around the values (F4)', () => {
    const read = readTwilioCredentials({ ACCOUNT_SID: ` ${SID}\n`, AUTH_TOKEN: ' token\r\n' });

    expect(read).toMatchObject({ accountSid: SID, password: 'token', authToken: 'token' });
  });
});

describe('the command line', () => {
  let world: CliWorld;
  beforeEach(async () => {
    world = await CliWorld.start();
  });
  afterEach(() => world.stop());

  it.each([['numbers', 'plan'], ['smoke'], ['outage', 'status'], ['rollback'], ['reconcile']])(
    'ends with 3 and one JSON document for an API key as the account: %s %s (F3)',
    async (...words) => {
      world.writeTenants({ dental: ['+12025550101'] });
      world.write('.env', 'VAPI_API_KEY=key\n');
      world.env['TWILIO_ACCOUNT_SID'] = KEY;

      const { exitCode, problems } = await world.runJson(...words.filter(Boolean));

      expect(exitCode).toBe(3);
      expect(problems[0]).toContain('TWILIO_ACCOUNT_SID holds an API key');
    },
  );

  it('shows the other checks of the doctor beside wrong credentials (F3)', async () => {
    world.env['TWILIO_ACCOUNT_SID'] = KEY;

    const { exitCode, data } = await world.runJson<{
      checks: { id: string; found: string }[];
    }>('doctor');
    const find = (id: string) => data.checks.find((check) => check.id === id)?.found;

    expect(exitCode).toBe(3);
    expect(find('twilio-credentials')).toContain('TWILIO_ACCOUNT_SID holds an API key');
    expect(data.checks.length).toBeGreaterThan(10);
    expect(find('environment')).toContain('VAPI_API_KEY');
  });

  it('ends a smoke test with 3 where Twilio does not know the Auth Token (F4)', async () => {
    world.env['TWILIO_AUTH_TOKEN'] = '9'.repeat(32);

    const { exitCode, stderr } = await world.run('smoke', '--domain', 'nobody-1234.twil.io');

    expect(exitCode).toBe(3);
    expect(stderr).toContain(`Twilio does not accept the Auth Token for ${SID}`);
  });

  it.each(['reconcile', 'report', 'watch'])(
    'names missing Twilio and Vapi credentials at once: %s (N6)',
    async (command) => {
      world.writeTenants({ dental: ['+12025550101'] });
      for (const name of Object.keys(world.env)) delete world.env[name];

      const { exitCode, stderr } = await world.run(
        command,
        ...(command === 'watch' ? ['--dry-run', '--once'] : []),
      );

      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/^VAPI_API_KEY is not set: .*\nno Twilio account is set\nfix: /);
    },
  );

  it('refuses to work on another account than that of .env (F6)', async () => {
    world.write('.env', `ACCOUNT_SID=AC${'b'.repeat(32)}\n`);

    const { exitCode, stderr } = await world.run('numbers', 'plan', '--domain', 'a.example.com');

    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      `TWILIO_ACCOUNT_SID of the shell is ${SID}, ACCOUNT_SID in .env is AC${'b'.repeat(32)}`,
    );
    expect(world.api.listRequests()).toEqual([]);
  });
});
