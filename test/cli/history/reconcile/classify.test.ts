import { classifyCall } from '../../../../cli/history/reconcile/classify';

const START_MS = Date.parse('2026-08-01T06:00:00Z');
const twilio = {
  callSid: 'CA1',
  startMs: START_MS,
  status: 'completed',
  durationSeconds: 81,
  tenantId: 'dental',
  caller: { key: 'k', shown: '***' },
};

/** The class of a call whose assistant broke, times in seconds after Twilio's start. */
function classOfBroken(
  [createdAt, endedAt]: readonly [number, number],
  durationSeconds: number,
  aheadSeconds = 0,
) {
  const at = (seconds: number) => START_MS + seconds * 1_000;
  const row = {
    vapiCallId: 'v',
    createdMs: at(createdAt),
    startedMs: at(createdAt + 1),
    endedMs: at(endedAt),
    endedReason: 'call.in-progress.error-vapifault-worker-died',
    status: 'ended',
    callSids: ['CA1'],
    isOurs: true,
  };
  return classifyCall({
    twilio: { ...twilio, durationSeconds },
    vapi: [row],
    vapiAheadMs: aheadSeconds * 1_000,
  }).callClass;
}

describe('classifyCall, after a broken assistant', () => {
  it('takes nothing that was before it for staying on', () => {
    const inQueue = classOfBroken([60, 80], 81);
    const atOnce = classOfBroken([1, 80], 81);

    expect([inQueue, atOnce]).toEqual(['answered-by-assistant', 'answered-by-assistant']);
  });

  it('tells who stayed on, however long they had waited', () => {
    expect(classOfBroken([60, 80], 86)).toBe('ended-in-fallback');
  });

  it('takes off how far the clocks are apart, and no more', () => {
    const ahead = classOfBroken([105, 125], 86, 45);
    // Vapi saw the ends of other calls late.
    const late = classOfBroken([1, 21], 24, 3);

    expect([ahead, late]).toEqual(['ended-in-fallback', 'answered-by-assistant']);
  });
});
