import type { TenantEntry } from '../../src/tenants/schema';
import { makeSid } from '../twilio/formats/sid';
import { readOrigin } from '../project/call-arguments';
import { beginOrder, type OrderedCall } from '../project/call-order';
import { findTenant } from '../project/called-number';
import { listPhones } from '../project/people-words';
import { isPhoneNumber } from '../twilio/voice/dial/caller-id';
import { getWebhook, postWebhook, type WebhookAnswer } from '../twilio/voice/webhook';
import type { ConsoleState } from './console-state';
import { CRASHED } from './console-faults';
import { Ladder } from './ladder';
import { LiveHands, type LiveHandsOptions } from './live-hands';
import { PersonPhone, seatPeople } from './phones';
import type {
  CallMessage,
  PersonMessage,
  PhoneId,
  PlaceCall,
  ServerMessage,
} from '../../console/protocol';

/** What a call needs of its page. */
export interface PageSide {
  readonly callId: string;
  readonly send: (message: ServerMessage) => void;
  /** @returns an id that no other sound of the page has */
  readonly nextId: () => string;
  /** Something has changed that other parts of the page show. */
  readonly onChange: () => void;
}

/** A call of one page, and the phones that ring for it. */
export class PageCall {
  readonly callSid = makeSid('CA');
  readonly ladder: Ladder;
  readonly caller: LiveHands;
  readonly people = new Map<PhoneId, PersonPhone>();
  readonly #ordered: OrderedCall | undefined;
  readonly #startedAt = new Date().toISOString();
  #answeredAt: string | undefined;
  #endedAt: string | undefined;
  #end: CallMessage['end'];
  #sent = '';

  constructor(
    private readonly state: ConsoleState,
    private readonly order: PlaceCall,
    private readonly page: PageSide,
  ) {
    const { world, faults } = state;
    const { standIn } = world;
    // The sandbox's clock stands still during a request, and would say that it takes no time.
    this.ladder = new Ladder(page.callId, () => performance.now());
    this.caller = new LiveHands(this.#handsOptions('caller', 'caller', 'the caller'));
    standIn?.liveCalls.set(this.callSid, { language: this.#tenantLanguage });
    faults.beginCall(this.callSid);
    this.refresh();
    this.caller.ring({ kind: 'ringing' });
    this.#ordered = this.#begin();
    void this.#finish(this.#ordered);
    this.refresh();
  }

  /** Nothing happens in it any more. */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** The phone is free, but webhooks about the call may follow. */
  get hasEnded(): boolean {
    return this.isOver || this.#ordered?.placed.leg.isGone === true;
  }

  hangUp(): void {
    this.#ordered?.hangUp();
  }

  /** Sends how the call is, if that has changed. */
  refresh(): void {
    const isAnswered = this.#ordered?.placed.leg.answeredAtMs !== undefined;
    if (isAnswered) this.#answeredAt ??= new Date().toISOString();
    // The sandbox's own clock stands still during a request, and would say less than a watch.
    if (this.hasEnded) this.#endedAt ??= new Date().toISOString();
    const message = this.#describe();
    const text = JSON.stringify(message);
    if (text === this.#sent) return;
    this.#sent = text;
    this.page.send(message);
  }

  #begin(): OrderedCall {
    const { world, switches } = this.state;
    const { from, to, country, state, attestation } = this.order;
    const people = this.#seatPeople();
    // Who is called back when the caller has left belongs to no call.
    if (world.network) world.network.people = { ...world.network.people, ...people };
    return beginOrder(
      world,
      {
        from,
        to,
        origin: readOrigin(from, country, state),
        at: switches.clockAt,
        ...(attestation === undefined ? {} : { stirVerstat: attestation }),
      },
      (entry) => {
        const step = this.ladder.addEntry(entry);
        if (step !== undefined) this.page.send(step);
        this.page.onChange();
      },
      {
        callSid: this.callSid,
        hands: this.caller,
        people,
        post: (url, form, token, more) =>
          this.#watch('POST', url, form, () => postWebhook(url, form, token, more)),
        get: (url, token, more) =>
          this.#watch('GET', url, Object.fromEntries(new URL(url).searchParams), () =>
            getWebhook(url, token, more),
          ),
      },
    );
  }

  async #watch(
    method: 'GET' | 'POST',
    url: string,
    form: Readonly<Record<string, string>>,
    send: () => Promise<WebhookAnswer>,
  ): Promise<WebhookAnswer> {
    const show = (answer: { status: number; body: string; durationMs: number }) => {
      const { status, body, durationMs: ms } = answer;
      this.page.send(
        this.ladder.addWebhook({ method, url, form, body: '', status, answer: body, ms }),
      );
      this.page.onChange();
    };
    try {
      const answer = this.state.faults.isCrashing(this.callSid, url) ? CRASHED : await send();
      show(answer);
      return answer;
    } catch (error) {
      show({ status: 0, body: (error as Error).message, durationMs: 0 });
      throw error;
    }
  }

  async #finish(ordered: OrderedCall): Promise<void> {
    const { faults, world } = this.state;
    try {
      await this.#followEnd(ordered);
    } catch (error) {
      const problems = [`the sandbox itself has failed: ${(error as Error).message}`];
      this.#end = { status: 'failed', sentences: [], problems };
    }
    faults.endCall(this.callSid);
    world.standIn?.liveCalls.delete(this.callSid);
    this.page.onChange();
  }

