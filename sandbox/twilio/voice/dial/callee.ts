import { makeSid } from '../../formats/sid';
import type { CallStatus } from '../call-status';
import { Leg, type RunningVerb, type VerbTable } from '../leg';
import { describeOutcome, type Person, type PersonOutcome, type Phone } from '../person';
import { toRfc2822 } from '../../formats/rfc2822';
import { findHands, ring } from './ring';

export interface DialledNumber {
  readonly number: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What everybody whom one Dial rings shares. */
export interface DialRace {
  readonly callerId: string;
  readonly timeoutMs: number;
  readonly whisperVerbs: VerbTable;
  /** Aborted when somebody has accepted, or the caller is gone. */
  readonly signal: AbortSignal;
  /** Claims the caller; false if somebody else has. */
  readonly claim: () => boolean;
}

/** How long Twilio says it took to detect a machine. */
const MACHINE_DETECTION_MS = '3500';

/** Who answers, or does not, at one Number of a Dial. */
export class Callee {
  readonly leg: Leg;
  readonly person: Person | undefined;
  readonly #phone: Phone | undefined;
  readonly #attributes: DialledNumber['attributes'];
  readonly #context: RunningVerb;
  readonly #heard: string[] = [];
  #sequenceNumber = 0;

  constructor({ number, attributes }: DialledNumber, context: RunningVerb, race: DialRace) {
    const { call, parties } = context.leg;
    this.#attributes = attributes;
    this.#context = context;
    this.person = call.options.people?.[number];
    const shown = { number, shownNumber: race.callerId };
    const { hands, phone } = findHands(this.person, call.options.clock, shown);
    this.#phone = phone;
    this.leg = new Leg(call, {
      parties: {
        accountSid: parties.accountSid,
        callSid: makeSid('CA'),
        parentCallSid: parties.callSid,
        from: race.callerId,
        to: number,
      },
      hands,
      verbs: race.whisperVerbs,
      onHeard: (words) => {
        this.#heard.push(words);
        call.journal.note('person', `${number} hears: ${words}`);
      },
    });
  }

  /** Rings, and lets the person hear the whisper. `bridged`: they have taken the call. */
  async ring(race: DialRace): Promise<PersonOutcome> {
    const { person, leg } = this;
    this.#tell('initiated', 'initiated');
    if (person === undefined) return this.#finish('failed');
    this.#tell('ringing', 'ringing');
    leg.call.journal.note('person', `${leg.parties.to} rings`);
    const end = await ring(person, this.#phone, leg, race);
    if (end !== 'answered') return this.#finish(end === 'cut-short' ? 'canceled' : end);
    this.#tell('answered', 'in-progress');
    this.#reportAnsweredBy(person.kind);
    const isAccepted = await this.#whisper(race);
    if (race.signal.aborted) return this.#finish('canceled');
    if (!isAccepted) return this.#finish('declined');
    return race.claim() ? 'bridged' : this.#finish('canceled');
  }

  end(talkedMs: number): void {
    this.#finish('bridged', talkedMs);
  }

  /** Runs the Number's document, if it has one, on this leg. Its end accepts the call. */
  async #whisper({ signal }: DialRace): Promise<boolean> {
    const { url, method } = this.#attributes;
    if (url === undefined) return true;
    const target = this.#context.leg.goTo(url, this.#context.documentUrl, { method });
    if (target === 'failed') return false;
    const hangUp = () => this.leg.hangUp();
    signal.addEventListener('abort', hangUp);
    const end = await this.leg.run(target);
    signal.removeEventListener('abort', hangUp);
    return end === 'end-of-document';
  }

  #finish(outcome: PersonOutcome, talkedMs = 0): PersonOutcome {
    const wasAnswered = this.leg.status === 'in-progress' || this.leg.isGone;
    const isTalk = outcome === 'bridged' || outcome === 'declined' || wasAnswered;
    const { call, parties } = this.leg;
    call.journal.people.push({ number: parties.to, heard: this.#heard, outcome });
    const words = describeOutcome(outcome, this.person);
    call.journal.note('person', `${parties.to} ${words}`);
    this.#phone?.end(words);
    const seconds = Math.max(1, Math.round(talkedMs / 1_000));
    if (isTalk) this.#tell('completed', 'completed', { CallDuration: String(seconds) });
    else this.#tell('completed', outcome, { CallDuration: '0' });
    return outcome;
  }

  #reportAnsweredBy(kind: Person['kind']): void {
    const { machineDetection, amdStatusCallback, amdStatusCallbackMethod } = this.#attributes;
    if (machineDetection === undefined || amdStatusCallback === undefined) return;
    const target = this.#context.leg.goTo(amdStatusCallback, this.#context.documentUrl, {});
    if (target === 'failed') return;
    const { accountSid, callSid } = this.leg.parties;
    const machine = machineDetection === 'Enable' ? 'machine_start' : 'machine_end_beep';
    void this.leg.call.requests.notify(target.url, amdStatusCallbackMethod, {
      AccountSid: accountSid,
      CallSid: callSid,
      AnsweredBy: kind === 'machine' ? machine : 'human',
      MachineDetectionDuration: MACHINE_DETECTION_MS,
    });
  }

  #tell(
    event: 'initiated' | 'ringing' | 'answered' | 'completed',
    status: CallStatus,
    parameters: Readonly<Record<string, string>> = {},
  ): void {
    this.leg.status = status;
    const { statusCallback, statusCallbackMethod } = this.#attributes;
    const events = (this.#attributes['statusCallbackEvent'] ?? 'completed').split(' ');
    if (statusCallback === undefined || !events.includes(event)) return;
    const target = this.#context.leg.goTo(statusCallback, this.#context.documentUrl, {});
    if (target === 'failed') return;
    void this.leg.call.requests.notify(target.url, statusCallbackMethod, {
      ...this.leg.form,
      ...parameters,
      Timestamp: toRfc2822(this.leg.call.options.clock.now()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(this.#sequenceNumber++),
    });
  }
}
