import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock/clock';
import type { WatchExchange } from '../servers/exchange';
import { chooseTalkLanguage } from './assistant-words';
import { analyseCall } from './call-words';
import type { Fault } from './faults';
import type { ToolExchange, ToolScript } from './tool-script';

/** Somebody at the console. */
export interface LiveCaller {
  /** Of the business, like `de-DE`. */
  readonly language: string;
}

export interface StandInCallOptions {
  readonly clock: Clock;
  readonly fault?: Fault | undefined;
  readonly script?: ToolScript | undefined;
  readonly talkMs?: number | undefined;
  /** Its caller is somebody at the console: the assistant answers what it hears. */
  readonly live?: LiveCaller | undefined;
  /** What requests about it carry besides what Vapi sends. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
  /** Called whenever the status has changed. */
  readonly onStatus?: (call: StandInCall) => void;
}

/** A call that the stand-in created, through its life. */
export class StandInCall {
  readonly id: string;
  readonly createdAt: Date;
  status: 'queued' | 'in-progress' | 'ended' = 'queued';
  startedAt: Date | undefined;
  endedAt: Date | undefined;
  endedReason: string | undefined;
  /** The CallSid in the stream's start message. */
  streamCallSid: string | undefined;
  /** How often its WebSocket was asked for. */
  handshakes = 0;
  readonly request: Readonly<Record<string, unknown>>;
  /** What is to go wrong with it. */
  readonly fault: Fault | undefined;
  /** What its assistant does once it has heard the caller; undefined = says goodbye. */
  readonly script: ToolScript | undefined;
  readonly toolExchanges: ToolExchange[] = [];
  /** Whether a tool is being called, or was without an error. */
  hasCalledTool = false;
  /** Whether its WebSocket was ever open. */
  hasStream = false;
  /** Takes one of the organisation's slots. */
  hasSlot = false;
  /** Closes its WebSocket, while there is one. */
  closeStream: () => void = () => {};
  /** Lets its assistant understand words that its stream carries only as sound. */
  hearWords: (words: string) => void = () => {};
  /** Lets its WebSocket break in the middle of the talk, while there is one. */
  dropStream: () => void = () => {};
  /** Gets the requests to the servers of its tools. */
  onToolCall: WatchExchange = () => {};
  readonly live: LiveCaller | undefined;
  /** How long the assistant talks before it says goodbye; undefined = as soon as it has heard the caller. */
  readonly talkMs: number | undefined;
  /** What requests about it carry besides what Vapi sends. */
  readonly headers: () => Readonly<Record<string, string>>;
  #isOver = false;
  readonly #clock: Clock;
  readonly #onStatus: (call: StandInCall) => void;

  constructor(request: Readonly<Record<string, unknown>>, options: StandInCallOptions) {
    const { clock, fault, script, talkMs, headers = () => ({}), onStatus = () => {} } = options;
    this.live = options.live;
    this.#clock = clock;
    this.createdAt = clock.now();
    this.id = makeUuidV7(this.createdAt);
    this.request = request;
    this.fault = fault;
    this.script = script;
    this.talkMs = talkMs;
    this.headers = headers;
    this.#onStatus = onStatus;
  }

  /** The assistant's first sentence instead of its own greeting, if the call asked for one. */
  get firstMessage(): string | undefined {
    const overrides = this.request['assistantOverrides'] as { firstMessage?: string } | undefined;
    return overrides?.firstMessage;
  }

  get businessName(): string | undefined {
    return this.#variables.businessName;
  }

  /** In which its assistant speaks. Scripts understand English alone. */
  get language(): string {
    const { live } = this;
    if (live === undefined) return 'en-US';
    return chooseTalkLanguage(this.#variables.callerLanguage ?? live.language);
  }

  /** The call's variables, whichever kind of override carries them. */
  get #variables(): { readonly businessName?: string; readonly callerLanguage?: string } {
    const overrides = ['assistantOverrides', 'squadOverrides', 'workflowOverrides']
      .map((name) => this.request[name] as { variableValues?: object } | undefined)
      .find((values) => values !== undefined);
    return overrides?.variableValues ?? {};
  }

  begin(callSid: string | undefined): void {
    this.status = 'in-progress';
    this.startedAt = this.#clock.now();
    this.streamCallSid = callSid;
    this.#onStatus(this);
  }

  /** The first reason stays; the fault's own comes before any other. */
  end(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.hasSlot = false;
    const { endedReason = reason, statusLagMs = 0 } =
      this.fault?.kind === 'stream' ? this.fault : {};
    const endedAt = this.#clock.now();
    const show = () => {
      this.status = 'ended';
      this.endedAt = endedAt;
      this.endedReason = endedReason;
      this.#onStatus(this);
    };
    if (statusLagMs === 0) show();
    // A Function that asks again and again does so in real time.
    else void this.#clock.during(sleep(statusLagMs).then(show));
  }

  /** The time, as messages about it have it. */
  nowMs(): number {
    return this.#clock.nowMs();
  }

  toResource(): Record<string, unknown> {
    return {
      ...this.request,
      id: this.id,
      orgId: '0d0c5e0a-0000-4000-8000-000000000000',
      type: 'outboundPhoneCall',
      status: this.status,
      createdAt: this.createdAt.toISOString(),
      updatedAt: (this.endedAt ?? this.startedAt ?? this.createdAt).toISOString(),
      startedAt: this.startedAt?.toISOString(),
      endedAt: this.endedAt?.toISOString(),
      endedReason: this.endedReason,
      ...(this.status === 'ended' ? analyseCall(this.startedAt !== undefined) : { cost: 0 }),
      phoneCallProvider: 'twilio',
      phoneCallTransport: 'pstn',
      transport: { provider: 'twilio', conversationType: 'voice' },
    };
  }
}

/** Ids of calls are UUIDs of version 7: they begin with the time. */
function makeUuidV7(createdAt: Date): string {
  const timeHex = createdAt.getTime().toString(16).padStart(12, '0');
  const tail = randomUUID().slice(19);
  const mixed = randomBytes(2).toString('hex').slice(1);
  return `${timeHex.slice(0, 8)}-${timeHex.slice(8)}-7${mixed}-${tail}`;
}
