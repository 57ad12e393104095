import { WatchWorld } from './watch-world';

let watch: WatchWorld;
beforeEach(async () => {
  watch = await WatchWorld.start();
});
afterEach(() => watch.stop());

jest.setTimeout(120_000);

describe('switchboard watch, where callers wait in the queue', () => {
  it('takes nothing that callers chose in the queue for a fault', async () => {
    watch.addRecentCalls('well', 6);
    watch.addStories(20, ({ loggedReason = '' }) =>
      ['callback', 'voicemail', 'goodbye'].includes(loggedReason),
    );

    const { data } = await watch.once('--logs');

    expect(data.incidents).toEqual([]);
    expect(data.calls).toBeGreaterThanOrEqual(26);
  });

  it.each([
    ['never-reached-vapi', []],
    ['fallback', ['--logs']],
  ])('counts a full account as %s, not as assistants that do not join', async (kind, words) => {
    watch.addRecentCalls('well', 6);
    watch.addStories(20, ({ loggedReason, vapi }) => loggedReason === 'full' && vapi.length > 0);

    const { data } = await watch.once(...words);

    expect(data.incidents).toMatchObject([{ kind }]);
  });

  it('knows by the log a slot that was given back from an assistant that did not join', async () => {
    watch.addRecentCalls('well', 6);
    watch.addStories(
      20,
      ({ truth, truthWithLogs }) =>
        truth === 'reached-vapi-no-stream' && truthWithLogs === 'abandoned',
    );

    const { data } = await watch.once('--logs');

    expect([data.calls, data.incidents]).toEqual([6, []]);
  });
});
