import { commands } from '../../../cli/commands';
import { runCli } from '../../../cli/run-cli';
import { CliWorld } from '../run-cli';

const ACCOUNT = 'Twilio account AC0000…0000 (TWILIO_ACCOUNT_SID of the shell)\n';
const OTHER = `AC${'b'.repeat(32)}`;

describe('commands that change something at Twilio', () => {
  let world: CliWorld;
  beforeEach(async () => {
    world = await CliWorld.start();
    world.writeTenants({ dental: ['+12025550101'] });
  });
  afterEach(() => world.stop());

  /** Runs a command; returns what it wrote to stderr, with the requests made until then. */
  async function listen(words: string) {
    const heard: (readonly [requestCount: number, text: string])[] = [];
    const { env, folder, api } = world;
    await runCli([...words.split(' '), '--project', folder], {
      env,
      workingFolder: folder,
      httpsAgent: api.httpsAgent,
      stdout: { write: () => true },
      stderr: { write: (text) => heard.push([api.listRequests().length, text]) },
    });
    return heard;
  }

  it.each([
    'numbers apply',
    'numbers apply --json',
    'numbers detach --tenant dental',
    'numbers rollback',
    'rollback',
    'caller forget --number +12025550143',
    'sweep',
    'outage on',
    'outage off',
  ])('name the account before they ask Twilio: %s (F6)', async (words) => {
    expect((await listen(words))[0]).toEqual([0, ACCOUNT]);
  });

  it('are these (F6)', () => {
    const names = Object.keys(commands).filter((name) => commands[name]?.changesAccount);

    expect(names.sort()).toEqual([
      'caller forget',
      'numbers apply',
      'numbers detach',
      'numbers rollback',
      'outage off',
      'outage on',
      'phone',
      'rollback',
      'sweep',
    ]);
  });

  it('say that the account comes from .env (F6)', async () => {
    world.write('.env', `ACCOUNT_SID=${world.api.account.accountSid}\n`);
    delete world.env['TWILIO_ACCOUNT_SID'];

    expect((await listen('outage on'))[0]?.[1]).toContain('(ACCOUNT_SID in .env)');
  });

  it('are refused where .env alone names two accounts (F6)', async () => {
    const { accountSid } = world.api.account;
    world.write('.env', `ACCOUNT_SID=${OTHER}\nTWILIO_ACCOUNT_SID=${accountSid}\n`);
    delete world.env['TWILIO_ACCOUNT_SID'];

    const { exitCode, stderr } = await world.run('outage', 'on');

    expect(exitCode).toBe(3);
    expect(stderr).toContain(`TWILIO_ACCOUNT_SID in .env is ${accountSid}, ACCOUNT_SID in .env is`);
  });
});
