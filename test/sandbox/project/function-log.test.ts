import { FunctionLog } from '../../../sandbox/project/function-log';

const callSid = 'CA01';
const answered = JSON.stringify({ event: 'incoming_call.answered', callSid });

function logOf(...entries: readonly object[]): FunctionLog {
  const log = new FunctionLog();
  for (const entry of entries) log.take(JSON.stringify({ callSid, ...entry }));
  return log;
}

// N2: the call ended in the fallback, and the cause stood in the other terminal.
describe('why the fallback answered (N2)', () => {
  it('is what Vapi said', async () => {
    const log = logOf(
      { event: 'vapi.call_failed', reason: 'unauthorized', detail: 'Invalid Key.' },
      { event: 'call.fallback', outcome: 'unauthorized' },
    );
    log.take(answered);

    await expect(log.explainFallback(callSid)).resolves.toBe('unauthorized: Invalid Key.');
  });

  it.each([
    [{ event: 'call.fallback', outcome: 'no-assistant' }, 'no-assistant'],
    [{ event: 'incoming_call.failed', detail: 'boom' }, 'our own code failed: boom'],
    [{ event: 'call.received' }, undefined],
  ])('is told of %j', async (entry, reason) => {
    const log = logOf(entry);
    log.take(answered);

    await expect(log.explainFallback(callSid)).resolves.toBe(reason);
  });

  it('is waited for, and is not that of another call', async () => {
    const log = new FunctionLog();
    const reason = log.explainFallback(callSid);

    log.take('200 POST /incoming-call │ Response Type text/xml; charset=utf-8');
    log.take(JSON.stringify({ event: 'call.fallback', callSid: 'CA02', outcome: 'timeout' }));
    log.take(JSON.stringify({ event: 'call.fallback', callSid, outcome: 'full' }));
    log.take(answered);

    await expect(reason).resolves.toBe('full');
  });
});
