import { makeSid } from '../../sandbox/twilio/formats/sid';
import { paths } from '../../src/twilio/urls';
import { credentialOf, type CallWorldOptions } from './call-world';
import { DoorWorld, ENDS } from './door-world';
import { CALLER, RIVERSIDE, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: DoorWorld;
afterEach(() => calls.stop());

const begin = async (
  limits: object,
  tenant: object = {},
  options: Omit<CallWorldOptions, 'tenant'> = {},
) => {
  calls = await DoorWorld.begin(world, { limits, ...tenant }, options);
  // No day ends in between.
  jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 30, 9, 30));
  return calls;
};

/** Reports the end of a call, as Twilio does. */
const end = (parts: Record<string, string> = {}, container = 0) =>
  calls.containerAt(paths.callStatus, container).invoke({
    ...{ CallSid: makeSid('CA'), To: RIVERSIDE, From: CALLER },
    ...{ CallStatus: 'completed', CallDuration: '60' },
    ...parts,
  });

const usage = () =>
  calls.network.sync.items
    .filter(({ key }) => /^(month|day)\./.test(key))
    .map(({ key, data }) => [key, data] as const);
const warnings = () =>
  calls.logEntries
    .filter(({ event }) => String(event).startsWith('limit.'))
    .map(({ event, limit, used, max, period }) => [event, limit, used, max, period]);

describe('what is counted', () => {
  it('is seconds and calls, in the month and the day, where there is a limit for it', async () => {
    await begin({ minutesPerMonth: 100, callsPerDay: 50 });

    const report = await calls.placeCall(ENDS);

    const { seconds } = usage()[0]![1] as { seconds: number };
    expect(report.problems).toEqual([]);
    expect(seconds).toBeGreaterThan(0);
    expect(usage()).toMatchObject([
      ['month.2026-11', { calls: 1, costUsd: 0 }],
      ['day.2026-11-30', { calls: 1, seconds }],
    ]);
  });

  it('is each call once, however often and wherever its end is reported', async () => {
    await begin({ minutesPerMonth: 100 });
    const CallSid = makeSid('CA');

    await Promise.all([end({ CallSid }), end({ CallSid }, 1), end({}, 2)]);
    await end({ CallSid }, 3);

    expect(usage()).toMatchObject([['month.2026-11', { calls: 2, seconds: 120 }]]);
  });

  it.each(['busy', 'no-answer', 'failed', 'canceled'])(
    'is no call that ended as %s',
    async (CallStatus) => {
      await begin({ callsPerDay: 5 });

      await end({ CallStatus, CallDuration: '0' });

      expect(calls.network.requests).toEqual([]);
    },
  );

  it('is the cost that Vapi reports, once', async () => {
    await begin({ monthlyCostUsd: 1 });
    const ids = { tenantId: 'riverside-dental', callSid: makeSid('CA') };
    const call = { id: '11111111-2222-4333-8444-555555555555', metadata: ids };
    const message = { type: 'end-of-call-report', endedReason: 'customer-ended-call', call };

    await calls.sendMessage({ ...message, cost: 0.85 }, credentialOf(ids));
    await calls.sendMessage({ ...message, cost: 0.85 }, credentialOf(ids), 1);

    expect(usage()).toMatchObject([['month.2026-11', { costUsd: 0.85, calls: 0 }]]);
    expect(warnings()).toEqual([['limit.near', 'monthlyCostUsd', 0.85, 1, '2026-11']]);
  });

  it('is the phone call too, where a report names it and no call at Vapi', async () => {
    await begin({ monthlyCostUsd: 1, minutesPerMonth: 100 });
    const ids = { tenantId: 'riverside-dental', callSid: makeSid('CA') };
    const message = { type: 'end-of-call-report', cost: 0.1, call: { metadata: ids } };

    await calls.sendMessage(message, credentialOf(ids));
    await end({ CallSid: ids.callSid });

    expect(usage()).toMatchObject([['month.2026-11', { costUsd: 0.1, calls: 1, seconds: 60 }]]);
  });

  it('asks Sync nothing where only one call is limited, and tells the assistant', async () => {
    await begin({ maxCallSeconds: 300 });

    await calls.placeCall(ENDS);

    expect(world.vapi.calls[0]?.request).toMatchObject({
      assistantOverrides: { maxDurationSeconds: 300 },
    });
    expect(calls.network.requests).toEqual([]);
  });
});

describe('a limit', () => {
  it('that is near or met leaves one warning each in its month', async () => {
    await begin({ minutesPerMonth: 10 });

    for (let count = 0; count < 12; count += 1) await end();

    expect(warnings()).toEqual([
      ['limit.near', 'minutesPerMonth', 8, 10, '2026-11'],
      ['limit.met', 'minutesPerMonth', 10, 10, '2026-11'],
    ]);
  });

  it('that is met only warns by default: the caller gets the assistant, and Sync is not asked', async () => {
    await begin({ callsPerDay: 1 });
    await end();
    const before = calls.network.requests.length;

    const report = await calls.placeCall();

    expect([report.reached, calls.network.requests.length]).toEqual([['assistant'], before]);
  });

  it('that is met leads to the fallback where the tenant says so, and Vapi is not asked', async () => {
    await begin({ callsPerDay: 2, onLimit: 'fallback' });

    const first = await calls.placeCall(ENDS);
    await end();
    const second = await calls.placeCall(ENDS);

    expect([first.reached, second.reached]).toEqual([['assistant'], []]);
    expect(second.heard).toEqual([expect.stringMatching(/We can't take your call right now/)]);
    expect(calls.entriesOf('front_door.decided')[1]).toMatchObject({
      steps: ['over-limit'],
      reasons: ['limits: fallback (callsPerDay)'],
    });
    expect(calls.entriesOf('incoming_call.answered')[1]).toMatchObject({ outcome: 'over-limit' });
  });

  it('gives the fallback of a closed business while it is closed, and rejects the blocked', async () => {
    const closed = {
      callers: { block: ['+12025550199'] },
      whenClosed: { fallback: [{ step: 'say', text: 'We are closed.' }] },
    };
    const environment = { SWITCHBOARD_CLOSED: 'riverside-dental' };
    await begin({ callsPerDay: 1, onLimit: 'fallback' }, closed, { environment });
    await end();

    const heard = (await calls.placeCall()).heard;
    const blocked = await calls.placeCall({ from: '+12025550199' });

    expect([heard, blocked.heard, blocked.billedSeconds]).toEqual([['We are closed.'], [], 0]);
  });

  it.each(['hang', 'reset', { status: 500, code: 20500, message: 'down' }] as const)(
    'refuses nobody where Sync fails: %j',
    async (failure) => {
      await begin({ callsPerDay: 1, minutesPerMonth: 1, onLimit: 'fallback' });
      await end();
      calls.network.failAlways('GET Sync/Maps/{map}/Items/{key}', failure);

      const report = await calls.placeCall();

      expect([report.problems, report.reached]).toEqual([[], ['assistant']]);
      const why = failure === 'hang' ? { error: 'DeadlinePassed' } : {};
      expect(calls.entriesOf('limit.unread')).toMatchObject([why]);
    },
  );
});
