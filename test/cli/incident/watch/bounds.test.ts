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

  it('tells of texts that fail until somebody acts, and of no others', async () => {
    watch.addRecentCalls('nowhere', 1);
    const atMs = Date.now() - 5 * 60_000;
    const logEntries = [30_034, 30_006, 21_610].map((errorCode) => ({
      atMs,
      message: JSON.stringify({ event: 'text.undelivered', tenantId: 'dental', errorCode }),
    }));
    watch.load({ twilioCalls: [], recordings: [], vapiCalls: [], logEntries });

    const { data } = await watch.once('--dry-run', '--logs');

    expect(data.messages).toEqual([
      expect.stringMatching(
        /^Begun: texts to callers fail\nTwilio's error: 30034 \(the US number is not registered for A2P 10DLC\) of dental\n/,
      ),
    ]);
  });
});
