import { ChainWorld } from '../../chain-world';

interface Document {
  readonly data: {
    readonly checks: readonly { id: string; status: string; found: string; fix: string | null }[];
  };
}

describe('the check of the deployment', () => {
  let world: ChainWorld;
  beforeEach(async () => {
    world = await ChainWorld.start();
  });
  afterEach(() => world.stop());

  it.each([
    ['switchboard-renamed', /leads deploys to the Service vapi-switchboard/, /"vapi-switchboard"/],
    ['vapi-switchboard', /which does not exist at Twilio/, /^rm \.twiliodeployinfo;/],
  ])('names a Service that deploys go to instead of %s (F5)', async (serviceName, found, fix) => {
    const { accountSid } = world.twilio.account;
    const gone = `ZS${'0'.repeat(32)}`;
    const serviceSid = serviceName === 'vapi-switchboard' ? gone : world.sids.serviceSid;
    world.writeFile('.twilioserverlessrc', JSON.stringify({ serviceName }));
    world.writeFile('.twiliodeployinfo', JSON.stringify({ [accountSid]: { serviceSid } }));

    const { exitCode, stdout } = await world.run('doctor', '--json');
    const { checks } = (JSON.parse(stdout) as Document).data;
    const check = checks.find(({ id }) => id === 'deployment');

    expect([exitCode, check?.status]).toEqual([1, 'fail']);
    expect(check?.found).toMatch(found);
    expect(check?.fix).toMatch(fix);
  });
});
