import { makeSid } from '../formats/sid';
import { Timeline } from '../../timeline/timeline';
import { type CallStatus, FINAL_STATUSES } from './call-status';
import { type AccountServices, type Interruption, Leg, type LegEnd } from './leg';
import type { CallOptions } from './call-options';
import { CallJournal, type CallReport } from './call-report';
import { CallRequests } from './call-requests';
import { ScriptedHands } from './scripted-hands';
import { callerVerbs } from './verb-table';
import { endCallRecording } from './verbs/start';
import type { WebhookForm } from './webhook';

export type { CallOptions } from './call-options';
export type { CallReport } from './call-report';

/** A call that is under way. */
export interface PlacedCall {
  readonly callSid: string;
  readonly leg: Leg;
  /** Redirects the caller's leg. @returns false if it is over */
  readonly interrupt: (by: Interruption) => boolean;
  readonly finished: Promise<CallReport>;
  /** How long it lasted, once it is over: before anything is told of that. */
  readonly over: Promise<{ readonly billedSeconds: number }>;
}

/** Places a call and runs its TwiML to the end. A caller who hears nothing is a problem. */
export function placeCall(options: CallOptions): Promise<CallReport> {
  return beginCall(options).finished;
}

/**
 * Places a call that others may redirect while it runs.
 *
 * @param account - what the call shares with others; without it, it can be in no conference
 */
export function beginCall(options: CallOptions, account?: AccountServices): PlacedCall {
  const { accountSid, from, to, origin, stirVerstat, fallbackUrl } = options;
  const { callSid = makeSid('CA') } = options;
  const journal = new CallJournal(options.timeline ?? new Timeline(options.clock));
  const requests = new CallRequests(options, journal);
  const leg = new Leg(
    { options, journal, requests, account },
    {
      parties: { accountSid, callSid, from, to, origin, stirVerstat },
      hands: options.hands ?? new ScriptedHands(options, options.clock),
      verbs: callerVerbs,
      fallbackUrl,
      onHeard: (words, speaker) => journal.hear(words, speaker),
    },
  );
  let sayOver: (end: { readonly billedSeconds: number }) => void = () => undefined;
  const over = new Promise<{ readonly billedSeconds: number }>((resolve) => (sayOver = resolve));
  const run = async () => {
    journal.note('caller', `${from || '(no number)'} calls ${to}`);
    const { voiceUrl: url, addOns } = options;
    const parameters: WebhookForm = addOns === undefined ? {} : { AddOns: addOns };
    const end = await leg.run({ url, method: 'POST', parameters });
    const seconds = leg.measureSeconds();
    // Rejected, or given up by the caller.
    const isOverUnanswered = FINAL_STATUSES.includes(leg.status) && seconds === 0;
    if (!isOverUnanswered) journal.measureSilence();
    leg.status = settleStatus(leg, end);
    const { status } = leg;
    journal.note('caller', describeEnd(end, status));
    sayOver({ billedSeconds: seconds });
    reportEnd(leg, seconds);
    endCallRecording(leg);
    leg.hangUp();
    await requests.settle();
    return journal.report({ callSid, status, billedSeconds: seconds });
  };
  return {
    callSid,
    leg,
    interrupt: (by) => leg.interrupt(by),
    finished: run(),
    over,
  };
}

function settleStatus({ status, answeredAtMs }: Leg, end: LegEnd): CallStatus {
  if (FINAL_STATUSES.includes(status)) return status;
  if (answeredAtMs !== undefined) return 'completed';
  return end === 'failed' ? 'failed' : 'no-answer';
}

function describeEnd(end: LegEnd, status: CallStatus): string {
  const words = end === 'gone' ? 'has hung up' : 'the call is over';
  return status === 'completed' ? words : `${words}: ${status}, nothing is billed`;
}

/** Calls the number's status callback: the call is over. */
function reportEnd({ call, form }: Leg, seconds: number): void {
  const { statusCallbackUrl } = call.options;
  if (statusCallbackUrl === undefined) return;
  void call.requests.notify(statusCallbackUrl, 'POST', { ...form, CallDuration: String(seconds) });
}