  async #followEnd({ placed, finished }: OrderedCall): Promise<void> {
    const { status, problems } = await placed.finished;
    this.#end = { status, sentences: [], problems };
    this.page.onChange();
    const all = await finished;
    const { functionLog } = this.state.world;
    const reason = functionLog.explainFallback(this.callSid);
    const sentences = [
      functionLog.explainDoor(this.callSid),
      reason && `answered by the fallback because ${reason}`,
    ].filter((sentence) => sentence !== undefined);
    this.#end = { status, sentences, problems: all };
  }

  #describe(): CallMessage {
    const { from, to } = this.order;
    const tenant = this.#tenant;
    const isAnswered = this.#answeredAt !== undefined;
    const current = isAnswered ? 'in-progress' : 'ringing';
    return {
      type: 'call',
      callId: this.page.callId,
      callSid: this.callSid,
      state: this.hasEnded ? 'ended' : current,
      from,
      to,
      tenantId: tenant?.id,
      tenantName: tenant?.name,
      startedAt: this.#startedAt,
      answeredAt: this.#answeredAt,
      endedAt: this.#endedAt,
      end: this.#end,
      faults: this.hasEnded ? [] : this.state.faults.listOf(this.callSid),
      command: this.#writeCommand(),
    };
  }

  #writeCommand(): string {
    const { from, to, country, state, attestation } = this.order;
    const options = {
      to,
      from,
      country,
      state,
      at: this.state.switches.clockAt?.replace(/\.\d+Z$/, 'Z'),
      verification: attestation === '' ? 'none' : attestation,
      press: this.caller.gathered.length === 0 ? undefined : this.caller.gathered.join(','),
    };
    const words = Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name} ${quote(value)}`],
    );
    return `npm run call -- ${words.join(' ')}`;
  }

  #seatPeople() {
    const { tenantFile } = this.state.world;
    const groups = listPhones(this.#tenant, tenantFile.defaults);
    const { from } = this.order;
    const label = (number: string) =>
      groups.find(({ numbers }) => numbers.includes(number))?.label.replace(/[A-Z]/g, toWord) ??
      'the caller, called back';
    const numbers = [...groups.flatMap((group) => group.numbers)];
    if (isPhoneNumber(from)) numbers.push(from);
    return seatPeople(numbers, (call) => this.#openPhone(call, label(call.number)));
  }

  #openPhone(call: { number: string; shownNumber: string }, label: string): PersonPhone {
    const phone = `person-${Number(this.page.nextId())}` as const;
    const { callId, send } = this.page;
    const show = (state: PersonMessage['state'], outcome?: string) => {
      send({ type: 'person', phone, callId, ...call, label, state, outcome });
      this.page.onChange();
    };
    const opened = new PersonPhone(this.#handsOptions(phone, 'person', call.number), show);
    this.people.set(phone, opened);
    return opened;
  }

  get #tenant(): TenantEntry | undefined {
    return findTenant(this.state.world.tenantFile, this.order.to);
  }

  get #tenantLanguage(): string {
    const { defaults } = this.state.world.tenantFile;
    return this.#tenant?.language ?? defaults.language ?? 'en-US';
  }

  /** The call at the stand-in that this phone's stream belongs to. */
  get #vapiCall() {
    const { standIn } = this.state.world;
    return standIn?.calls.findLast(({ streamCallSid }) => streamCallSid === this.callSid);
  }

  #handsOptions(phone: PhoneId, role: 'caller' | 'person', name: string): LiveHandsOptions {
    const { world } = this.state;
    const { send, nextId } = this.page;
    const { standIn, clock } = world;
    return {
      clock,
      role,
      name,
      talkLanguage: () => this.#vapiCall?.language ?? this.#tenantLanguage,
      speaks: this.order.speaks,
      isAssistantReal: standIn === undefined,
      outlet: {
        hear: (sound) => {
          const id = nextId();
          send({ type: 'heard', id, phone, sound });
          return id;
        },
        play: (piece) =>
          send({
            type: 'audio',
            phone,
            payload: piece === undefined ? '' : piece.toString('base64'),
          }),
        sayIntoStream: (words) => this.#vapiCall?.hearWords(words),
        sourceOf: (path) => `/assets${path}`,
      },
    };
  }
}

/** `answerFirst` → `answer first`. */
function toWord(capital: string): string {
  return ` ${capital.toLowerCase()}`;
}

function quote(word: string): string {
  return /^[\w+:@.,/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
