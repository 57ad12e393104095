import type { Clock } from '../../../clock/clock';
import type { AccountServices, RunningVerb } from '../leg';
import type { CallbackSender } from '../callback-sender';
import { DEFAULT_TALK_MS, talkMsOf } from '../dial/bridge';
import type { Person } from '../person';
import { isCaller, type LeaveReason, type Participant, readParticipant } from '../participant';
import { Conference } from './conference';
import { openWait, playWait, type Wait } from './wait';

export interface ConferenceSettings {
  readonly clock: Clock;
  /** How many must be in a conference before it starts. */
  readonly startsWith: () => 1 | 2;
  readonly openCallbackSender: () => CallbackSender;
  /** Returns whom a leg rang; undefined for callers. */
  readonly findPerson: (callSid: string) => Person | undefined;
  /** Returns whether a REST request hung the call up. */
  readonly wasHungUpByApi: (callSid: string) => boolean;
  /** Gets an error that Twilio would log and an application may expect. */
  readonly onRefusal: (problem: string) => void;
}

/** Nobody waits or talks longer than this. */
const PATIENCE_MS = 600_000;

export class Conferences {
  /** All there have been, oldest first. */
  readonly opened: Conference[] = [];
  /** Calls that have heard somebody else in a conference. */
  readonly bridged = new Set<string>();

  constructor(private readonly settings: ConferenceSettings) {}

  /** Runs the Conference of a Dial. @see https://www.twilio.com/docs/voice/twiml/conference */
  readonly run: AccountServices['runConference'] = async (noun, context) => {
    const { leg, signal } = context;
    const name = noun.text.trim();
    const person = this.settings.findPerson(leg.parties.callSid);
    const participant = readParticipant(noun, leg, person);
    const before = this.#findLive(name);
    if (before !== undefined && this.#isRefused(before, participant)) return 'failed';
    const waits = before?.wouldKeepWaiting(participant) ?? !this.#startsAtOnce(participant);
    const wait: Wait | undefined = waits ? await openWait(noun, context) : { kind: 'silence' };
    if (wait === undefined || signal.aborted) return 'failed';
    // Others may have joined, or ended it, meanwhile.
    const conference = this.#findLive(name) ?? this.#open(name);
    if (this.#isRefused(conference, participant)) return 'failed';
    leg.call.journal.note('twilio', `${nameOf(participant)} joins the conference`);
    conference.join(participant, noun, context);
    await this.#stay(conference, participant, { wait, context });
    conference.leave(participant, this.#reasonOf(participant));
    leg.call.journal.note('twilio', `${nameOf(participant)} leaves the conference`);
    return 'answered';
  };

  #findLive(name: string): Conference | undefined {
    return this.opened.find(({ friendlyName, status }) => {
      return friendlyName === name && status !== 'completed';
    });
  }

  #startsAtOnce({ startsConference }: Participant): boolean {
    return startsConference && this.settings.startsWith() === 1;
  }

  #open(name: string): Conference {
    const { openCallbackSender, startsWith, clock } = this.settings;
    const conference = new Conference(name, openCallbackSender(), startsWith(), clock);
    this.opened.push(conference);
    return conference;
  }

  #isRefused(conference: Conference, participant: Participant): boolean {
    const problem = conference.findRefusal(participant);
    if (problem === undefined) return false;
    participant.leg.call.journal.note('twilio', problem);
    this.settings.onRefusal(problem);
    return true;
  }

  /** Waits, talks, and returns when the leg is no longer in the conference. */
  async #stay(
    conference: Conference,
    participant: Participant,
    { wait, context }: { readonly wait: Wait; readonly context: RunningVerb },
  ): Promise<void> {
    const { leg, removed } = participant;
    const gone = AbortSignal.any([context.signal, removed.signal]);
    const music = AbortSignal.any([gone, conference.started]);
    if (!conference.started.aborted) void playWait(wait, { ...context, signal: music });
    const waitMs = Math.min(leg.hands.patienceMs('ringing') ?? Infinity, PATIENCE_MS);
    if (await leg.wait(waitMs, AbortSignal.any([gone, conference.talk]))) {
      if (waitMs === PATIENCE_MS && isCaller(leg)) {
        leg.call.journal.problem('the caller waited ten minutes in a conference');
      }
      leg.hangUp();
    }
    if (gone.aborted) return;
    this.bridged.add(participant.callSid);
    if (await leg.wait(Math.min(talkMsIn(conference, participant), PATIENCE_MS), gone))
      leg.hangUp();
  }

  #reasonOf({ callSid, leg, removed }: Participant): LeaveReason {
    if (removed.signal.aborted) return removed.signal.reason as LeaveReason;
    const isByApi = !leg.isGone || this.settings.wasHungUpByApi(callSid);
    return isByApi ? 'participant_updated_via_api' : 'participant_hung_up';
  }
}

/** Somebody must hang up eventually: a caller, if nobody else does. */
function talkMsIn(conference: Conference, participant: Participant): number {
  if (!isCaller(participant.leg)) return talkMsOf(participant.person);
  const doesAnotherLeave = conference.participants.some(
    ({ leg, person }) => !isCaller(leg) && talkMsOf(person) < Infinity,
  );
  return (
    participant.leg.hands.patienceMs('talk') ?? (doesAnotherLeave ? PATIENCE_MS : DEFAULT_TALK_MS)
  );
}

function nameOf({ leg }: Participant): string {
  return isCaller(leg) ? 'the caller' : leg.parties.to;
}
