import { groupEndedReason } from '../../../src/vapi/ended-reason';
import type { VapiRow } from '../reconcile/call-rows';
import type { Verdict } from '../reconcile/classify';
import type { FunctionTrace } from '../reconcile/function-trace';
import type { JoinedCall } from '../reconcile/join-calls';
import { measureTimeToAnswer, measureTimeToJoin } from '../reconcile/time-to-answer';
import { VAPI_KEEPS_MS } from '../reconcile/time-window';
import { type CallOutcome, outcomeOf } from './outcome';

export interface MeasuredCall {
  readonly call: JoinedCall;
  readonly verdict: Verdict;
  readonly outcome: CallOutcome;
  /** Whether Vapi may no longer know the call: then nothing can be said about it. */
  readonly isTooOld: boolean;
  /**
   * From Twilio's start of the call until the assistant joined, by two clocks. Undefined = it never
   * did.
   */
  readonly answeredAfterMs: number | undefined;
  /** From the creation of the call at Vapi until the assistant joined, by Vapi's clock alone. */
  readonly joinedAfterMs: number | undefined;
  /** How long an assistant was connected, over all its calls at Vapi. */
  readonly talkMs: number;
  /** Vapi's cost; undefined if a call at Vapi has none, or there is no call. */
  readonly costUsd: number | undefined;
  /** Twilio's error codes of streams that failed, from our log. */
  readonly streamErrors: readonly string[];
}

export function measureCall(
  call: JoinedCall,
  verdict: Verdict,
  { trace, nowMs }: { readonly trace: FunctionTrace | undefined; readonly nowMs: number },
): MeasuredCall {
  const { twilio, vapi } = call;
  const isOld = twilio.isArchived === undefined && nowMs - twilio.startMs > VAPI_KEEPS_MS;
  const isTooOld = isOld && vapi.length === 0 && verdict.callClass === 'never-reached-vapi';
  return {
    call,
    verdict,
    outcome: isTooOld ? 'unknown' : outcomeOf(verdict.callClass),
    isTooOld,
    answeredAfterMs: measureTimeToAnswer(call),
    joinedAfterMs: measureTimeToJoin(vapi),
    talkMs: vapi.reduce((sum, row) => sum + talkMsOf(row), 0),
    costUsd: sumCosts(vapi),
    streamErrors: Object.values(trace?.streamFailures ?? {}),
  };
}

function talkMsOf({ startedMs, endedMs }: VapiRow): number {
  return startedMs === undefined || endedMs === undefined ? 0 : Math.max(0, endedMs - startedMs);
}

function sumCosts(rows: readonly VapiRow[]): number | undefined {
  const costs = rows.map(({ costUsd }) => costUsd);
  if (costs.length === 0 || costs.includes(undefined)) return undefined;
  return costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

/**
 * Calls that went well from end to end: one assistant, and nothing broke. Their log is not read.
 */
export function wentWell({ vapi }: JoinedCall): boolean {
  const [only, ...others] = vapi;
  if (only?.startedMs === undefined || others.length > 0) return false;
  const group = groupEndedReason(only.endedReason ?? '');
  return group === 'assistant' || group === 'caller' || group === 'time';
}
