import { NAME, NOTE, OutageWorld, type Turn } from './outage-world';

let world: OutageWorld;
beforeAll(async () => {
  world = await OutageWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());
afterEach(() => jest.restoreAllMocks());

describe('switchboard outage on', () => {
  it('switches every call of one environment, and notes who did it and when', async () => {
    world.setByHand('VAPI_API_KEY', 'canary-key');

    const { exitCode, stdout } = await world.run('outage', 'on');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /was {2}off\nnow {2}on for every call\nby {3}ada with SK….{4}, \d{4}-\d\d-\d\dT[\d:]{8}Z\n/,
    );
    expect(stdout).not.toContain('canary-key');
    expect(stdout).not.toContain(world.api.account.apiKeySid);
    expect(world.readVariables()).toEqual({
      VAPI_API_KEY: 'canary-key',
      [NAME]: 'all',
      [NOTE]: expect.stringMatching(/^\d{4}-[\d:.T-]+Z ada with SK….{4}$/) as string,
    });
    expect(world.readVariables(null)).toEqual({});
  });

  it('adds tenants to those that are on', async () => {
    world.setByHand(NAME, 'riverside-dental');

    const { exitCode, data } = await world.runJson<Turn>(
      ...['outage', 'on', '--tenant', 'zahnarzt-linden', '--tenant', 'default'],
    );

    expect([exitCode, data.isChanged]).toEqual([0, true]);
    expect(data.before).toMatchObject({ all: false, tenantIds: ['riverside-dental'] });
    expect(world.readVariables()[NAME]).toBe('riverside-dental,zahnarzt-linden,default');
  });

  it('has nothing to do where they are on already, and writes nothing', async () => {
    world.setByHand(NAME, 'all');
    const countBefore = world.countUpdates();

    const { exitCode, stdout } = await world.run('outage', 'on', '--tenant', 'riverside-dental');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('nothing to do: the outage switch is already on for every call');
    expect(world.countUpdates()).toBe(countBefore);
  });

  it('does not take an id that no tenant has, and names what may be meant', async () => {
    const { exitCode, stderr } = await world.run('outage', 'on', '--tenant', 'riverside-detnal');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('no tenant has the id "riverside-detnal"');
    expect(stderr).toContain('--tenant riverside-dental');
    expect(world.readVariables()).toEqual({});
  });

  it.each(['', 'all'])('ends with 2 for --tenant "%s", and switches nobody', async (id) => {
    const { exitCode, stderr } = await world.run('outage', 'on', '--tenant', id);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('leave --tenant out for every call');
    expect(world.readVariables()).toEqual({});
  });

  it('ends with 2 where the ids are longer than a variable, and says what else', async () => {
    world.setByHand(
      NAME,
      Array.from({ length: 11 }, (_, n) => `${'x'.repeat(38)}${n + 10}`).join(','),
    );
    const before = world.readVariables();

    const { exitCode, stderr } = await world.run('outage', 'on', '--tenant', 'riverside-dental');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('467 bytes together, but a variable must be below 450');
    expect(stderr).toContain('outage on --key or --group');
    expect(world.readVariables()).toEqual(before);
  });

  it('ends with 3 where the environment cannot hold another variable', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7]) world.setByHand(`FULL_${n}`, 'x'.repeat(424));

    const { exitCode, stderr } = await world.run('outage', 'on');

    expect(exitCode).toBe(3);
    expect(stderr).toContain('of at most 3072: nothing was changed');
  });

  it('switches where only the note does not fit, and says so', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7]) world.setByHand(`FULL_${n}`, 'x'.repeat(418));

    const { exitCode, problems } = await world.runJson<Turn>('outage', 'on');

    expect(exitCode).toBe(0);
    expect(problems).toEqual([expect.stringContaining('the note about who did it is missing')]);
    expect(world.readVariables()[NAME]).toBe('all');
  });

  it('ends with 1 where somebody else created the variable meanwhile', async () => {
    world.meddleAfterRead(() => world.setByHand(NAME, 'zahnarzt-linden'));

    const { exitCode, stderr } = await world.run('outage', 'on', '--tenant', 'riverside-dental');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('at the same time: it is now on for zahnarzt-linden');
  });

  it('ends with 1 where somebody else deleted the variable meanwhile', async () => {
    world.setByHand(NAME, 'zahnarzt-linden');
    world.meddleAfterRead(() => world.api.store.variables.clear());

    const { exitCode, stderr } = await world.run('outage', 'on');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('at the same time: it is now off');
  });

  it('ends with 1 where somebody else wrote over it before it was read back', async () => {
    world.setByHand(NAME, 'zahnarzt-linden');
    const [variable] = world.api.store.variables.values();
    let value = 'zahnarzt-linden';
    Object.defineProperty(variable, 'value', {
      get: () => value,
      set: () => (value = 'default'),
    });

    const { exitCode, stderr } = await world.run('outage', 'on');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('it is now on for default');
  });

  it('says that the next deploy would change it again', async () => {
    world.write('.env', `${NAME}=riverside-dental\n`);

    const { problems } = await world.runJson<Turn>('outage', 'on');
    world.write('.env', `${NAME}=\n`);
    const quiet = await world.runJson<Turn>('outage', 'off');

    expect(problems).toEqual([expect.stringContaining('the next deploy from here sets it')]);
    expect(quiet.problems).toEqual([]);
  });

  it('ends with 4 while Twilio fails', async () => {
    world.api.failNext(503, 50);

    const { exitCode, stderr } = await world.run('outage', 'on');

    expect(exitCode).toBe(4);
    expect(stderr).toContain('Twilio answered 503');
  });

  it('ends with 4 where Twilio fails at the change itself', async () => {
    world.api.failNext(500, 50, { method: 'POST' });

    const { exitCode, stderr } = await world.run('outage', 'on');

    expect(exitCode).toBe(4);
    expect(stderr).toContain('changing the outage switch: Twilio answered 500');
  });

  it('ends with 1 where nothing is deployed', async () => {
    const { exitCode, stderr } = await world.run('outage', 'on', '--environment', 'stage');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('has no environment stage');
  });
});
