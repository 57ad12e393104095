import type { CallState } from '../vapi/call-state';
import type { EndedGroup } from '../vapi/ended-reason';

export interface EndedFacts {
  /** Whether the caller is still on the phone. */
  readonly isCallLive: boolean;
  /** The call as Vapi shows it; undefined if Vapi cannot be asked or does not know it. */
  readonly state: CallState | undefined;
  /** Since Twilio was told to connect; undefined if the clocks disagree. */
  readonly elapsedSeconds: number | undefined;
}

/** What the caller gets. `why` is for the log. */
export interface EndedDecision {
  readonly next:
    /** Nothing: the conversation is over, or the caller is gone or elsewhere. */
    | 'hangup'
    /** A sentence, then nothing. */
    | 'goodbye'
    /** The same assistant once more, if that has not been tried; otherwise the fallback. */
    | 'reconnect'
    /** A place in the queue if the tenant has one; otherwise the fallback. */
    | 'queue'
    | 'fallback';
  readonly why: string;
}

/** A shorter conversation cannot have ended by itself. */
const SHORT_SECONDS = 15;

/**
 * Decides what follows a stream that has ended or was never opened. Vapi closes the socket after a
 * normal end too, and Twilio reports both alike, so Vapi's own record of the call decides.
 */
export function decideAfterStream(facts: EndedFacts): EndedDecision {
  const { isCallLive, state } = facts;
  if (!isCallLive) return { next: 'hangup', why: 'the caller hung up' };
  if (state === undefined) return decideByLength(facts, 'Vapi does not say how the call ended');
  if (state.endedGroup !== undefined) return decideByReason(state.endedGroup, facts);
  return decideUnended(state, facts);
}

function decideByReason(group: EndedGroup, facts: EndedFacts): EndedDecision {
  switch (group) {
    case 'assistant':
      return { next: 'hangup', why: 'the assistant ended the call' };
    case 'caller':
      // Twilio knows better: the caller is on the phone.
      return decideByLength(facts, 'Vapi saw the caller leave');
    case 'time':
      return { next: 'goodbye', why: 'the time was up' };
    case 'never-connected':
      return { next: 'reconnect', why: 'caller and assistant never came together' };
    case 'broken':
      return { next: 'reconnect', why: 'Vapi or a provider broke off' };
    case 'full':
      return { next: 'queue', why: 'no slot was free at Vapi' };
    case 'refused':
      return { next: 'fallback', why: 'Vapi did not start the call' };
    case 'transfer':
      return { next: 'fallback', why: 'the assistant tried a transfer of its own' };
    case 'unknown':
      return decideByLength(facts, 'Vapi gave a reason that is not known');
  }
}

/** Vapi's record may lag behind the socket. */
function decideUnended(state: CallState, facts: EndedFacts): EndedDecision {
  if (state.status === 'forwarding') {
    return { next: 'fallback', why: 'the assistant tried a transfer of its own' };
  }
  if (!LIVE.has(state.status)) return decideByLength(facts, 'Vapi lost the call');
  const { next } = decideByLength(facts, '');
  if (next === 'goodbye') return { next, why: 'the stream ended after a conversation' };
  const hasStarted = state.startedAtMs !== undefined || state.status === 'in-progress';
  const why = hasStarted
    ? 'the stream broke right after its start'
    : 'the stream never reached the assistant';
  return { next: 'reconnect', why };
}

const LIVE = new Set(['scheduled', 'queued', 'ringing', 'in-progress']);

/**
 * Returns whether to read Vapi's record again: it seems alive although the stream has ended. A call
 * that had not begun shortly after the start is no lag; the stream never reached it.
 */
export function mayLag(
  { status, endedGroup }: CallState,
  elapsedSeconds: number | undefined,
): boolean {
  if (endedGroup !== undefined || !LIVE.has(status)) return false;
  return status === 'in-progress' || (elapsedSeconds ?? 0) >= SHORT_SECONDS;
}

function decideByLength(facts: EndedFacts, why: string): EndedDecision {
  const seconds = measureSeconds(facts);
  const isLong = seconds !== undefined && seconds >= SHORT_SECONDS;
  return isLong
    ? { next: 'goodbye', why: `${why}, after a conversation` }
    : { next: 'fallback', why: `${why}, too early for an end` };
}

/** Vapi's own times come first: both are of one clock. */
function measureSeconds({ state, elapsedSeconds }: EndedFacts): number | undefined {
  const { startedAtMs, endedAtMs } = state ?? {};
  if (startedAtMs === undefined || endedAtMs === undefined) return elapsedSeconds;
  return (endedAtMs - startedAtMs) / 1_000;
}
