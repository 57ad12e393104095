import { checkTarget } from '../../../deploy/check-target';
import { ReconcileWorld } from '../history/reconcile/reconcile-world';

const EDGE = 'https://api.dublin.us1.twilio.com';

describe("Twilio's API of the command line", () => {
  let world: ReconcileWorld;
  beforeEach(async () => {
    world = await ReconcileWorld.start();
  });
  afterEach(() => world.stop());

  it.each([
    ['numbers', 'plan', '--domain', 'calls.example.com'],
    ['reconcile', '--since', '1h'],
    ['caller', 'find', '--number', '+12025550143'],
  ])('is the one that the Functions use: %s %s (F13)', async (...words) => {
    world.env['TWILIO_API_BASE_URL'] = EDGE;
    world.env['TWILIO_REGION'] = 'us1';

    await world.run(...words);
    const hosts = world.api.listRequests().map(({ host }) => host);

    expect(hosts).toContain('api.dublin.us1.twilio.com');
    expect(hosts.filter((host) => /^(api|sync)\.twilio\.com$/.test(host))).toEqual([]);
  });

  it.each([
    ['TWILIO_API_BASE_URL', 'https://api.dublin.ie1.twilio.com', 'is no address of region us1'],
    ['TWILIO_API_BASE_URL', 'https://api.ie1.twilio.com', 'is no address of region us1'],
    ['TWILIO_REGION', 'au1', 'is au1, but this project works in us1 only'],
  ])('is asked for nothing in another region: %s=%s (F13)', async (name, value, problem) => {
    world.env[name] = value;

    const runs = [
      await world.run('numbers', 'plan', '--domain', 'calls.example.com'),
      await world.run('reconcile'),
      await world.run('outage', 'on'),
    ];

    expect(runs.map(({ exitCode }) => exitCode)).toEqual([3, 3, 3]);
    for (const { stderr } of runs) expect(stderr).toContain(`${name}: ${problem}`);
    expect(world.api.listRequests()).toEqual([]);
  });

  it.each([
    [['--region', 'ie1'], {}],
    [[], { TWILIO_REGION: 'ie1' }],
  ])('is where deploys go, too: %j %j (F13)', async (words, shell) => {
    const deploy = {
      projectFolder: world.folder,
      toolName: 'twilio-cli',
      words: ['deploy', ...words],
      shell: { ...world.env, ...shell },
      httpsAgent: world.api.httpsAgent,
    };

    await expect(checkTarget(deploy)).rejects.toThrow('ie1, but this project works in us1 only');
  });
});
