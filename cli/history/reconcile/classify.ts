import { groupEndedReason, type EndedGroup } from '../../../src/vapi/ended-reason';
import { endOf, isLive, type TwilioRow, type VapiRow } from './call-rows';
import { type DoorEnd, doorEnds } from './door-end';
import { type FallbackKind, type FunctionTrace, isUndecided, PEOPLE_RUNG } from './function-trace';
import type { JoinedCall } from './join-calls';
import { NO_CALL_RECEIVED } from './read-vapi-row';

/**
 * Where a call ended up. All classes count calls at Twilio, except `vapi-orphan`, which counts
 * calls at Vapi.
 */
export const callClasses = [
  'never-reached-vapi',
  'reached-vapi-no-stream',
  'ended-in-fallback',
  'vapi-orphan',
  'transferred',
  'answered-by-assistant',
  ...doorEnds,
  'abandoned',
  'unknown',
] as const;

export type CallClass = (typeof callClasses)[number];

/** A call's class, with details. */
export interface Verdict {
  readonly callClass: CallClass;
  /** In a few words, for an example. */
  readonly why: string;
  readonly step?: FallbackKind;
  /** Why our Function gave the fallback, or the front door refused the call, by the log. */
  readonly outcome?: string;
  readonly transferOutcome?: string;
}

/** A shorter call was over before anybody could have answered. */
const SHORT_SECONDS = 3;
/** A caller who stays on the phone for longer after the assistant's end heard something else. */
const AFTERWARDS_SECONDS = 5;

const NEVER_ANSWERED = new Set(['no-answer', 'busy', 'canceled']);
/** After these, our Functions continue with the fallback. */
const BREAKS: ReadonlySet<EndedGroup> = new Set([
  'never-connected',
  'broken',
  'full',
  'refused',
  'transfer',
]);

/** Returns whether Vapi ended the call at once because no slot was free: the caller got none. */
function isGivenUpAsFull({ startedMs, endedReason = '' }: VapiRow): boolean {
  return startedMs === undefined && groupEndedReason(endedReason) === 'full';
}

/** Returns whether a call's class or details depend on our log. */
export function dependsOnLog(
  { twilio, vapi }: Pick<JoinedCall, 'twilio' | 'vapi'>,
  { callClass, step }: Verdict,
): boolean {
  if (step !== undefined || callClass === 'reached-vapi-no-stream') return true;
  // Rejected calls are never answered, as if the caller had hung up.
  return callClass === 'abandoned' && vapi.length === 0 && twilio.status !== 'canceled';
}

/** Returns whether Vapi waited for this call in vain. */
export function isOrphan({ endedReason }: VapiRow): boolean {
  return endedReason === NO_CALL_RECEIVED;
}

/**
 * Returns the class of a call at Twilio.
 * @param trace what our Functions logged about it; undefined = the logs were not read
 * @param mayEndAtDoor whether its tenant has a front door that may end calls without Vapi
 */
export function classifyCall(
  call: Pick<JoinedCall, 'twilio' | 'vapi' | 'vapiAheadMs'>,
  trace?: FunctionTrace,
  mayEndAtDoor = false,
): Verdict {
  const { twilio, vapi } = call;
  const transferred = vapi.findLast((row) => row.transferOutcome !== undefined)?.transferOutcome;
  // After a talk with a person there may be no further call at Vapi: then only our log knows.
  const word = transferred ?? trace?.transferOutcome;
  if (word !== undefined) {
    return { callClass: 'transferred', why: `transfer: ${word}`, transferOutcome: word };
  }
  if (hasAssistant(vapi)) return classifyAnswered(call, trace);
  const last = vapi.findLast((row) => !isGivenUpAsFull(row));
  if (last === undefined) return classifyUnanswered(call, trace, mayEndAtDoor);
  if (isLive(twilio)) return { callClass: 'unknown', why: 'still in progress' };
  if (isAbandoned(twilio)) return { callClass: 'abandoned', why: describeEnd(twilio) };
  // Created in vain, or for a slot that was given back: no stream was requested.
  if (showsNoStream(trace)) return classifyUnanswered(call, trace);
  const why = last.endedReason ?? `${last.status || 'no status'} at Vapi`;
  return { callClass: 'reached-vapi-no-stream', why };
}

/** Returns whether an assistant joined any of a caller's calls at Vapi. */
export function hasAssistant(vapi: readonly VapiRow[]): boolean {
  return vapi.some(({ startedMs }) => startedMs !== undefined);
}

/** Every call that got a stream has a log entry that says so, or one about its failure. */
function showsNoStream({ outcome, streamFailures }: FunctionTrace = {}): boolean {
  return outcome !== undefined && outcome !== 'assistant' && streamFailures === undefined;
}

