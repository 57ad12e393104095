import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { makeSid } from '../../sandbox/twilio/formats/sid';
import type { NetworkOptions } from '../../sandbox/twilio/voice/network/network-options';
import { type NetworkCallOptions, PhoneNetwork } from '../../sandbox/twilio/phone-network';
import type { CallReport } from '../../sandbox/twilio/voice/call-report';
import {
  buildVoiceForm,
  type WebhookAnswer,
  type WebhookForm,
} from '../../sandbox/twilio/voice/webhook';
import { namedFaults } from '../../sandbox/vapi/faults';
import type { CallbackRequest } from '../../src/callback/callback-request';
import { Container, type FunctionAnswer } from './container';
import { tenantFileOf } from './tenant-file';
import { CALLER, CANARY_KEY, CANARY_TOKEN, RIVERSIDE, type World } from './world';

const EVENTS_SECRET = 'canary-events-secret-5d02';

/** Where the deployed project answers. */
const ORIGIN = 'https://switchboard-1234.twil.io';

/** Somebody else who waits on the phone. */
export const OTHER = '+12025550199';

/** Talks at Vapi that end. */
export const TALK = '018f4a7e-0000-7000-8000-000000000001';
export const OTHER_TALK = '018f4a7e-0000-7000-8000-000000000002';

const FUNCTIONS = [
  'incoming-call.protected',
  'queue/wait.protected',
  'queue/left.protected',
  'queue/callback.protected',
  'queue/callback-status.protected',
  'call-status.protected',
  'assistant/ended.protected',
  'assistant/stream-status.protected',
  'fallback.protected',
  'vapi/events',
] as const;

/** What differs from the usual tenant, which offers to call back. */
export interface CallbackOptions {
  readonly queue?: object;
  readonly tenant?: object;
  readonly network?: Partial<NetworkOptions>;
}

/** One request for what a waiting caller hears. */
export interface WaitParts {
  readonly from?: string;
  readonly position?: number;
  readonly waitedSeconds?: number;
  readonly digits?: string;
  readonly callSid?: string;
  /** Which container answers: two do not know of each other. */
  readonly container?: number;
  readonly more?: Readonly<Record<string, string>>;
}

export interface AskedRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly form: WebhookForm;
  body: string;
}

/** Twilio's network and Sync, Vapi, and two containers of each Function between them. */
export class CallbackWorld {
  network!: PhoneNetwork;
  readonly asked: AskedRequest[] = [];
  readonly #containers = new Map<string, Container[]>();

  private constructor(readonly world: World) {}

  /** Starts a world in which all slots at Vapi are taken. */
  static async start(world: World, options: CallbackOptions = {}): Promise<CallbackWorld> {
    world.reset();
    const callbackWorld = new CallbackWorld(world);
    callbackWorld.network = await PhoneNetwork.start({
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken: CANARY_TOKEN,
      post: (url, form, _token, cookie) => callbackWorld.#ask(url, form, cookie),
      get: (url) => callbackWorld.#ask(url, {}),
      certificateAuthority: world.vapi.certificateAuthority,
      clock: world.clock,
      callsPerSecond: 100,
      ownedNumbers: [RIVERSIDE],
      people: { [CALLER]: { kind: 'answers', presses: ['1'] } },
      ...options.network,
    });
    const environment = world.environment({
      TWILIO_API_BASE_URL: callbackWorld.network.apiUrl,
      SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET,
      SWITCHBOARD_BREAKER_FAILURES: '0',
    });
    const queue = { offers: ['voicemail', 'callback'], ...options.queue };
    const tenantFile = tenantFileOf({ queue, ...options.tenant });
    for (const name of FUNCTIONS) {
      const make = () => new Container(name, { environment, tenantFile });
      callbackWorld.#containers.set(`/${name.replace('.protected', '')}`, [make(), make()]);
    }
    world.showTime();
    callbackWorld.isFull = true;
    return callbackWorld;
  }

  async stop(): Promise<void> {
    await this.network.stop();
  }

  /** Lets time pass. */
  async later(seconds: number): Promise<void> {
    const { clock } = this.world;
    const untilMs = clock.nowMs() + seconds * 1_000;
    clock.timer(seconds * 1_000, () => undefined);
    await clock.until(() => clock.nowMs() >= untilMs);
  }

  /** What is kept in Sync. */
  get requests(): readonly CallbackRequest[] {
    return this.network.sync.items.map(({ data }) => data as CallbackRequest);
  }

  /** Calls that were made to a number. */
  callsTo(number: string): number {
    return this.network.calls.filter(({ leg }) => leg.parties.to === number).length;
  }

