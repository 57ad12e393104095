import { checkTarget } from '../../deploy/check-target';
import { makeSid } from '../../sandbox/twilio/formats/sid';
import { deployEnvironment } from '../cli/deploy-environment';
import { CliWorld } from '../cli/run-cli';

const OTHER = `AC${'b'.repeat(32)}`;

describe('checkTarget', () => {
  let world: CliWorld;
  beforeEach(async () => {
    world = await CliWorld.start();
    const { accountSid, authToken } = world.api.account;
    world.write('.env', `ACCOUNT_SID=${accountSid}\nAUTH_TOKEN=${authToken}\n`);
  });
  afterEach(() => world.stop());

  const check = (toolName: string, shell: Record<string, string>, ...words: string[]) =>
    checkTarget({
      projectFolder: world.folder,
      toolName,
      words: ['deploy', '--override-existing-project', ...words],
      shell,
      httpsAgent: world.api.httpsAgent,
    });
  const remember = (sid: string) =>
    world.write(
      '.twiliodeployinfo',
      JSON.stringify({ [`${world.api.account.accountSid}:us1`]: { serviceSid: sid } }),
    );
  const rememberService = (serviceName: string): string => {
    deployEnvironment(world.api, { serviceName });
    const { sid } = world.api.store.findServiceByName(serviceName)!;
    remember(sid);
    return sid;
  };

  it('names the account and what says so (F6)', async () => {
    world.write('other.env', `ACCOUNT_SID=${world.api.account.accountSid}\nAUTH_TOKEN=x\n`);

    expect(await check('twilio-run', {})).toBe('Twilio account AC0000…0000 (ACCOUNT_SID in .env)');
    expect(await check('twilio-run', {}, '--env', 'other.env')).toContain('in other.env)');
    expect(await check('twilio-cli', world.env)).toContain('(TWILIO_ACCOUNT_SID of the shell)');
  });

  it.each([
    ['twilio-run', { TWILIO_ACCOUNT_SID: OTHER }, []],
    ['twilio-run', { ACCOUNT_SID: OTHER }, []],
    ['twilio-run', {}, ['-u', OTHER]],
    ['twilio-cli', { TWILIO_ACCOUNT_SID: OTHER, TWILIO_AUTH_TOKEN: 'x' }, []],
  ])(
    'refuses a deploy by %s to another account than the commands work on: %j %j (F6)',
    async (toolName, shell, words) => {
      await expect(check(toolName, shell, ...words)).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringContaining('deploys would go to one account') as string,
      });
      expect(world.api.listRequests()).toEqual([]);
    },
  );

  it('says where it looks for an account that is not there (F6)', async () => {
    world.write('.env', 'VAPI_API_KEY=key\n');

    await expect(check('twilio-run', world.env)).rejects.toThrow(
      'ACCOUNT_SID and AUTH_TOKEN are not both set in .env, where this deploy looks for them',
    );
    await expect(check('twilio-cli', {})).rejects.toThrow('no Twilio account is set');
  });

  it('refuses the Service of an older name, and says how to keep or leave it (F5)', async () => {
    const serviceSid = rememberService('switchboard-old');

    await expect(check('twilio-run', {})).rejects.toMatchObject({
      exitCode: 1,
      message: `.twiliodeployinfo leads deploys to the Service switchboard-old (${serviceSid}), but .twilioserverlessrc names switchboard-test, which the commands look for`,
      fix: 'to stay with the old Service, write "serviceName": "switchboard-old" in .twilioserverlessrc; to move to switchboard-test: rm .twiliodeployinfo',
    });
    await expect(check('twilio-run', {}, '-n', 'switchboard-old')).rejects.toThrow(
      '--service-name',
    );
  });

  it('refuses a Service that no longer exists at Twilio (F5)', async () => {
    const sid = makeSid('ZS');
    remember(sid);

    await expect(check('twilio-run', {})).rejects.toMatchObject({
      message: `.twiliodeployinfo leads deploys to the Service ${sid}, which does not exist at Twilio`,
      fix: 'rm .twiliodeployinfo; the next deploy then creates or finds switchboard-test',
    });
  });

  it('lets a deploy to the remembered Service through (F5)', async () => {
    rememberService('switchboard-test');

    await expect(check('twilio-run', {})).resolves.toBeTruthy();
    expect(world.api.listRequests().map(({ method }) => method)).toEqual(['GET']);
  });
});
