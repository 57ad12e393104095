import { frontDoorKinds } from './front-door-kinds';
import { queueKinds } from './queue-kinds';
import {
  type CallKind,
  kind,
  NO_CALL,
  replied,
  RUNG,
  said,
  streamFailed,
  talk,
  TRANSPORT_LOST,
  WORKER_DIED,
} from './story-parts';

/** Every way that a call can go, with its frequency. */
export const callKinds: readonly CallKind[] = [
  kind('answered-by-assistant', 45, { vapi: [talk(90, 'customer-ended-call')] }),
  kind('answered-by-assistant', 10, { vapi: [talk(88, 'assistant-ended-call')] }),
  kind('answered-by-assistant', 2, { vapi: [talk(89, 'a-reason-of-next-month')] }),
  // Broken off, and the caller gone with it.
  kind('answered-by-assistant', 2, { vapi: [talk(89, WORKER_DIED)] }),
  // Broken off after a long talk, then resumed.
  kind('answered-by-assistant', 3, {
    durationSeconds: 4_000,
    vapi: [talk(2_900, WORKER_DIED), talk(4_000, 'customer-ended-call', 2_903)],
  }),
  // The first request made a call at Vapi although its answer was lost.
  kind('answered-by-assistant', 2, {
    vapi: [
      { atSeconds: 0.5, endedAtSeconds: 31, endedReason: NO_CALL },
      talk(90, 'customer-ended-call', 3),
    ],
  }),
  kind('never-reached-vapi', 4, { log: [] }),
  kind('never-reached-vapi', 3, {
    log: [said('timeout', 8)],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'timeout',
    loggedStep: 'say',
    durationSeconds: 20,
  }),
  kind('never-reached-vapi', 2, {
    log: [said('outage'), { atSeconds: 40, event: 'fallback.answered', outcome: 'answered' }],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'outage',
    loggedStep: 'dial',
    people: RUNG,
  }),
  kind('never-reached-vapi', 2, {
    log: [
      said('server-error'),
      { atSeconds: 50, event: 'voicemail_recorded.answered', outcome: 'message' },
    ],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'server-error',
    loggedStep: 'voicemail',
    isRecorded: true,
  }),
  // The static fallback: no Function answered the call itself.
  kind('never-reached-vapi', 1, {
    log: [{ atSeconds: 50, event: 'voicemail_recorded.answered', outcome: 'message' }],
    truthWithLogs: 'ended-in-fallback',
    loggedStep: 'voicemail',
    isRecorded: true,
  }),
  kind('never-reached-vapi', 1, { truthWithLogs: 'unknown' }),
  // Asked whether they may be recorded.
  kind('never-reached-vapi', 1, {
    log: [said('consent-asked')],
    truthWithLogs: 'abandoned',
    durationSeconds: 6,
  }),
  kind('never-reached-vapi', 1, {
    log: [said('consent-asked'), replied('timeout')],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'timeout',
    loggedStep: 'say',
    durationSeconds: 30,
  }),
  kind('answered-by-assistant', 2, {
    log: [said('consent-asked'), replied('assistant')],
    vapi: [talk(90, 'customer-ended-call', 8)],
  }),
  ...frontDoorKinds,
  ...queueKinds,
  kind('reached-vapi-no-stream', 2, {
    vapi: [{ atSeconds: 1, endedAtSeconds: 20, endedReason: 'assistant-join-timed-out' }],
    // Reported twice.
    log: [said('assistant'), streamFailed(2, 31920), streamFailed(2.5, 31920)],
  }),
  // The handshake failed, the second one did not.
  kind('answered-by-assistant', 2, {
    vapi: [
      { atSeconds: 1, endedAtSeconds: 20, endedReason: TRANSPORT_LOST },
      talk(90, 'customer-ended-call', 4),
    ],
    log: [said('assistant'), streamFailed(2, 31920)],
  }),
  // A person had the caller to the end: no call at Vapi reports it.
  kind('ended-in-fallback', 3, {
    durationSeconds: 240,
    vapi: [talk(60, 'phone-call-provider-closed-websocket')],
    log: [said('assistant'), { atSeconds: 235, event: 'transfer.ended', outcome: 'accepted' }],
    truthWithLogs: 'transferred',
    loggedTransfer: 'accepted',
  }),
  kind('reached-vapi-no-stream', 2, {
    log: [said('timeout', 8)],
    vapi: [{ atSeconds: 1, endedAtSeconds: 31, endedReason: NO_CALL }],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'timeout',
    loggedStep: 'say',
  }),
  kind('reached-vapi-no-stream', 1, { vapi: [{ atSeconds: 1 }] }),
  kind('ended-in-fallback', 2, {
    vapi: [talk(30, WORKER_DIED)],
    isRecorded: true,
    log: [said('assistant'), streamFailed(29, null)],
  }),
  kind('ended-in-fallback', 2, { vapi: [talk(30, 'assistant-forwarded-call')], people: RUNG }),
  kind('transferred', 3, {
    durationSeconds: 200,
    vapi: [
      talk(60, 'phone-call-provider-closed-websocket'),
      { ...talk(200, 'customer-ended-call', 95), variables: { transferOutcome: 'no-answer' } },
    ],
  }),
  kind('abandoned', 2, { status: 'no-answer', durationSeconds: 0, log: [] }),
  kind('abandoned', 1, { status: 'busy', durationSeconds: 0, log: [] }),
  kind('abandoned', 2, { status: 'canceled', durationSeconds: 0 }),
  kind('abandoned', 2, { durationSeconds: 2 }),
  kind('abandoned', 1, {
    durationSeconds: 2,
    vapi: [{ atSeconds: 1, endedAtSeconds: 31, endedReason: NO_CALL }],
  }),
  kind('unknown', 1, { status: 'failed', durationSeconds: 12, log: [] }),
  kind('unknown', 1, { status: 'in-progress', durationSeconds: 0, log: [] }),
];
