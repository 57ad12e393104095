import type { Verdict } from '../../../../cli/history/reconcile/classify';
import { CallCollector, readSignals } from '../../../../cli/incident/watch/signals';

const limits = { 'never-reached-vapi': 0, fallback: 0, 'stream-errors': 0, 'slow-answer': 10 };

/** What the signals say of one call with this verdict. */
function readOf(verdict: Partial<Verdict>) {
  const collector = new CallCollector();
  const caller = { key: 'k', shown: '+*********43' };
  const twilio = { callSid: 'CA1', startMs: 0, status: 'completed', durationSeconds: 9 };
  collector.add(
    {
      twilio: { ...twilio, tenantId: 'dental', caller },
      vapi: [],
      legs: [],
      joinedBy: undefined,
      vapiAheadMs: 0,
    },
    { callClass: 'ended-in-fallback', why: '', ...verdict },
  );
  return readSignals(collector.list(), limits);
}

describe('the signals', () => {
  it.each([
    ['timeout', 1],
    ['max-wait', 1],
    ['fallback', 1],
    ['outage', 0],
    ['callback', 0],
    ['voicemail', 0],
    ['goodbye', 0],
  ])(
    'count a fallback by its reason, a fault and nothing that was chosen: %s',
    (outcome, value) => {
      expect(readOf({ outcome }).fallback.value).toBe(value);
    },
  );

  it.each(['abandoned', 'unknown'] as const)('leave out what is %s', (callClass) => {
    expect(readOf({ callClass }).fallback.callCount).toBe(0);
  });
});
