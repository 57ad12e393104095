/** Why a call at Vapi ended, as far as it matters to a caller who is still on the phone. */
export type EndedGroup =
  /** The assistant ended it. */
  | 'assistant'
  /** The caller hung up. */
  | 'caller'
  /** The longest duration, silence, or an operator's hand. */
  | 'time'
  /** Caller and assistant never came together. */
  | 'never-connected'
  /** Vapi or one of its providers broke it off. */
  | 'broken'
  /** No slot was free. */
  | 'full'
  /** Account or configuration: a second call would end the same way. */
  | 'refused'
  /** The assistant tried to transfer the caller itself, which Vapi cannot do in bypass mode. */
  | 'transfer'
  /** A reason that we do not know: Vapi adds some every month. */
  | 'unknown';

const EXACT: Readonly<Record<string, EndedGroup>> = {
  'manually-canceled': 'time',
  'call-deleted': 'time',
  // Reasons of calls that Vapi places, as which it counts ours.
  'customer-busy': 'never-connected',
  'customer-did-not-answer': 'never-connected',
  'exceeded-max-duration': 'time',
  'silence-timed-out': 'time',
  'phone-call-provider-bypass-enabled-but-no-call-received': 'never-connected',
  'assistant-join-timed-out': 'never-connected',
  'call.in-progress.error-assistant-did-not-receive-customer-audio': 'broken',
  'phone-call-provider-closed-websocket': 'broken',
  'worker-shutdown': 'broken',
  'assistant-forwarded-call': 'transfer',
  'assistant-request-returned-forwarding-phone-number': 'transfer',
  'call.in-progress.error-transfer-failed': 'transfer',
  'call.ringing.hook-executed-transfer': 'transfer',
  'call.ending.hook-executed-transfer': 'transfer',
  'call.ringing.hook-executed-say': 'assistant',
  'call.ending.hook-executed-say': 'assistant',
  'call.start.error-subscription-concurrency-limit-reached': 'full',
  'scheduled-call-deleted': 'refused',
  'assistant-not-found': 'refused',
  'assistant-not-valid': 'refused',
  'call-start-error-neither-assistant-nor-server-set': 'refused',
};

/** The first match counts, so the more specific comes first. */
const PATTERNS: readonly (readonly [RegExp, EndedGroup])[] = [
  [/^assistant-(ended-call|said-end-call-phrase)/, 'assistant'],
  [/^customer-ended-call/, 'caller'],
  [/transport-never-connected$|transport-missing$|call-not-active$/, 'never-connected'],
  [/worker-not-available$|chat-pipeline-failed-to-start$/, 'never-connected'],
  [/^(call\.in-progress\.)?twilio-failed-to-connect-call$/, 'never-connected'],
  [/^(call\.in-progress\.)?twilio-completed-call$/, 'caller'],
  [/^call\.start\.error-vapifault/, 'broken'],
  [/^call\.start\./, 'refused'],
  [/^assistant-request-/, 'refused'],
  [/^call\.in-progress\.error-configfault/, 'refused'],
  [/^call\.forwarding\.|warm-transfer/, 'transfer'],
  [/^call\.in-progress\.error-(providerfault|vapifault|pipeline)|^pipeline-|^worker-/, 'broken'],
];

/**
 * Returns what an `endedReason` means; accepts any text. @see
 * https://docs.vapi.ai/calls/call-ended-reason
 */
export function groupEndedReason(reason: string): EndedGroup {
  const exact = Object.hasOwn(EXACT, reason) ? EXACT[reason] : undefined;
  return exact ?? PATTERNS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'unknown';
}