  /** What everybody was told who was called back. */
  get slots(): readonly Record<string, unknown>[] {
    return [...this.#containers.values()].flat().flatMap(({ logEntries }) => logEntries);
  }

  /** Names of the log's events. */
  get events(): readonly unknown[] {
    return this.slots.map(({ event }) => event);
  }

  /** All slots at Vapi are taken, or not. */
  set isFull(isFull: boolean) {
    this.world.vapi.standingFault = isFull ? namedFaults['full'] : undefined;
  }

  /** Somebody calls, and does as told until they hang up. */
  placeCall(options: Partial<NetworkCallOptions>): Promise<CallReport> {
    return this.network.placeCall({
      voiceUrl: `${ORIGIN}/incoming-call`,
      statusCallbackUrl: `${ORIGIN}/call-status`,
      from: CALLER,
      to: RIVERSIDE,
      ...options,
    });
  }

  /** The first answer that somebody gets who calls. */
  async call({ from }: Required<Pick<WaitParts, 'from'>>) {
    const callSid = makeSid('CA');
    const { body } = await this.containerAt('/incoming-call').invoke(this.#formOf(from, callSid));
    return { callSid, body };
  }

  /** Twilio asks what a caller in the queue hears. */
  async wait(parts: WaitParts = {}): Promise<FunctionAnswer> {
    const { from = CALLER, position = 1, waitedSeconds = 60, digits, container, more } = parts;
    const form = this.#formOf(from, parts.callSid);
    return this.containerAt('/queue/wait', container).invoke({
      ...form,
      posts: '0',
      retries: '0',
      first: '1',
      loop: '3',
      QueuePosition: String(position),
      QueueTime: String(waitedSeconds),
      ...(digits === undefined ? {} : { Digits: digits, msg: 'Gather End' }),
      ...more,
      request: { headers: {}, cookies: { switchboard_queue: '1' } },
    });
  }

  /** Keeps the request of a caller who has waited a minute, and has hung up by now. */
  async keepOne(): Promise<FunctionAnswer> {
    const answer = await this.askForCallback();
    await this.later(20);
    return answer;
  }

  /** A caller asks to be called back, and hangs up. @returns what they hear at last */
  async askForCallback(parts: WaitParts = {}): Promise<FunctionAnswer> {
    const callSid = parts.callSid ?? makeSid('CA');
    const answer = await this.wait({ position: 2, ...parts, callSid, digits: '2' });
    const [, exit = ''] = /switchboard_exit=([^;]+)/.exec(JSON.stringify(answer.headers)) ?? [];
    return this.containerAt('/queue/left').invoke({
      ...this.#formOf(parts.from ?? CALLER, callSid),
      posts: '0',
      retries: '0',
      first: '1',
      QueueResult: 'leave',
      request: { headers: {}, cookies: { switchboard_exit: exit } },
    });
  }

  /** A call to the tenant's number is over. */
  async endCall(callSid = makeSid('CA'), container = 0): Promise<void> {
    const form = { ...this.#formOf(OTHER, callSid), CallStatus: 'completed', CallDuration: '60' };
    await this.containerAt('/call-status', container).invoke(form);
  }

  /** Vapi tells that a talk of the tenant's is over. */
  async endTalk(id: string, container = 0, type = 'status-update'): Promise<void> {
    const metadata = { tenantId: 'riverside-dental' };
    await this.containerAt('/vapi/events', container).invoke({
      request: { headers: { authorization: `Bearer ${EVENTS_SECRET}` } },
      message: { type, status: 'ended', call: { id, assistantOverrides: { metadata } } },
    });
  }

  /** Waits until everybody who was called back is done. */
  async settle(): Promise<void> {
    await this.network.settle();
  }

  containerAt(path: string, index = 0): Container {
    const container = this.#containers.get(path)?.[index];
    if (container === undefined) throw new Error(`nobody answers ${path}`);
    return container;
  }

  /** Requests of people who were called back, in order. */
  askedAt(path: string): readonly AskedRequest[] {
    return this.asked.filter((each) => each.path === path);
  }

  #formOf(from: string, callSid = makeSid('CA')): WebhookForm {
    const { ACCOUNT_SID: accountSid } = sandboxSettings;
    return buildVoiceForm({ accountSid, callSid, from, to: RIVERSIDE });
  }

  async #ask(url: string, form: WebhookForm, cookie = ''): Promise<WebhookAnswer> {
    const { pathname, searchParams } = new URL(url, ORIGIN);
    if (pathname.endsWith('.wav')) {
      return { status: 200, contentType: 'audio/wav', body: '', durationMs: 0 };
    }
    const query = Object.fromEntries(searchParams);
    const entry = { path: pathname, query, form, body: '' };
    this.asked.push(entry);
    const cookies = Object.fromEntries(
      cookie
        .split('; ')
        .map((pair): [string, string] => [
          pair.slice(0, pair.indexOf('=')),
          pair.slice(pair.indexOf('=') + 1),
        ]),
    );
    const request = { headers: {}, cookies };
    const answer = await this.containerAt(pathname).invoke({ ...query, ...form, request });
    entry.body = answer.body ?? '';
    const setCookies = [answer.headers['Set-Cookie'] ?? []].flat();
    const durationMs = Math.round(answer.durationMs);
    return { ...answer, body: entry.body, durationMs, setCookies };
  }
}

/** Texts that may stand in no log and no address. */
export const CANARIES = [CANARY_KEY, CANARY_TOKEN, EVENTS_SECRET] as const;
