import { FunctionLog } from '../../../sandbox/project/function-log';

const callSid = 'CA01';
const answered = JSON.stringify({ event: 'incoming_call.answered', callSid });

function logOf(...entries: readonly object[]): FunctionLog {
  const log = new FunctionLog();
  for (const entry of entries) log.addLine(JSON.stringify({ callSid, ...entry }));
  return log;
}

// N2: the call ended in the fallback, and the cause stood in the other terminal.
describe('why the fallback answered (N2)', () => {
  it('is what Vapi said', () => {
    const log = logOf(
      { event: 'vapi.call_failed', reason: 'unauthorized', detail: 'Invalid Key.' },
      { event: 'call.fallback', outcome: 'unauthorized' },
    );

    expect(log.explainFallback(callSid)).toBe('unauthorized: Invalid Key.');
  });

  it.each([
    [{ event: 'call.fallback', outcome: 'no-assistant' }, 'no-assistant'],
    [{ event: 'incoming_call.failed', detail: 'boom' }, 'our own code failed: boom'],
    [{ event: 'call.received' }, undefined],
  ])('is told of %j', (entry, reason) => {
    expect(logOf(entry).explainFallback(callSid)).toBe(reason);
  });
});

describe('how the front door ended a call', () => {
  const incoming = (outcome: string) => ({ event: 'incoming_call.answered', outcome });
  const door = (outcome: string) => ({ event: 'front_door.answered', outcome });

  it.each([
    [[incoming('rejected')], 'refused unanswered'],
    [[incoming('busy')], 'refused as busy'],
    [[incoming('challenged'), door('refused')], 'refused with a sentence'],
    [[incoming('voicemail')], 'could leave a message'],
    [[incoming('closed')], 'the business is closed'],
    [[incoming('people-rung'), door('people-answered')], 'people took the call'],
  ])('is said of %j', (entries, words) => {
    expect(logOf(...entries).explainDoor(callSid)).toContain(words);
  });

  it.each([
    [[incoming('assistant')]],
    [[incoming('people-rung'), door('assistant')]],
    [[incoming('language-asked'), door('caller-left')]],
  ])('is not said of %j', (entries) => {
    expect(logOf(...entries).explainDoor(callSid)).toBeUndefined();
  });
});

describe('the log of the Functions', () => {
  it('is waited for, as many entries as there were answers, and not those of another call', async () => {
    const log = logOf({ event: 'front_door.answered', outcome: 'challenged' });
    let isThere = false;
    const waiting = log
      .waitForAnswers(callSid, { '/incoming-call': 1, '/front-door': 2, '/assistant/ended': 1 })
      .then(() => (isThere = true));

    log.addLine('200 POST /incoming-call │ Response Type text/xml; charset=utf-8');
    log.addLine(answered);
    log.addLine(JSON.stringify({ event: 'front_door.answered', callSid: 'CA02' }));
    await Promise.resolve();
    const wasThere = isThere;
    log.addLine(JSON.stringify({ event: 'front_door.answered', callSid, outcome: 'refused' }));
    await waiting;

    expect([wasThere, isThere]).toEqual([false, true]);
  });
});
