import {
  type EndedDecision,
  type EndedFacts,
  decideAfterStream,
  mayLag,
} from '../../src/calls/decide-after-stream';
import { type CallState, parseCallState } from '../../src/vapi/call-state';

/** A call as Vapi shows it; times in seconds after noon. */
const callOf = (
  parts: { status?: string; started?: number; ended?: number; reason?: string } = {},
): CallState | undefined => {
  const at = (seconds: number | undefined) =>
    seconds === undefined
      ? undefined
      : new Date(Date.UTC(2026, 7, 20, 12) + seconds * 1_000).toISOString();
  const { status = 'ended', started, ended, reason } = parts;
  return parseCallState(
    JSON.stringify({ status, startedAt: at(started), endedAt: at(ended), endedReason: reason }),
  );
};

const ended = (reason: string, started = 0, end = 60) => callOf({ started, ended: end, reason });

const decide = (facts: Partial<EndedFacts>) =>
  decideAfterStream({
    isCallLive: true,
    state: undefined,
    elapsedSeconds: 60,
    ...facts,
  });

type Row = readonly [name: string, next: EndedDecision['next'], facts: Partial<EndedFacts>];

const inProgress = (reason?: string) =>
  callOf({ status: 'in-progress', started: 0, ...(reason === undefined ? {} : { reason }) });

const rows: readonly Row[] = [
  [
    'the handshake was refused',
    'reconnect',
    { state: callOf({ status: 'queued' }), elapsedSeconds: 14 },
  ],
  [
    'the call still rings at Vapi',
    'reconnect',
    { state: callOf({ status: 'ringing' }), elapsedSeconds: 14 },
  ],
  [
    'it is only planned at Vapi',
    'reconnect',
    { state: callOf({ status: 'scheduled' }), elapsedSeconds: 1 },
  ],
  ['it is queued at Vapi for long', 'goodbye', { state: callOf({ status: 'queued' }) }],
  ['it rings at Vapi for long', 'goodbye', { state: callOf({ status: 'ringing' }) }],
  ['Vapi found nothing, late', 'goodbye', { state: callOf({ status: 'not-found' }) }],
  [
    'Vapi found nothing, early',
    'fallback',
    { state: callOf({ status: 'not-found' }), elapsedSeconds: 1 },
  ],
  ['Vapi could not delete it, late', 'goodbye', { state: callOf({ status: 'deletion-failed' }) }],
  [
    'Vapi could not delete it, early',
    'fallback',
    { state: callOf({ status: 'deletion-failed' }), elapsedSeconds: 1 },
  ],
  ['the socket closed after a second', 'reconnect', { state: inProgress(), elapsedSeconds: 1 }],
  [
    'the socket closed after a second, of a call without a start',
    'reconnect',
    { state: callOf({ status: 'in-progress' }), elapsedSeconds: 1 },
  ],
  [
    'Vapi saw the socket close',
    'reconnect',
    { state: ended('phone-call-provider-closed-websocket', 0, 1) },
  ],
  ['a provider broke off', 'reconnect', { state: ended('call.in-progress.error-providerfault-x') }],
  ["Vapi's worker died", 'reconnect', { state: ended('call.in-progress.error-vapifault-x') }],
  ['the worker never joined', 'reconnect', { state: ended('assistant-join-timed-out') }],
  [
    'no worker was free',
    'reconnect',
    { state: ended('call.in-progress.error-vapifault-worker-not-available') },
  ],
  [
    'the transport never connected',
    'reconnect',
    { state: ended('call.in-progress.error-vapifault-transport-never-connected') },
  ],
  [
    'Vapi waited for a call in vain',
    'reconnect',
    { state: ended('phone-call-provider-bypass-enabled-but-no-call-received') },
  ],
  ['the assistant hung up', 'hangup', { state: ended('assistant-ended-call') }],
  [
    'the assistant hung up at once',
    'hangup',
    { state: ended('assistant-ended-call', 0, 1), elapsedSeconds: 1 },
  ],
  ['the caller hung up, says Twilio', 'hangup', { isCallLive: false }],
  [
    'the caller hung up, says Twilio, and Vapi broke',
    'hangup',
    { isCallLive: false, state: ended('worker-shutdown') },
  ],
  ['the caller hung up, says Vapi alone, late', 'goodbye', { state: ended('customer-ended-call') }],
  [
    'the caller hung up, says Vapi alone, early',
    'fallback',
    { state: ended('customer-ended-call', 0, 14), elapsedSeconds: 14 },
  ],
  [
    'both say that the caller hung up',
    'hangup',
    { isCallLive: false, state: ended('customer-ended-call') },
  ],
  ['Vapi found the caller busy', 'reconnect', { state: ended('customer-busy') }],
  ['Vapi found that nobody answered', 'reconnect', { state: ended('customer-did-not-answer') }],
  ['somebody canceled it by hand', 'goodbye', { state: ended('manually-canceled', 0, 1) }],
  ['somebody deleted it', 'goodbye', { state: ended('call-deleted', 0, 1) }],
  ['the longest duration was over', 'goodbye', { state: ended('exceeded-max-duration') }],
  ['the caller was silent', 'goodbye', { state: ended('silence-timed-out') }],
  [
    'the assistant tried to forward',
    'fallback',
    { state: callOf({ status: 'forwarding', started: 0 }) },
  ],
  ['the assistant has forwarded', 'fallback', { state: ended('assistant-forwarded-call') }],
  [
    'the transfer failed at Vapi',
    'fallback',
    { state: ended('call.in-progress.error-transfer-failed') },
  ],
  ['Vapi cannot be asked, early', 'fallback', { elapsedSeconds: 14 }],
  ['Vapi cannot be asked, late', 'goodbye', { elapsedSeconds: 15 }],
  ['the reason is new, early', 'fallback', { state: ended('something-new', 0, 14) }],
  ['the reason is new, late', 'goodbye', { state: ended('something-new', 0, 15) }],
  ['there is no reason, late', 'goodbye', { state: callOf({ started: 0, ended: 40 }) }],
  [
    'no slot was free',
    'queue',
    { state: ended('call.start.error-subscription-concurrency-limit-reached') },
  ],
  [
    'the account was refused',
    'fallback',
    { state: ended('call.start.error-subscription-insufficient-credits') },
  ],
  ["Vapi's record lags behind a conversation", 'goodbye', { state: inProgress() }],
  [
    'it lags behind, and without a start',
    'goodbye',
    { state: callOf({ status: 'in-progress' }), elapsedSeconds: 60 },
  ],
  // Clocks that make no sense:
  ['Twilio was never told to connect', 'fallback', { state: undefined, elapsedSeconds: undefined }],
  [
    'the end stands before the start',
    'fallback',
    { state: ended('something-new', 60, 0), elapsedSeconds: 60 },
  ],
  [
    "our clock says less than Vapi's two times",
    'goodbye',
    { state: ended('something-new', 0, 60), elapsedSeconds: 2 },
  ],
  ['nothing tells the time', 'reconnect', { state: inProgress(), elapsedSeconds: undefined }],
];

