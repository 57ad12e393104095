import {
  type CallKind,
  gaveUp,
  givenUp,
  kind,
  leaving,
  leftQueue,
  NO_CALL,
  replied,
  said,
  streamFailed,
  talk,
  TRANSPORT_LOST,
  WORKER_DIED,
} from './story-parts';

/** How a call goes while all slots are taken: queued, refused as full, or its slot given back. */
export const queueKinds: readonly CallKind[] = [
  // In the queue while all slots were taken.
  kind('answered-by-assistant', 2, {
    log: [said('queued'), leftQueue('assistant', 10)],
    vapi: [talk(90, 'customer-ended-call', 10)],
  }),
  kind('never-reached-vapi', 1, {
    log: [said('queued'), leftQueue('hangup', 30)],
    truthWithLogs: 'abandoned',
    durationSeconds: 30,
  }),
  // As an earlier version logged it.
  kind('never-reached-vapi', 1, {
    log: [said('queued'), leftQueue('fallback', 600)],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'fallback',
    loggedStep: 'say',
    durationSeconds: 630,
  }),
  kind('never-reached-vapi', 1, {
    log: [said('queued'), ...gaveUp(600, { why: 'max-wait' })],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'max-wait',
    loggedStep: 'say',
    durationSeconds: 630,
  }),
  kind('never-reached-vapi', 1, {
    log: [
      said('queued'),
      ...gaveUp(3, {
        result: 'queue-full',
        next: 'fallback',
        why: 'the queue takes no more callers',
      }),
    ],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'queue-full',
    loggedStep: 'say',
    durationSeconds: 30,
  }),
  // Put out of the queue, and the one retry failed too.
  kind('never-reached-vapi', 1, {
    log: [
      said('queued'),
      leaving(30, { result: 'error', next: 'try', why: 'Twilio put the caller out' }),
      { atSeconds: 31, event: 'call.fallback', outcome: 'unreachable' },
      leftQueue('fallback', 31.1),
    ],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'unreachable',
    loggedStep: 'say',
    durationSeconds: 60,
  }),
  // The operator's switch, turned while they waited.
  kind('never-reached-vapi', 1, {
    log: [
      said('queued'),
      { atSeconds: 40, event: 'call.fallback', outcome: 'outage' },
      ...gaveUp(41, { why: 'outage' }),
    ],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'outage',
    loggedStep: 'say',
    durationSeconds: 60,
  }),
  // Chosen in the queue.
  kind('never-reached-vapi', 1, {
    log: [said('queued'), leaving(40, {}), leftQueue('callback', 40)],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'callback',
    loggedStep: 'callback',
    durationSeconds: 48,
  }),
  kind('never-reached-vapi', 1, {
    log: [said('queued'), leaving(40, {}), leftQueue('voicemail', 40)],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'voicemail',
    loggedStep: 'voicemail',
    durationSeconds: 70,
    isRecorded: true,
  }),
  // Somebody else's Dial took them out of the queue.
  kind('never-reached-vapi', 1, {
    log: [
      said('queued'),
      leaving(200, { result: 'bridged', next: 'goodbye' }),
      leftQueue('goodbye', 200),
    ],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'goodbye',
    loggedStep: 'say',
    durationSeconds: 205,
  }),
  // Created and ended at once: Vapi lists the refusal as a call.
  kind('never-reached-vapi', 1, {
    vapi: [givenUp(1)],
    log: [said('full')],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'full',
    loggedStep: 'say',
    durationSeconds: 30,
  }),
  kind('never-reached-vapi', 1, {
    vapi: [givenUp(1), givenUp(9)],
    log: [said('queued'), leftQueue('hangup', 30)],
    truthWithLogs: 'abandoned',
    durationSeconds: 30,
  }),
  kind('never-reached-vapi', 1, {
    vapi: [givenUp(1)],
    log: [said('queued'), leaving(40, {}), leftQueue('callback', 40)],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'callback',
    loggedStep: 'callback',
    durationSeconds: 48,
  }),
  kind('never-reached-vapi', 1, { vapi: [givenUp(1)], log: [], truthWithLogs: 'unknown' }),
  kind('answered-by-assistant', 1, {
    vapi: [givenUp(1), talk(90, 'customer-ended-call', 20)],
    log: [said('queued'), leftQueue('assistant', 20)],
  }),
  // Tried again and full: the first call is the one that had no stream.
  kind('reached-vapi-no-stream', 1, {
    vapi: [{ atSeconds: 1, endedAtSeconds: 20, endedReason: TRANSPORT_LOST }, givenUp(4)],
    log: [said('assistant'), streamFailed(2, 31920)],
  }),
  // A slot that was given back, because others were waiting for it.
  kind('reached-vapi-no-stream', 1, {
    vapi: [{ atSeconds: 1, endedAtSeconds: 31, endedReason: NO_CALL }],
    log: [said('passes-queue'), leftQueue('hangup', 40)],
    truthWithLogs: 'abandoned',
    durationSeconds: 40,
  }),
  kind('reached-vapi-no-stream', 1, {
    vapi: [{ atSeconds: 1, endedAtSeconds: 4, endedReason: 'manually-canceled' }],
    log: [said('passes-queue'), ...gaveUp(600, { why: 'max-wait' })],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'max-wait',
    loggedStep: 'say',
    durationSeconds: 630,
  }),
  // Only the stream's failure is left in the log.
  kind('reached-vapi-no-stream', 1, {
    vapi: [{ atSeconds: 10, endedAtSeconds: 30, endedReason: TRANSPORT_LOST }],
    log: [said('queued'), streamFailed(11, 31920)],
  }),
  // Long before the assistant, and gone at its end: no fallback.
  kind('answered-by-assistant', 2, {
    vapi: [talk(80, WORKER_DIED, 60)],
    log: [said('queued'), leftQueue('assistant', 60)],
    durationSeconds: 81,
  }),
  kind('answered-by-assistant', 2, {
    vapi: [talk(40, WORKER_DIED, 12)],
    log: [said('consent-asked'), replied('assistant')],
    durationSeconds: 41,
  }),
  // The same, and a fallback after it.
  kind('ended-in-fallback', 2, {
    vapi: [talk(80, WORKER_DIED, 60)],
    log: [said('queued'), leftQueue('assistant', 60)],
    durationSeconds: 95,
  }),
];
