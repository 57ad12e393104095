import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { makeSid } from '../../sandbox/twilio/formats/sid';
import type { NetworkCallOptions } from '../../sandbox/twilio/phone-network';
import { buildVoiceForm, type WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { namedFaults } from '../../sandbox/vapi/faults';
import type { CallbackRequest } from '../../src/callback/callback-request';
import { paths } from '../../src/twilio/urls';
import { CallWorld, type CallWorldOptions, credentialOf, EVENTS_SECRET } from './call-world';
import type { FunctionAnswer } from './container';
import { parametersOf } from './documents';
import { findMove, joinQueue } from './queue-member';
import { CALLER, CANARY_KEY, CANARY_TOKEN, RIVERSIDE, type World } from './world';

/** Somebody else who waits on the phone. */
export const OTHER = '+12025550199';

/** Talks at Vapi that end. */
export const TALK = '018f4a7e-0000-7000-8000-000000000001';
export const OTHER_TALK = '018f4a7e-0000-7000-8000-000000000002';

/** What differs from the usual tenant, which offers to call back. */
export interface CallbackOptions extends CallWorldOptions {
  readonly queue?: object;
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
  /** What Twilio's record of the call says of the number; what its webhooks say unless given. */
  readonly recordedVerstat?: string;
}

/** Calls back and their requests, in Sync. Each Function may be asked in two containers. */
export class CallbackWorld extends CallWorld {
  /** Starts a world in which all slots at Vapi are taken. */
  static async start(world: World, options: CallbackOptions = {}): Promise<CallbackWorld> {
    const queue = { offers: ['voicemail', 'callback'], ...options.queue };
    const callbackWorld = await new CallbackWorld(world).open({
      tenant: { queue, ...options.tenant },
      environment: { SWITCHBOARD_BREAKER_FAILURES: '0', ...options.environment },
      network: { people: { [CALLER]: { kind: 'answers', presses: ['1'] } }, ...options.network },
    });
    world.vapi.archive.clear();
    callbackWorld.isFull = true;
    return callbackWorld;
  }

  /** Lets time pass. */
  async later(seconds: number): Promise<void> {
    const { clock } = this.world;
    const untilMs = clock.nowMs() + seconds * 1_000;
    clock.timer(seconds * 1_000, () => undefined);
    await clock.until(() => clock.nowMs() >= untilMs);
  }

  /** What is kept in Sync of callers, besides counts. */
  get requests(): readonly CallbackRequest[] {
    const items = this.network.sync.items.map(({ data }) => data as CallbackRequest);
    return items.filter((data) => 'callerNumber' in data);
  }

  /** Names of the log's events. */
  get events(): readonly unknown[] {
    return this.logEntries.map(({ event }) => event);
  }

  /** All slots at Vapi are taken, or not. */
  set isFull(isFull: boolean) {
    this.world.vapi.standingFault = isFull ? namedFaults['full'] : undefined;
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
    const form = this.#formOf(parts.from ?? CALLER, callSid);
    const { StirVerstat = '' } = { ...form, ...parts.more };
    const record = { ...form, StirVerstat: parts.recordedVerstat ?? StirVerstat };
    const QueueSid = await joinQueue(this.network, record);
    const more = { ...parts.more, QueueSid };
    await this.wait({ position: 2, ...parts, callSid, digits: '2', more });
    const moved = parametersOf(findMove(this.network, callSid));
    return this.containerAt('/queue/left').invoke({ ...moved, ...form });
  }

  /** A call to the tenant's number is over. */
  async endCall(callSid = makeSid('CA'), container = 0): Promise<void> {
    const form = { ...this.#formOf(OTHER, callSid), CallStatus: 'completed', CallDuration: '60' };
    await this.containerAt('/call-status', container).invoke(form);
  }

  /** Vapi tells that a talk of the tenant's is over. */
  async endTalk(id: string, container = 0, type = 'status-update'): Promise<void> {
    const at = this.world.clock.now().toISOString();
    const ended = { id, createdAt: at, endedAt: at, status: 'ended' };
    this.world.vapi.archive.remove(id);
    this.world.vapi.archive.add([{ ...ended, endedReason: 'customer-ended-call' }]);
    await this.claimEnd(id, container, type);
  }

  /** A message says that a talk is over; whether there was one, only Vapi knows. */
  async claimEnd(id: string, container = 0, type = 'status-update'): Promise<void> {
    const metadata = { tenantId: 'riverside-dental' };
    const call = { id, assistantOverrides: { metadata } };
    await this.sendMessage({ type, status: 'ended', call }, credentialOf({}), container);
  }

  /** Waits until everybody who was called back is done. */
  async settle(): Promise<void> {
    await this.network.settle();
  }

  protected override callOptions(parts: Partial<NetworkCallOptions>): NetworkCallOptions {
    const options = super.callOptions(parts);
    const statusCallbackUrl = new URL(paths.callStatus, options.voiceUrl).href;
    return { statusCallbackUrl, ...options };
  }

  #formOf(from: string, callSid = makeSid('CA')): WebhookForm {
    const { ACCOUNT_SID: accountSid } = sandboxSettings;
    return buildVoiceForm({ accountSid, callSid, from, to: RIVERSIDE });
  }
}

/** Texts that may stand in no log and no address. */
export const CANARIES = [CANARY_KEY, CANARY_TOKEN, EVENTS_SECRET] as const;
