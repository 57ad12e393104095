import { countUp } from '../../src/bounds/count-up';

/** Others count between each of our reads and writes. */
function crowdedStore() {
  let count = 0;
  return {
    read: () => Promise.resolve({ key: 'k', revision: String(count), data: { count: count++ } }),
    add: () => Promise.resolve('exists' as const),
    replace: () => Promise.resolve('changed' as const),
  };
}

describe('countUp', () => {
  it('returns a count that was reached where others count at the same moment again and again', async () => {
    expect(await countUp('map', 'key', 60, crowdedStore())).toBe(4);
  });

  it('begins anew where Sync holds something else than a count', async () => {
    const kept = { key: 'k', revision: '1', data: { count: '7' } };
    const replace = jest.fn(() => Promise.resolve({ revision: '2' }));
    const store = { ...crowdedStore(), read: () => Promise.resolve(kept), replace };

    expect(await countUp('map', 'key', 60, store)).toBe(1);
    expect(replace).toHaveBeenCalledWith(
      'map',
      expect.objectContaining({ data: { count: 1 } }),
      '1',
    );
  });
});
