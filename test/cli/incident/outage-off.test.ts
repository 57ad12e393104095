import { NAME, NOTE, OutageWorld, type Status } from './outage-world';

let world: OutageWorld;
beforeAll(async () => {
  world = await OutageWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());
afterEach(() => jest.restoreAllMocks());

describe('switchboard outage off', () => {
  it('takes tenants out, also one that has left the tenant file', async () => {
    world.setByHand(NAME, 'riverside-dental,gone,zahnarzt-linden');

    const { exitCode } = await world.run(
      ...['outage', 'off', '--tenant', 'gone', '--tenant', 'riverside-dental'],
    );

    expect(exitCode).toBe(0);
    expect(world.readVariables()[NAME]).toBe('zahnarzt-linden');
  });

  it('leaves no variable behind, not even one that cannot be read', async () => {
    world.setByHand(NAME, '?');
    world.setByHand(NOTE, '2026-03-01T10:00:00Z ada');

    const { exitCode } = await world.run('outage', 'off');

    expect(exitCode).toBe(0);
    expect(world.readVariables()).toEqual({});
  });

  it('ends with 1 for a tenant while the switch is on for every call', async () => {
    world.setByHand(NAME, 'all');

    const { exitCode, stderr } = await world.run('outage', 'off', '--tenant', 'riverside-dental');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('the outage switch is on for every call');
    expect(stderr).toContain('outage off alone');
    expect(world.readVariables()[NAME]).toBe('all');
  });

  it.each([[[]], [['--tenant', 'riverside-dental']]])(
    'has nothing to do where it is off: %j',
    async (words: string[]) => {
      const { exitCode, stdout } = await world.run('outage', 'off', ...words);

      expect(exitCode).toBe(0);
      expect(stdout).toContain('nothing to do: the outage switch is already off');
    },
  );

  it('is done where somebody else has switched it off meanwhile', async () => {
    world.setByHand(NAME, 'all');
    world.meddleAfterRead(() => world.api.store.variables.clear());

    const { exitCode } = await world.run('outage', 'off');

    expect(exitCode).toBe(0);
  });

  it('ends with 4 where Twilio does not delete it', async () => {
    world.setByHand(NAME, 'all');
    world.api.failNext(503, 50, { method: 'DELETE' });

    const { exitCode } = await world.run('outage', 'off');

    expect(exitCode).toBe(4);
    expect(world.readVariables()[NAME]).toBe('all');
  });
});

describe('switchboard outage status', () => {
  it('tells what is on, since when and by whom', async () => {
    const off = await world.runJson<Status>('outage', 'status');
    await world.run('outage', 'on', '--tenant', 'riverside-dental');
    const on = await world.runJson<Status>('outage', 'status');

    expect([off.exitCode, off.data]).toMatchObject([0, { all: false, since: null, by: null }]);
    expect([on.exitCode, on.data]).toMatchObject([
      0,
      {
        tenantIds: ['riverside-dental'],
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/) as string,
        by: expect.stringMatching(/^ada with SK….{4}$/) as string,
      },
    ]);
  });

  it('works for a variable that was made by hand, and credits no older note with it', async () => {
    world.setByHand(NAME, 'All', new Date('2026-03-02T10:00:00Z'));
    world.setByHand(NOTE, '2026-03-01T10:00:00Z ada');

    const { exitCode, stdout } = await world.run('outage', 'status');

    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'the outage switch is on for every call\nsince 2026-03-02T10:00:00Z\nby somebody without this command',
    );
  });

  it('ends with 1 for what is no id, and for ids that no tenant has', async () => {
    world.setByHand(NAME, 'riverside-dental,river side,riverside');

    const { exitCode, problems, data } = await world.runJson<Status>('outage', 'status');

    expect(exitCode).toBe(1);
    expect(data.tenantIds).toEqual(['riverside-dental', 'riverside']);
    expect(problems).toEqual([
      expect.stringContaining('SWITCHBOARD_OUTAGE: names "river side"'),
      'no tenant of this project has the id riverside',
    ]);
  });
});
