import { type Turn, OutageWorld } from './outage-world';

const NAME = 'SWITCHBOARD_CLOSED';
const NOTE = 'SWITCHBOARD_CLOSED_NOTE';
const FUTURE = '2999-07-01T17:30';

let world: OutageWorld;
beforeAll(async () => {
  world = await OutageWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const DENTAL = ['--tenant', 'riverside-dental'];

describe('switchboard closed on', () => {
  it('closes a tenant, and notes who did it and when', async () => {
    const { exitCode, stdout } = await world.run('closed', 'on', ...DENTAL);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/was {2}empty\nnow {2}riverside-dental\nby {3}ada with SK….{4}, /);
    expect(world.readVariables()).toEqual({
      [NAME]: 'riverside-dental',
      [NOTE]: expect.stringMatching(/^\d{4}-[\d:.T-]+Z ada with SK….{4}$/) as string,
    });
  });

  it('reads the time of its end on the clocks of the tenant, beside others', async () => {
    world.setByHand(NAME, 'riverside-dental');

    const { exitCode, data } = await world.runJson<Turn>(
      ...['closed', 'on', '--tenant', 'zahnarzt-linden', '--until', FUTURE],
    );

    expect([exitCode, data.isChanged]).toEqual([0, true]);
    expect(data.now).toEqual({
      closed: [
        { tenantId: 'riverside-dental', until: null },
        { tenantId: 'zahnarzt-linden', until: '2999-07-01T15:30Z' },
      ],
    });
    expect(world.readVariables()[NAME]).toBe('riverside-dental,zahnarzt-linden@2999-07-01T15:30Z');
  });

  it('takes a time with an offset for a tenant without hours', async () => {
    await world.run('closed', 'on', ...DENTAL, '--until', `${FUTURE}-05:00`);

    expect(world.readVariables()[NAME]).toBe('riverside-dental@2999-07-01T22:30Z');
  });

  it('leaves out those whose time is over', async () => {
    world.setByHand(NAME, 'zahnarzt-linden@2020-01-01T00:00Z');

    await world.run('closed', 'on', ...DENTAL);

    expect(world.readVariables()[NAME]).toBe('riverside-dental');
  });

  it.each<[string[], string]>([
    [[], '--tenant is missing'],
    [['--tenant', 'riverside-detnal'], 'no tenant has the id "riverside-detnal"'],
    [['--tenant', 'all'], '--tenant all: no tenant has this id'],
    [[...DENTAL, '--until', 'tomorrow'], '--until tomorrow: is not a date with a time'],
    [
      [...DENTAL, '--until', '2999-02-30T10:00'],
      '--until 2999-02-30T10:00: is not a date with a time',
    ],
    [[...DENTAL, '--until', FUTURE], 'the tenant has no hours, and so no time zone'],
    [[...DENTAL, '--until', '2020-01-01T10:00Z'], '--until 2020-01-01T10:00Z: is over'],
  ])('ends with 2 for %j, and closes nobody', async (words, problem) => {
    const { exitCode, stderr } = await world.run('closed', 'on', ...words);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
    expect(world.readVariables()).toEqual({});
  });

  it('ends with 2 where the list is longer than a variable', async () => {
    const ids = Array.from({ length: 11 }, (_, n) => `${'x'.repeat(38)}${n + 10}`);
    world.setByHand(NAME, ids.join());

    const { exitCode, stderr } = await world.run('closed', 'on', ...DENTAL);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('467 bytes together, but a variable must be below 450');
    expect(stderr).toContain('closed off for tenants whose time is over');
  });
});

describe('switchboard closed off', () => {
  it('opens tenants, also one that has left the tenant file', async () => {
    world.setByHand(NAME, 'riverside-dental,gone@2999-01-01T00:00Z,zahnarzt-linden');

    const { exitCode } = await world.run('closed', 'off', ...DENTAL, '--tenant', 'gone');

    expect(exitCode).toBe(0);
    expect(world.readVariables()[NAME]).toBe('zahnarzt-linden');
  });

  it('leaves no variable behind', async () => {
    await world.run('closed', 'on', ...DENTAL);

    await world.run('closed', 'off', ...DENTAL);

    expect(world.readVariables()).toEqual({});
  });

  it('has nothing to do for a tenant that is not closed', async () => {
    const { exitCode, stdout } = await world.run('closed', 'off', ...DENTAL);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('nothing to do: the list of closed tenants is already empty');
  });
});

describe('switchboard closed status', () => {
  it('tells who is closed, until when, and by whom', async () => {
    await world.run('closed', 'on', ...DENTAL, '--until', `${FUTURE}Z`);

    const { exitCode, stdout } = await world.run('closed', 'status');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('is riverside-dental until 2999-07-01T17:30Z\nsince ');
    expect(stdout).toMatch(/\nby ada with SK….{4}/);
  });

  it('ends with 1 for what is no entry, and for ids that no tenant has', async () => {
    world.setByHand(NAME, 'riverside-dental@tomorrow,riverside');

    const { exitCode, problems } = await world.runJson('closed', 'status');

    expect(exitCode).toBe(1);
    expect(problems).toEqual([
      expect.stringContaining('SWITCHBOARD_CLOSED: has "riverside-dental@tomorrow"'),
      'no tenant of this project has the id riverside',
    ]);
  });
});
