import { isDoorEnd } from '../../../../cli/history/reconcile/door-end';
import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import { WatchWorld } from './watch-world';

let watch: WatchWorld;
beforeEach(async () => {
  watch = await WatchWorld.start();
});
afterEach(() => watch.stop());

jest.setTimeout(60_000);

const endsAtDoor = ({ truthWithLogs = 'unknown' }: CallKind) => isDoorEnd(truthWithLogs);
const rungInVain = ({ truth, people }: CallKind) =>
  truth === 'answered-by-assistant' &&
  people?.every(({ status }) => status === 'no-answer') === true;
const rung = { answerFirst: { open: { numbers: ['+12025550199'] } } };

describe('switchboard watch, of tenants with a front door', () => {
  it('counts nothing that the front door ended, with or without assistants', async () => {
    watch.addRecentCalls('well', 6);
    watch.addStories(40, endsAtDoor);

    const { data, exitCode } = await watch.once('--logs');

    expect([exitCode, data.calls, data.incidents]).toEqual([0, 6, []]);
  });

  it('sees a failure among many calls that people took', async () => {
    watch.addRecentCalls('well', 6);
    watch.addRecentCalls('nowhere', 4);
    watch.addStories(200, ({ truthWithLogs }) => truthWithLogs === 'people-answered');

    const { data } = await watch.once('--logs');

    expect(data.calls).toBe(10);
    expect(data.incidents).toMatchObject([{ kind: 'never-reached-vapi' }]);
  });

  it.each([
    ['says nothing of a tenant whose front door may end them', rung, 0, []],
    ['says that they never reached Vapi, of a plain tenant', {}, 20, ['never-reached-vapi']],
  ])('without the log, %s', async (_name, door, calls, kinds) => {
    if ('answerFirst' in door) watch.giveFrontDoors({ dental: door, legal: door });
    watch.addStories(20, ({ truthWithLogs }) => truthWithLogs === 'people-answered');

    const { data } = await watch.once();

    expect([data.calls, data.incidents.map(({ kind }) => kind)]).toEqual([calls, kinds]);
  });

  it.each([
    ['not where people ring first', rung, []],
    ['where nothing comes first', {}, ['slow-answer']],
  ])('takes waiting 16 seconds for a slow assistant: %s', async (_name, door, kinds) => {
    if ('answerFirst' in door) watch.giveFrontDoors({ dental: door, legal: door });
    watch.addStories(20, rungInVain);

    const { data } = await watch.once('--logs');

    expect(data.calls).toBeGreaterThanOrEqual(20);
    expect(data.incidents.map(({ kind }) => kind)).toEqual(kinds);
  });
});
