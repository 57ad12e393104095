import type { Clock } from '../../../clock/clock';
import { makeSid } from '../../formats/sid';
import type { CallbackSender } from '../callback-sender';
import type { WebhookTarget } from '../call-requests';
import { findHands, ring } from '../dial/ring';
import type { CallStatus } from '../call-status';
import { type SharedCall, type Interruption, Leg, type LegEnd } from '../leg';
import { describeOutcome, type Person, type PersonOutcome, type Phone } from '../person';
import { toRfc2822 } from '../../formats/rfc2822';
import { callerVerbs } from '../verb-table';
import type { WebhookForm } from '../webhook';
import type { NetworkCall } from './network-call';

export interface OutboundRequest {
  readonly from: string;
  readonly to: string;
  /** What the leg runs once it is answered. */
  readonly first: WebhookTarget | { readonly twiml: string };
  /** Asked by GET when a document cannot be had. */
  readonly fallbackUrl: string | undefined;
  readonly timeoutMs: number;
  readonly timeLimitMs: number;
  readonly statusCallback?: CallStatusCallback;
  readonly machineDetection?: MachineDetection;
}

/** Who is notified of a call's progress. */
export interface CallStatusCallback {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly events: readonly string[];
}

/** How machines are detected. */
export interface MachineDetection {
  readonly machineWord: 'machine_start' | 'machine_end_beep';
  /** The first document does not wait for it. */
  readonly isAsync: boolean;
  readonly callback?: Omit<CallStatusCallback, 'events'>;
}

/** What a call made by REST needs of the account. */
export interface OutboundWorld {
  readonly context: SharedCall;
  readonly person: Person | undefined;
  readonly sender: CallbackSender;
  /** Waits for the call's turn; false when the signal came first. */
  readonly waitTurn: (signal: AbortSignal) => Promise<boolean>;
  readonly wasBridged: (callSid: string) => boolean;
  readonly wasHungUpByApi: (callSid: string) => boolean;
}

/** Telling a machine from a person takes this long. */
const MACHINE_DETECTION_MS = 3_500;

/** A call that a REST request made. */
export class OutboundCall implements NetworkCall {
  readonly sid = makeSid('CA');
  readonly direction = 'outbound-api';
  readonly createdAt: Date;
  readonly leg: Leg;
  readonly #phone: Phone | undefined;
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  durationSeconds: number | undefined;
  answeredBy: string | undefined;
  readonly heard: string[] = [];
  readonly #given = new AbortController();
  #answeredAtMs: number | undefined;
  #timeLimitMs: number;
  #limitChange = new AbortController();
  #ringingAtMs: number | undefined;
  #sequenceNumber = 0;

  constructor(
    private readonly request: OutboundRequest,
    private readonly world: OutboundWorld,
  ) {
    const { context, person } = world;
    const { from, to } = request;
    const { accountSid, clock } = context.options;
    this.createdAt = clock.now();
    this.#timeLimitMs = request.timeLimitMs;
    const { hands, phone } = findHands(person, clock, { number: to, shownNumber: from });
    this.#phone = phone;
    this.leg = new Leg(context, {
      parties: { accountSid, callSid: this.sid, from, to, direction: 'outbound-api' },
      hands,
      verbs: callerVerbs,
      fallbackUrl: request.fallbackUrl,
      onHeard: (words) => {
        this.heard.push(words);
        context.journal.note('person', `${to} hears: ${words}`);
      },
    });
  }

  get status(): CallStatus {
    return this.leg.status;
  }

