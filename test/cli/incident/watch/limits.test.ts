import { nameUsage, nameUsageMap } from '../../../../src/limits/usage';
import { WatchWorld } from './watch-world';

let watch: WatchWorld;
beforeEach(async () => {
  watch = await WatchWorld.start();
  watch.giveFrontDoors({ dental: { limits: { minutesPerMonth: 100, onLimit: 'fallback' } } });
  watch.addRecentCalls('well', 6);
});
afterEach(() => watch.stop());

jest.setTimeout(60_000);

const use = (minutes: number) => {
  const key = nameUsage('month', { hours: undefined }, Date.now());
  const item = new Map([[key, { seconds: minutes * 60, calls: 1, costUsd: 0 }]]);
  watch.api.syncMaps.set(nameUsageMap('dental'), item);
};
const kinds = ({ data }: Awaited<ReturnType<WatchWorld['once']>>) =>
  data.incidents.map(({ kind }) => kind);

describe('switchboard watch', () => {
  it('tells at 80 % of a limit, and again when it is met, without the log', async () => {
    const before = await watch.once();
    use(79);
    const within = await watch.once();
    use(80);
    const near = await watch.once();
    use(100);
    const met = await watch.once();

    expect([before, within, near, met].map(kinds)).toEqual([
      [],
      [],
      ['limit-near'],
      ['limit-near', 'limit-met'],
    ]);
    expect(near.data.messages).toEqual([
      expect.stringMatching(
        /^Begun: a tenant is near a limit\nminutesPerMonth of dental: 80 of 100/,
      ),
    ]);
    expect(met.data.messages).toEqual([
      expect.stringMatching(/^Begun: a tenant has met a limit\nminutesPerMonth of dental: 100 of /),
    ]);
  });

  it('ends both where a new month begins', async () => {
    use(100);
    const met = await watch.once();
    watch.api.syncMaps.clear();
    const after = await watch.once();

    expect(kinds(met)).toEqual(['limit-met']);
    expect(after.data.messages).toEqual([expect.stringMatching(/^Over: a tenant has met a limit/)]);
  });

  it('continues to watch calls where Sync does not answer, and says so', async () => {
    watch.env['SWITCHBOARD_SYNC_SERVICE_SID'] = `IS${'9'.repeat(32)}`;
    use(100);

    const { data, problems, exitCode } = await watch.once();

    expect([data.calls, data.incidents, exitCode]).toEqual([6, [], 0]);
    expect(problems.join()).toMatch(/limits are not watched: .*Sync/);
  });
});
