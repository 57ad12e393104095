import { NAME, OutageWorld, type Status, type Turn } from './outage-world';

let world: OutageWorld;
beforeAll(async () => {
  world = await OutageWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.reset();
  const tenants = Array.from({ length: 120 }, (_, index) => ({
    id: `client-${String(index).padStart(4, '0')}`,
    name: 'Client',
    numbers: [`+1202${String(5_550_000 + index)}`],
    group: index % 2 === 0 ? 'resellers' : undefined,
    assistant: {
      assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
      phoneNumberId: 'b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e',
      apiKeyEnv: 'VAPI_API_KEY_NORTH',
    },
  }));
  world.write('src/assets/tenants.private.json', JSON.stringify({ tenants }));
});

describe('the outage switch for 120 tenants', () => {
  it.each([
    ['--key', 'VAPI_API_KEY_NORTH', 'VAPI_API_KEY_NORTH', 'key VAPI_API_KEY_NORTH'],
    ['--group', 'resellers', 'group:resellers', 'group resellers'],
  ])('is one word with %s, which status shows and off takes out (O11)', async (...row) => {
    const [option, name, word, shown] = row;
    world.setByHand(NAME, 'client-0001');

    const on = await world.run('outage', 'on', option, name);
    const value = world.readVariables()[NAME];
    const status = await world.run('outage', 'status');
    const off = await world.runJson<Turn>('outage', 'off', option, name);

    expect([on.exitCode, value]).toEqual([0, `${word},client-0001`]);
    expect([status.exitCode, off.exitCode]).toEqual([0, 0]);
    expect(status.stdout).toContain(`the outage switch is on for ${shown}, client-0001`);
    expect(world.readVariables()[NAME]).toBe('client-0001');
  });

  it('is refused by ids, and the words for it are named (O11)', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => [
      '--tenant',
      `client-${String(index).padStart(4, '0')}`,
    ]);

    const { exitCode, stderr } = await world.run('outage', 'on', ...ids.flat());

    expect(exitCode).toBe(2);
    expect(stderr).toContain('1439 bytes together');
    expect(stderr).toContain('outage on --key or --group');
  });

  it.each([
    ['--key', 'VAPI_API_KEY_NORHT', '--key VAPI_API_KEY or VAPI_API_KEY_NORTH'],
    ['--group', 'reseller', '--group resellers'],
    ['--key', '', 'leave --key out for every call'],
    ['--group', '', 'leave --group out for every call'],
  ])('is not turned for %s "%s" (O11)', async (option, name, said) => {
    for (const word of ['on', 'off']) {
      const { exitCode, stderr } = await world.run('outage', word, option, name);

      expect(exitCode).toBe(2);
      expect(stderr).toContain(said);
    }
    expect(world.readVariables()).toEqual({});
  });

  it('repeats no key that is given in place of its name (O11)', async () => {
    const { stderr } = await world.run('outage', 'on', '--key', 'canary-4411');

    expect(stderr).toContain('no tenant has the key that');
    expect(stderr.toLowerCase()).not.toContain('canary');
  });

  it('names keys and groups that nobody has any more (O11)', async () => {
    world.setByHand(NAME, 'VAPI_API_KEY_OLD,group:gone,VAPI_API_KEY');

    const { exitCode, problems } = await world.runJson<Status>('outage', 'status');

    expect(exitCode).toBe(1);
    expect(problems).toEqual([
      'no tenant of this project has the key VAPI_API_KEY_OLD',
      'no tenant of this project has the group gone',
    ]);
  });
});
