import { WatchWorld } from './watch-world';

let watch: WatchWorld;
beforeEach(async () => {
  watch = await WatchWorld.start();
});
afterEach(() => watch.stop());

jest.setTimeout(60_000);

describe('switchboard watch', () => {
  it('tells of a bound that a tenant meets, if it reads the log (T11)', async () => {
    watch.addRecentCalls('nowhere', 1);
    const message = JSON.stringify({
      event: 'bound.met',
      tenantId: 'dental',
      bound: 'transfersPerCall',
    });
    const logEntries = [{ atMs: Date.now() - 5 * 60_000, message }];
    watch.load({ twilioCalls: [], recordings: [], vapiCalls: [], logEntries });

    const blind = await watch.once('--dry-run');
    const { exitCode, data } = await watch.once('--dry-run', '--logs');

    expect([blind.exitCode, blind.data.incidents]).toEqual([0, []]);
    expect(exitCode).toBe(1);
    expect(data.messages).toEqual([
      expect.stringMatching(
        /^Begun: a tenant meets a bound\nmet: transfersPerCall of dental\n[^]*report --since/,
      ),
    ]);
  });
});
