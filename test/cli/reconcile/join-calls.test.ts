import type { TwilioRow, VapiRow } from '../../../src/cli/reconcile/call-rows';
import { joinCalls, type JoinedCall } from '../../../src/cli/reconcile/join-calls';
import { BUCKET_MS } from '../../../src/cli/reconcile/spill';

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
  return { pairs, lone };
}

describe('joinCalls', () => {
  it('finds a new attempt hours after the call began', () => {
    const twilio = [call('a', 0, { durationSeconds: 3 * 3_600 })];
    const vapi = [1, 2 * 3_600].map((at) =>
      vapiCall(`v${at}`, at, { callSids: [sidOf('a')], caller: undefined }),
    );

    expect(join(twilio, vapi)).toEqual({ pairs: { CAa: ['v1', 'v7200'] }, lone: [] });
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

  it.each([
    ['over a minute apart', vapiCall('v', 75)],
    ['of another caller', vapiCall('v', 1, { caller: caller('another') })],
    ['that names another call', vapiCall('v', 1, { callSids: [sidOf('other')] })],
  ])('leaves alone a call at Vapi %s', (_name, row) => {
    expect(join([call('a', 0)], [row])).toEqual({ pairs: { CAa: [] }, lone: ['v'] });
  });
});
