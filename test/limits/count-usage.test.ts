import { countUsage } from '../../src/limits/count-usage';
import type { Limits } from '../../src/tenants/limits-schema';
import { crowdedStore } from '../bounds/crowded-store';
import { createFakeLog } from '../fakes/fake-log';
import { tenantOf } from '../fakes/tenants';

/** A store whose item says what it says, and takes every change. */
const storeOf = (data: object) => ({
  add: () => Promise.resolve('added' as const),
  read: () => Promise.resolve({ key: 'k', revision: '1', data }),
  replace: jest.fn(() => Promise.resolve({ revision: '2' })),
});

const count = async (limits: Partial<Limits>, store: ReturnType<typeof storeOf>) => {
  const { log, entries } = createFakeLog();
  const tenant = tenantOf({ id: 'a', limits: { onLimit: 'warn', ...limits } });
  const amount = { id: 'CA1', used: { calls: 1 }, limits: ['callsPerDay'] as const };
  await countUsage(tenant, amount, { store, nowMs: () => 0, log });
  return entries.map(({ event, max }) => [event, max]);
};

describe('counting what a call has used', () => {
  it.each<[string, object, number, (string | number)[][]]>([
    ['near', { calls: 7 }, 10, [['limit.near', 10]]],
    ['near, as the log says already', { calls: 8, said: { callsPerDay: 'near 10' } }, 10, []],
    ['met', { calls: 9, said: { callsPerDay: 'near 10' } }, 10, [['limit.met', 10]]],
    ['met, as the log says already', { calls: 11, said: { callsPerDay: 'met 10' } }, 10, []],
    [
      'near after it was raised',
      { calls: 11, said: { callsPerDay: 'met 10' } },
      15,
      [['limit.near', 15]],
    ],
    ['within after it was raised', { calls: 11, said: { callsPerDay: 'met 10' } }, 90, []],
    ['met, and what is said is broken', { calls: 9, said: 'x' }, 10, [['limit.met', 10]]],
  ])('says that a limit is %s', async (_case, data, callsPerDay, said) => {
    expect(await count({ callsPerDay }, storeOf(data))).toEqual(said);
  });

  it('says so where others count faster again and again', async () => {
    const store = { ...crowdedStore(), add: () => Promise.resolve('added' as const) };

    const said = await count({ callsPerDay: 10 }, store as never);

    expect(said).toEqual([['limit.uncounted', undefined]]);
  });
});