describe('decideAfterStream', () => {
  it.each(rows)('where %s: %s', (_name, next, facts) => {
    expect(decide(facts).next).toBe(next);
  });

  it('says why, for the log, in words of its own for each way', () => {
    const whys = rows.map(([, , facts]) => decide(facts).why);

    expect(whys.filter((why) => why.trim() === '' || why.startsWith(','))).toEqual([]);
    expect(new Set(whys).size).toBeGreaterThanOrEqual(14);
  });
});

describe('mayLag', () => {
  it.each([
    ['in-progress', 1, true],
    ['in-progress', 60, true],
    ['in-progress', undefined, true],
    ['queued', 14, false],
    ['queued', 15, true],
    ['queued', undefined, false],
    ['ringing', 14, false],
    ['ringing', 15, true],
    ['ended', 60, false],
    ['forwarding', 60, false],
    ['not-found', 60, false],
    ['deletion-failed', 60, false],
  ])('of a call that is %s after %s s: %s', (status, elapsedSeconds, expected) => {
    const state = callOf({ status });

    expect(state && mayLag(state, elapsedSeconds)).toBe(expected);
  });

  it('is over once there is a reason, whatever the status says', () => {
    const state = callOf({ status: 'in-progress', reason: 'worker-shutdown' });

    expect(state && mayLag(state, 60)).toBe(false);
  });
});
