import type { TwilioRow, VapiRow } from '../../../../cli/history/reconcile/call-rows';
import { joinCalls, type JoinedCall } from '../../../../cli/history/reconcile/join-calls';
import { BUCKET_MS } from '../../../../cli/history/reconcile/spill';

const START_MS = Date.parse('2026-08-01T06:00:00Z');
const sidOf = (name: string) => `CA${name}`;
const caller = (key: string) => ({ key, shown: '***' });
const call = (name: string, atSeconds: number, parts: Partial<TwilioRow> = {}): TwilioRow => ({
  callSid: sidOf(name),
  startMs: START_MS + atSeconds * 1_000,
  status: 'completed',
  durationSeconds: 60,
  tenantId: 'dental',
  caller: caller('somebody'),
  ...parts,
});
const vapiCall = (id: string, atSeconds: number, parts: Partial<VapiRow> = {}): VapiRow => ({
  vapiCallId: id,
  createdMs: START_MS + atSeconds * 1_000,
  status: 'ended',
  callSids: [],
  isOurs: true,
  caller: caller('somebody'),
  ...parts,
});

function join(twilio: readonly TwilioRow[], vapi: readonly VapiRow[]) {
  const joined: JoinedCall[] = [];
  const lone: string[] = [];
  const bucketOf = (ms: number) => Math.floor(ms / BUCKET_MS);
  joinCalls(
    {
      listBuckets: () =>
        [...new Set([...twilio.map((row) => row.startMs), ...vapi.map((row) => row.createdMs)])]
          .map(bucketOf)
          .sort((a, b) => a - b),
      readTwilio: (bucket) => twilio.filter(({ startMs }) => bucketOf(startMs) === bucket),
      readVapi: (bucket) => vapi.filter(({ createdMs }) => bucketOf(createdMs) === bucket),
    },
    { call: (each) => joined.push(each), lone: ({ vapiCallId }) => lone.push(vapiCallId) },
  );
  const pairs = Object.fromEntries(
    joined.map((each) => [each.twilio.callSid, each.vapi.map(({ vapiCallId }) => vapiCallId)]),
  );
  const aheadMs = joined.map(({ vapiAheadMs }) => vapiAheadMs);
  return { pairs, lone, aheadMs };
}

describe('joinCalls', () => {
  it('finds a new attempt hours after the call began', () => {
    const twilio = [call('a', 0, { durationSeconds: 3 * 3_600 })];
    const vapi = [1, 2 * 3_600].map((at) =>
      vapiCall(`v${at}`, at, { callSids: [sidOf('a')], caller: undefined }),
    );

    expect(join(twilio, vapi)).toMatchObject({ pairs: { CAa: ['v1', 'v7200'] }, lone: [] });
  });

  it('finds a call that Vapi booked into the quarter of an hour before', () => {
    const { pairs } = join([call('a', 5)], [vapiCall('v', -40, { callSids: [sidOf('a')] })]);

    expect(pairs).toEqual({ CAa: ['v'] });
  });

  it('tells two calls of one caller apart where the clocks differ by nearly their distance', () => {
    const sure = Array.from({ length: 9 }, (_each, index) => String(index));
    const twilio = [
      ...sure.map((name, index) => call(name, index, { caller: caller(name) })),
      ...[call('first', 20), call('second', 60)],
    ];
    const vapi = [
      ...sure.map((name, index) => vapiCall(name, index + 36, { callSids: [sidOf(name)] })),
      ...[vapiCall('v1', 56), vapiCall('v2', 96)],
    ];

    expect(join(twilio, vapi).pairs).toMatchObject({ CAfirst: ['v1'], CAsecond: ['v2'] });
  });

  it('tells how far the clocks are apart by how calls end, though everybody waits', () => {
    const names = ['a', 'b', 'c'];
    const twilio = names.map((name, index) => call(name, index * 10));
    // 45 s ahead, after 30 s in the queue, until the caller hangs up.
    const vapi = names.map((name, index) => {
      const [createdAt, endedAt] = [index * 10 + 75, index * 10 + 105];
      return vapiCall(name, createdAt, {
        callSids: [sidOf(name)],
        startedMs: START_MS + createdAt * 1_000,
        endedMs: START_MS + endedAt * 1_000,
        endedReason: 'customer-ended-call',
      });
    });

    expect(join(twilio, vapi).aheadMs).toEqual([45_000, 45_000, 45_000]);
  });

  it('takes the clocks for equal where no call tells', () => {
    const row = vapiCall('v', 30, {
      callSids: [sidOf('a')],
      startedMs: START_MS + 31_000,
      endedMs: START_MS + 40_000,
      endedReason: 'call.in-progress.error-vapifault-worker-died',
    });

    expect(join([call('a', 0)], [row]).aheadMs).toEqual([0]);
  });

  it.each([
    ['over a minute apart', vapiCall('v', 75)],
    ['of another caller', vapiCall('v', 1, { caller: caller('another') })],
    ['that names another call', vapiCall('v', 1, { callSids: [sidOf('other')] })],
  ])('leaves alone a call at Vapi %s', (_name, row) => {
    expect(join([call('a', 0)], [row])).toMatchObject({ pairs: { CAa: [] }, lone: ['v'] });
  });
});
