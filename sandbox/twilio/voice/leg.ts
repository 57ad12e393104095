import type { XmlElement } from '@rgrove/parse-xml';
import type { CallOptions } from './call-options';
import type { CallJournal } from './call-report';
import { type CallStatus, FINAL_STATUSES } from './call-status';
import { type CallRequests, readMethod, type WebhookTarget } from './call-requests';
import { elementsOf } from './check-twiml';
import type { Hands } from './hands';
import { buildVoiceForm, type CallParties, type WebhookForm } from './webhook';

/** Where a leg continues after a verb. `failed`: what Twilio calls an application error. */
export type Next = NextDocument | 'next-verb' | 'hangup' | 'failed';

export interface NextDocument extends WebhookTarget {
  /** Called once the document has been requested. */
  readonly afterFetch?: () => void;
}

export interface RunningVerb {
  readonly leg: Leg;
  /** Aborted when the leg is hung up or redirected: the verb then ends soon. */
  readonly signal: AbortSignal;
  /** Undefined when the document came with a REST request instead of an address. */
  readonly documentUrl: string | undefined;
}

export type RunVerb = (verb: XmlElement, context: RunningVerb) => Promise<Next>;

export type VerbTable = Readonly<Record<string, RunVerb>>;

/** What an account offers to the legs of all its calls. */
export interface AccountServices {
  /** Runs the Conference of a Dial until the leg leaves. `failed`: it could not join. */
  readonly runConference: (
    conference: XmlElement,
    context: RunningVerb,
  ) => Promise<'answered' | 'failed'>;
  /** Runs an Enqueue until the leg leaves. @returns what the action gets about it */
  readonly runQueue: (enqueue: XmlElement, context: RunningVerb) => Promise<WebhookForm>;
  /** Keeps a recording, which can be deleted from then on. */
  readonly keepRecording: (recordingSid: string) => void;
}

export interface SharedCall {
  readonly options: CallOptions;
  readonly journal: CallJournal;
  readonly requests: CallRequests;
  /** Undefined for a call in an account with nothing else in it. */
  readonly account?: AccountServices | undefined;
}

export interface LegSettings {
  readonly parties: CallParties;
  readonly hands: Hands;
  readonly verbs: VerbTable;
  readonly fallbackUrl?: string | undefined;
  /** Gets what this leg's person hears. */
  readonly onHeard: (words: string, speaker: string) => void;
}

/** What a leg must do instead of what it is doing. */
export type Interruption = WebhookTarget | { readonly twiml: string } | 'hangup';

/** How a leg's TwiML ended. `gone`: hung up by its person or by request. */
export type LegEnd = 'end-of-document' | 'hangup' | 'gone' | 'failed';

/** More documents on one leg than this are a loop. */
const MAX_DOCUMENTS = 30;

/** One person's connection to Twilio, which runs TwiML: the caller's, or a dialled person's. */
export class Leg {
  readonly call: SharedCall;
  readonly parties: CallParties;
  readonly hands: Hands;
  status: CallStatus;
  #answeredAtMs: number | undefined;
  readonly #settings: LegSettings;
  readonly #form: WebhookForm;
  #turn = new AbortController();
  #interruption: Exclude<Interruption, 'hangup'> | undefined;
  readonly #gone = new AbortController();

  constructor(call: SharedCall, settings: LegSettings) {
    this.call = call;
    this.parties = settings.parties;
    this.hands = settings.hands;
    this.status = isOutbound(settings.parties) ? 'queued' : 'ringing';
    this.#settings = settings;
    this.#form = buildVoiceForm(settings.parties);
  }