  get #clock(): Clock {
    return this.world.context.options.clock;
  }

  get person(): Person | undefined {
    return this.world.person;
  }

  interrupt(by: Interruption): void {
    this.leg.interrupt(by);
  }

  limitTo(limitMs: number): void {
    this.#timeLimitMs = limitMs;
    this.#limitChange.abort();
  }

  cancel(): void {
    this.#given.abort();
  }

  async run(): Promise<void> {
    if (!(await this.world.waitTurn(this.#given.signal))) return this.#finish('canceled');
    this.startedAt = this.#clock.now();
    const status = await this.#ring();
    if (status !== 'in-progress') return this.#finish(status);
    this.#answeredAtMs = this.#clock.nowMs();
    this.#tell('answered', 'in-progress');
    const end = await this.#talk();
    return this.#finish(end === 'failed' ? 'failed' : 'completed');
  }

  async #ring(): Promise<CallStatus> {
    const { leg } = this;
    const { journal } = this.world.context;
    const { person } = this.world;
    this.#tell('initiated', 'initiated');
    if (person === undefined) return 'failed';
    this.#tell('ringing', 'ringing');
    this.#ringingAtMs = journal.nowMs;
    journal.note('person', `${this.request.to} rings`);
    const { timeoutMs } = this.request;
    const end = await ring(person, this.#phone, leg, { timeoutMs, signal: this.#given.signal });
    if (end === 'answered') return 'in-progress';
    return end === 'cut-short' ? 'canceled' : end;
  }

  async #talk(): Promise<LegEnd> {
    const over = new AbortController();
    void this.#watchLimit(over.signal);
    const end = await this.#runFirst(over.signal);
    over.abort();
    return end;
  }

  /** A new limit counts from the answer, as the first did. */
  async #watchLimit(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      this.#limitChange = new AbortController();
      const leftMs = this.#timeLimitMs - (this.#clock.nowMs() - (this.#answeredAtMs ?? 0));
      const either = AbortSignal.any([over, this.#limitChange.signal]);
      if (await this.leg.wait(Math.max(0, leftMs), either))
        return void this.leg.interrupt('hangup');
    }
  }

  async #runFirst(signal: AbortSignal): Promise<LegEnd> {
    const { first, machineDetection } = this.request;
    const detecting = machineDetection && this.#detect(machineDetection, signal);
    if (machineDetection?.isAsync === false) await detecting;
    if (this.leg.isGone) return 'gone';
    const { answeredBy } = this;
    const answered: WebhookForm = answeredBy === undefined ? {} : { AnsweredBy: answeredBy };
    return this.leg.run(
      'url' in first ? { ...first, parameters: { ...first.parameters, ...answered } } : first,
    );
  }

  async #detect(detection: MachineDetection, signal: AbortSignal): Promise<void> {
    const { machineWord, callback } = detection;
    if (!(await this.leg.wait(MACHINE_DETECTION_MS, signal)) || this.leg.isGone) return;
    const { context, person } = this.world;
    this.answeredBy = person?.kind === 'machine' ? machineWord : 'human';
    if (callback === undefined) return;
    const form = {
      AccountSid: context.options.accountSid,
      CallSid: this.sid,
      AnsweredBy: this.answeredBy,
      MachineDetectionDuration: String(MACHINE_DETECTION_MS),
    };
    this.world.sender.send(() => context.requests.notify(callback.url, callback.method, form));
  }

  #finish(status: CallStatus): void {
    const { journal } = this.world.context;
    const { to } = this.request;
    this.endedAt = this.#clock.now();
    const answeredAtMs = this.#answeredAtMs;
    const talkedMs = answeredAtMs === undefined ? 0 : this.#clock.nowMs() - answeredAtMs;
    this.durationSeconds =
      answeredAtMs === undefined ? 0 : Math.max(1, Math.round(talkedMs / 1_000));
    this.leg.hangUp();
    const outcome = this.#outcomeOf(status);
    const ringing = this.#ringingAtMs === undefined ? {} : { ringingAtMs: this.#ringingAtMs };
    journal.people.push({ number: to, heard: this.heard, outcome, ...ringing });
    const words = describeOutcome(outcome, this.world.person);
    journal.note('person', `${to} ${words}`);
    this.#phone?.end(words);
    this.#tell('completed', status, { CallDuration: String(this.durationSeconds) });
  }

  #outcomeOf(status: CallStatus): PersonOutcome {
    if (status === 'busy' || status === 'no-answer' || status === 'canceled') return status;
    if (this.world.wasBridged(this.sid)) return 'bridged';
    const hungUp = this.world.wasHungUpByApi(this.sid) ? 'canceled' : 'declined';
    return status === 'failed' ? status : hungUp;
  }

  #tell(
    event: 'initiated' | 'ringing' | 'answered' | 'completed',
    status: CallStatus,
    parameters: WebhookForm = {},
  ): void {
    this.leg.status = status;
    const { statusCallback } = this.request;
    if (statusCallback?.events.includes(event) !== true) return;
    const { requests } = this.world.context;
    const { answeredBy } = this;
    const form = {
      ...this.leg.form,
      ...parameters,
      ...(answeredBy === undefined ? {} : { AnsweredBy: answeredBy }),
      Timestamp: toRfc2822(this.#clock.now()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(this.#sequenceNumber++),
    };
    this.world.sender.send(() => requests.notify(statusCallback.url, statusCallback.method, form));
  }
}