function classifyAnswered(
  { twilio, vapi, vapiAheadMs }: Pick<JoinedCall, 'twilio' | 'vapi' | 'vapiAheadMs'>,
  trace: FunctionTrace | undefined,
): Verdict {
  const last = vapi.at(-1);
  const reason = last?.endedReason;
  const why = reason ?? 'the assistant joined';
  const isBroken = reason !== undefined && BREAKS.has(groupEndedReason(reason));
  if (!isBroken || measureAfterwards(twilio, vapi, vapiAheadMs) < AFTERWARDS_SECONDS) {
    return { callClass: 'answered-by-assistant', why };
  }
  return { callClass: 'ended-in-fallback', why, step: trace?.step ?? 'unknown' };
}

/**
 * How long the caller stayed on after the assistant's end, in seconds. Time in the queue or at a
 * question comes before the first call at Vapi; the rest is measured by one clock.
 */
function measureAfterwards(
  twilio: TwilioRow,
  vapi: readonly VapiRow[],
  vapiAheadMs: number,
): number {
  const ends = vapi.map(({ endedMs }) => endedMs).filter((ms) => ms !== undefined);
  const beganMs = vapi[0]?.createdMs;
  if (ends.length === 0 || beganMs === undefined) return 0;
  const beforeMs = Math.max(0, beganMs - twilio.startMs - vapiAheadMs);
  const lastedMs = endOf(twilio) - twilio.startMs;
  return (lastedMs - (beforeMs + Math.max(...ends) - beganMs)) / 1_000;
}

/** Calls that Vapi does not know, or whose slot was never used: only our log says more. */
function classifyUnanswered(
  { twilio, vapi }: Pick<JoinedCall, 'twilio' | 'vapi'>,
  trace: FunctionTrace | undefined,
  mayEndAtDoor = false,
): Verdict {
  if (isLive(twilio)) return { callClass: 'unknown', why: 'still in progress' };
  const doorEnd = trace?.outcome === 'assistant' ? undefined : trace?.doorEnd;
  if (doorEnd !== undefined) return describeDoorEnd(doorEnd, trace);
  if (isAbandoned(twilio)) return { callClass: 'abandoned', why: describeEnd(twilio) };
  if (twilio.status !== 'completed') {
    return { callClass: 'unknown', why: `${twilio.status || 'no status'} at Twilio` };
  }
  if (trace === undefined && mayEndAtDoor && vapi.length === 0) {
    const why = 'no call at Vapi: the front door may have ended it, as --logs would say';
    return { callClass: 'unknown', why, step: 'unknown' };
  }
  if (trace === undefined) {
    const why = vapi.at(-1)?.endedReason ?? 'no call at Vapi';
    return { callClass: 'never-reached-vapi', why, step: 'unknown' };
  }
  const { step = 'unknown', leftBecause } = trace;
  const outcome = trace.outcome === 'fallback' ? (leftBecause ?? 'fallback') : trace.outcome;
  if (outcome === undefined && trace.step !== undefined) {
    const why = 'the static fallback: no log entry of /incoming-call in the log';
    return { callClass: 'ended-in-fallback', why, step };
  }
  if (outcome === undefined && vapi.length > 0) {
    return { callClass: 'unknown', why: 'no slot was free at Vapi, and our log says nothing' };
  }
  if (outcome === undefined) {
    return {
      callClass: 'never-reached-vapi',
      why: 'no log entry of /incoming-call in the log',
      step,
    };
  }
  if (outcome === PEOPLE_RUNG) {
    return { callClass: 'unknown', why: 'people were rung, and our log does not say how it went' };
  }
  if (isUndecided(outcome)) {
    const why = 'hung up at a question, while people were rung, or in the queue';
    return { callClass: 'abandoned', why };
  }
  if (outcome === 'assistant') {
    return { callClass: 'unknown', why: 'connected by our Function, but not in the list of Vapi' };
  }
  return { callClass: 'ended-in-fallback', why: `our Function said: ${outcome}`, outcome, step };
}

function describeDoorEnd(callClass: DoorEnd, { step, doorReason }: FunctionTrace = {}): Verdict {
  const isRefusal = ['rejected', 'refused', 'over-limit'].includes(callClass);
  const reason = isRefusal ? doorReason : undefined;
  return {
    callClass,
    why: reason === undefined ? 'the front door ended it' : `the front door: ${reason}`,
    ...(reason === undefined ? {} : { outcome: reason }),
    ...(step === undefined ? {} : { step }),
  };
}

function isAbandoned({ status, durationSeconds }: TwilioRow): boolean {
  return NEVER_ANSWERED.has(status) || durationSeconds < SHORT_SECONDS;
}

function describeEnd({ status, durationSeconds }: TwilioRow): string {
  return status === 'completed' ? `hung up after ${durationSeconds} s` : status;
}
