import { makeSid } from '../formats/sid';
import { Timeline } from '../../console/timeline';
import { type AccountServices, type Interruption, Leg, type LegEnd } from './leg';
import type { CallOptions } from './call-options';
import { CallJournal, type CallReport } from './call-report';
import { CallRequests } from './call-requests';
import { callerVerbs } from './verb-table';
import { endCallRecording } from './verbs/start';

export type { CallOptions } from './call-options';
export type { CallReport } from './call-report';

/** A call that is under way. */
export interface PlacedCall {
  readonly callSid: string;
  readonly leg: Leg;
  /** Redirects the caller's leg. @returns false if it is over */
  readonly interrupt: (by: Interruption) => boolean;
  readonly finished: Promise<CallReport>;
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
      script: options,
      verbs: callerVerbs,
      fallbackUrl,
      onHeard: (words, speaker) => journal.hear(words, speaker),
    },
  );
  const run = async () => {
    const startedAtMs = options.clock.nowMs();
    journal.note('caller', `${from || '(no number)'} calls ${to}`);
    const end = await leg.run({ url: options.voiceUrl, method: 'POST', parameters: {} });
    journal.measureSilence();
    journal.note('caller', end === 'gone' ? 'has hung up' : 'the call is over');
    reportEnd(leg, end, options.clock.nowMs() - startedAtMs);
    endCallRecording(leg);
    leg.hangUp();
    await requests.settle();
    return journal.report(callSid);
  };
  return { callSid, leg, interrupt: (by) => leg.interrupt(by), finished: run() };
}

/** Calls the number's status callback: the call is over. */
function reportEnd(leg: Leg, end: LegEnd, durationMs: number): void {
  const { statusCallbackUrl } = leg.call.options;
  const wasAnswered = leg.status === 'in-progress' || leg.status === 'completed';
  if (end === 'failed' && !wasAnswered) leg.status = 'failed';
  else if (wasAnswered || leg.status === 'ringing') leg.status = 'completed';
  if (statusCallbackUrl === undefined) return;
  const seconds = wasAnswered ? Math.max(1, Math.round(durationMs / 1_000)) : 0;
  void leg.call.requests.notify(statusCallbackUrl, 'POST', {
    ...leg.form,
    CallDuration: String(seconds),
  });
}