  /** The standard parameters of this leg's requests, as they are now. */
  get form(): WebhookForm {
    return { ...this.#form, CallStatus: this.status };
  }

  get isGone(): boolean {
    return this.gone.aborted;
  }

  /** Aborted when the person hangs up, or is hung up on. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** By the sandbox's clock; undefined if no verb has answered the call. */
  get answeredAtMs(): number | undefined {
    return this.#answeredAtMs;
  }

  /** Answers the call: it is billed from here. */
  answer(): void {
    if (this.#answeredAtMs !== undefined) return;
    this.#answeredAtMs = this.call.options.clock.nowMs();
    this.status = 'in-progress';
  }

  /** Whole seconds since the answer, at least one; 0 if the call was not answered. */
  measureSeconds(): number {
    if (this.#answeredAtMs === undefined) return 0;
    const talkedMs = this.call.options.clock.nowMs() - this.#answeredAtMs;
    return Math.max(1, Math.round(talkedMs / 1_000));
  }

  /** Runs documents from the first one to the end. */
  async run(first: WebhookTarget | { readonly twiml: string }): Promise<LegEnd> {
    let next: NextDocument | { readonly twiml: string } | LegEnd =
      this.#consumeInterruption() ?? first;
    for (let count = 0; typeof next === 'object'; count += 1) {
      if (count === MAX_DOCUMENTS) {
        this.call.journal.problem('the call loops');
        return 'hangup';
      }
      next = await this.#runDocument(next);
    }
    return next;
  }

  /** Stops what the leg is doing and redirects it. @returns false if the leg is over */
  interrupt(by: Interruption): boolean {
    if (this.isGone) return false;
    if (by === 'hangup') this.hangUp();
    else this.#interruption = by;
    this.#turn.abort();
    return true;
  }

  /** The person hangs up, or is hung up on. */
  hangUp(): void {
    if (!FINAL_STATUSES.includes(this.status)) {
      const { unansweredCall = 'no-answer' } = this.call.options;
      this.status = this.status === 'in-progress' ? 'completed' : unansweredCall;
    }
    this.#gone.abort();
    this.#turn.abort();
  }

  hear(words: string, speaker: string): void {
    this.#settings.onHeard(words, speaker);
  }

  /** @returns false when that was cut short */
  wait(durationMs: number, signal: AbortSignal): Promise<boolean> {
    return this.call.options.clock.sleep(durationMs, signal);
  }

  /** Returns the document that a verb's address leads to; without an address, the current one. */
  goTo(
    reference: string | undefined,
    documentUrl: string | undefined,
    request: { method?: string | undefined; parameters?: WebhookForm },
  ): NextDocument | 'failed' {
    const address = reference ?? documentUrl ?? '';
    if (!URL.canParse(address, documentUrl)) {
      this.call.journal.problem('11100 an address is neither absolute nor relative to a document');
      return 'failed';
    }
    const url = new URL(address, documentUrl).href;
    return { url, method: readMethod(request.method), parameters: request.parameters ?? {} };
  }

  async #runDocument(source: NextDocument | { twiml: string }): Promise<NextDocument | LegEnd> {
    const turn = new AbortController();
    this.#turn = turn;
    const root = await this.#read(source);
    const isCutShort = () => turn.signal.aborted;
    if (root === undefined && !isCutShort()) return this.#applicationError();
    const documentUrl = 'url' in source ? source.url : undefined;
    const verbs = root === undefined ? [] : elementsOf(root);
    let next: Next = 'next-verb';
    for (const verb of verbs) {
      if (isCutShort() || next !== 'next-verb') break;
      next = await this.#runVerb(verb, turn.signal, documentUrl);
    }
    if (isCutShort()) return this.#goElsewhere(next);
    if (next === 'failed') return this.#applicationError();
    return next === 'next-verb' ? 'end-of-document' : next;
  }

  /** The action of a verb that was cut short is still requested, but its answer has no effect. */
  async #goElsewhere(next: Next): Promise<NextDocument | LegEnd> {
    if (typeof next === 'object') await this.#read(next, { isLast: true });
    if (this.isGone) return 'gone';
    return (this.#consumeInterruption() as NextDocument | undefined) ?? 'hangup';
  }

  #consumeInterruption(): Exclude<Interruption, 'hangup'> | undefined {
    const interruption = this.#interruption;
    this.#interruption = undefined;
    return interruption;
  }

  async #read(
    source: NextDocument | { twiml: string },
    { isLast = false } = {},
  ): Promise<XmlElement | undefined> {
    const { requests, journal } = this.call;
    if ('twiml' in source) {
      const read = requests.readTwiml(source.twiml);
      if (read.root === undefined) journal.problem(read.error);
      return read.root;
    }
    const fallbackUrl = isLast ? undefined : this.#settings.fallbackUrl;
    const root = await requests.fetchTwiml(source, this.form, fallbackUrl);
    source.afterFetch?.();
    return root;
  }

  async #runVerb(
    verb: XmlElement,
    signal: AbortSignal,
    documentUrl: string | undefined,
  ): Promise<Next> {
    const run = this.#settings.verbs[verb.name];
    if (run === undefined) {
      this.call.journal.problem(`the sandbox cannot run ${verb.name} on this leg`);
      return 'next-verb';
    }
    if (answersCall(verb)) this.answer();
    return run(verb, { leg: this, signal, documentUrl });
  }

  /** What Twilio says when it cannot continue. For callers it is as bad as silence. */
  #applicationError(): LegEnd {
    const text = 'Twilio: "We are sorry, an application error has occurred."';
    this.call.journal.note('problem', text);
    return 'failed';
  }
}

/** Reject never answers a call, and a Dial with answerOnBridge when somebody takes the call. */
function answersCall(verb: XmlElement): boolean {
  if (verb.name === 'Dial') return verb.attributes['answerOnBridge'] !== 'true';
  return verb.name !== 'Reject';
}

function isOutbound({ parentCallSid, direction }: CallParties): boolean {
  return parentCallSid !== undefined || direction !== undefined;
}
