import { spend } from '../../src/bounds/hourly';
import { bounds } from '../../src/config/bounds';
import { createFakeLog } from '../fakes/fake-log';
import { crowdedStore } from './crowded-store';

const BOUND = 'smsPerTenantHour';

describe('spend', () => {
  it('says that others count too fast where each change comes too late', async () => {
    const { log, entries } = createFakeLog();
    const services = { store: crowdedStore(), nowMs: () => 0, log };

    expect(await spend(BOUND, 'riverside-dental', 1, services)).toBe('too-fast');
    expect(entries).toEqual([]);
  });

  it('changes nothing once the bound is met', async () => {
    const { log, entries } = createFakeLog();
    const kept = { key: 'k', revision: '1', data: { count: bounds[BOUND], isMet: true } };
    const store = { ...crowdedStore(), read: () => Promise.resolve(kept) };
    const replace = jest.spyOn(store, 'replace');

    const spent = await spend(BOUND, 'riverside-dental', 1, { store, nowMs: () => 0, log });

    expect([spent, entries]).toEqual(['over', []]);
    expect(replace).not.toHaveBeenCalled();
  });
});
