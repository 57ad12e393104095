import type { XmlElement } from '@rgrove/parse-xml';
import type { Clock } from '../../../clock/clock';
import { makeSid } from '../../formats/sid';
import type { CallbackSender } from '../callback-sender';
import type { RunningVerb } from '../leg';
import { buildParticipantForm, ConferenceCallbacks } from './conference-callbacks';
import { isCaller, type LeaveReason, type Participant } from '../participant';

/** Why a conference is over, in Twilio's words. */
export type EndReason =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-left'
  | 'last-participant-kicked';

/** A participant whom the others have left alone stays this long. */
const ALONE_MS = 10_000;

/** One conference, from the first who joins to its end. */
export class Conference {
  readonly sid = makeSid('CF');
  readonly createdAt: Date;
  readonly participants: Participant[] = [];
  status: 'init' | 'in-progress' | 'completed' = 'init';
  updatedAt: Date;
  endReason: EndReason | undefined;
  endedBy: Participant | undefined;
  readonly #callbacks: ConferenceCallbacks;
  readonly #started = new AbortController();
  readonly #talk = new AbortController();
  #company = new AbortController();

  /** @param startsWith - how many must be in it before it starts */
  constructor(
    readonly friendlyName: string,
    sender: CallbackSender,
    private readonly startsWith: 1 | 2,
    private readonly clock: Clock,
  ) {
    this.createdAt = clock.now();
    this.updatedAt = this.createdAt;
    this.#callbacks = new ConferenceCallbacks(sender, this);
  }

  /** Aborted once the conference has started: then nobody hears the wait music any more. */
  get started(): AbortSignal {
    return this.#started.signal;
  }

  /** Aborted once two people have heard each other. */
  get talk(): AbortSignal {
    return this.#talk.signal;
  }

  /** Returns why somebody cannot join; undefined = they can. */
  findRefusal({ label, maxParticipants }: Participant): string | undefined {
    if (label !== undefined && this.participants.some((other) => other.label === label)) {
      return '16025 the label of a participant is taken';
    }
    return this.participants.length >= maxParticipants ? 'the conference is full' : undefined;
  }

  /** Returns whether somebody would wait before they talk. */
  wouldKeepWaiting(participant: Participant): boolean {
    return !this.started.aborted && !this.#canStartWith([...this.participants, participant]);
  }

  join(participant: Participant, noun: XmlElement, context: RunningVerb): void {
    this.#callbacks.settle(noun, context);
    const others = [...this.participants];
    this.participants.push(participant);
    this.#company.abort();
    this.#callbacks.notify('participant-join', buildParticipantForm(participant));
    const hasStarted = this.started.aborted;
    if (!hasStarted && this.#canStartWith(this.participants)) this.#start();
    if (!this.started.aborted || this.participants.length < 2) return;
    const pairs = hasStarted
      ? others.map((other) => [other, participant] as const)
      : listPairs(this.participants);
    for (const [one, other] of pairs) introduce(one, other);
    this.#talk.abort();
  }

  leave(participant: Participant, reason: LeaveReason): void {
    this.participants.splice(this.participants.indexOf(participant), 1);
    this.#company.abort();
    this.#callbacks.notify('participant-leave', {
      ...buildParticipantForm(participant),
      ParticipantCallStatus: participant.leg.status,
      ReasonParticipantLeft: reason,
    });
    const how = participant.wasKicked ? 'kicked' : 'left';
    if (this.status === 'completed') this.#finish();
    else if (participant.endsConference) {
      this.end(`participant-with-end-conference-on-exit-${how}`, participant);
    } else if (this.participants.length === 0) this.end(`last-participant-${how}`, participant);
    else if (this.participants.length === 1 && this.talk.aborted) this.#watchTheLast();
  }

  end(reason: EndReason, endedBy?: Participant): void {
    if (this.status === 'completed') return;
    this.status = 'completed';
    this.updatedAt = this.clock.now();
    this.endReason = reason;
    this.endedBy = endedBy;
    const isByApi = reason === 'conference-ended-via-api';
    const why: LeaveReason = isByApi ? 'conference_ended_via_api' : 'moderator_ended_conference';
    for (const { removed } of this.participants) removed.abort(why);
    this.#finish();
  }

  /** Removes one leg; its call continues after its Dial. */
  kick(participant: Participant): void {
    participant.wasKicked = true;
    const why: LeaveReason = 'participant_updated_via_api';
    participant.removed.abort(why);
  }

  #canStartWith(participants: readonly Participant[]): boolean {
    const isWanted = participants.some(({ startsConference }) => startsConference);
    return isWanted && participants.length >= this.startsWith;
  }

  #start(): void {
    this.status = 'in-progress';
    this.updatedAt = this.clock.now();
    this.#callbacks.notify('conference-start', {});
    this.#started.abort();
  }

  /** The end is reported after everybody has left. */
  #finish(): void {
    if (this.participants.length > 0) return;
    const { endReason = 'last-participant-left', endedBy } = this;
    const label = endedBy?.label;
    this.#callbacks.notify('conference-end', {
      ReasonConferenceEnded: endReason,
      ...(endedBy === undefined ? {} : { CallSidEndingConference: endedBy.callSid }),
      ...(label === undefined ? {} : { ParticipantLabelEndingConference: label }),
    });
  }

  #watchTheLast(): void {
    const [last] = this.participants;
    if (last === undefined) return;
    this.#company = new AbortController();
    const { leg, removed } = last;
    void leg.wait(ALONE_MS, AbortSignal.any([this.#company.signal, removed.signal])).then((is) => {
      if (!is) return;
      if (isCaller(leg)) leg.call.journal.problem('the caller was left alone in a conference');
      leg.hangUp();
    });
  }
}

function listPairs(all: readonly Participant[]): (readonly [Participant, Participant])[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

/** Lets two hear each other, and records on a caller's report that they hear a person. */
function introduce(one: Participant, other: Participant): void {
  const together = AbortSignal.any(
    [one, other].flatMap(({ leg, removed }) => [leg.gone, removed.signal]),
  );
  one.leg.hands.ring({ kind: 'quiet' });
  one.leg.hands.speakTo(other.leg.hands, together);
  other.leg.hands.ring({ kind: 'quiet' });
  other.leg.hands.speakTo(one.leg.hands, together);
  for (const [caller, person] of [
    [one, other],
    [other, one],
  ] as const) {
    if (!isCaller(caller.leg) || isCaller(person.leg)) continue;
    const kind = person.person?.kind === 'machine' ? 'machine' : 'person';
    const { journal } = caller.leg.call;
    journal.reached.push(kind);
    journal.note('heard', `[${kind}] ${person.leg.parties.to} talks`);
  }
}
