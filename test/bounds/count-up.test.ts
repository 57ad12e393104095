import { countUp } from '../../src/bounds/count-up';
import { crowdedStore } from './crowded-store';

const place = { mapName: 'map', key: 'key', ttlSeconds: 60 };

describe('countUp', () => {
  it('returns a count that was reached where others count at the same moment again and again', async () => {
    expect(await countUp(place, crowdedStore())).toBe(4);
  });

  it('begins anew where Sync holds something else than a count', async () => {
    const kept = { key: 'k', revision: '1', data: { count: '7' } };
    const replace = jest.fn(() => Promise.resolve({ revision: '2' }));
    const store = { ...crowdedStore(), read: () => Promise.resolve(kept), replace };

    expect(await countUp(place, store)).toBe(1);
    expect(replace).toHaveBeenCalledWith(
      'map',
      expect.objectContaining({ data: { count: 1 } }),
      '1',
    );
  });
});
