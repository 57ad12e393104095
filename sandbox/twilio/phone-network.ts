import type { Clock } from '../clock/clock';
import type { WatchExchange } from '../servers/exchange';
import { Timeline } from '../timeline/timeline';
import type { AccountServices, SharedCall } from './voice/leg';
import { CallbackSender } from './voice/callback-sender';
import type { CallOptions } from './voice/call-options';
import { CallJournal, type CallReport } from './voice/call-report';
import { CallRequests } from './voice/call-requests';
import { Conferences } from './voice/conference/conferences';
import type { Conference } from './voice/conference/conference';
import type { Person } from './voice/person';
import { beginCall, type PlacedCall } from './voice/place-call';
import { Queues } from './voice/queue/queues';
import type { WaitQueue } from './voice/queue/wait-queue';
import type { AccountState, SentMessage } from './voice/network/account-state';
import { deliverMessage } from './voice/network/deliver-message';
import { CallQueue } from './voice/network/call-queue';
import { InboundCall, isOver, type NetworkCall } from './voice/network/network-call';
import {
  DEFAULT_BRANCHES,
  type NetworkBranches,
  type NetworkOptions,
} from './voice/network/network-options';
import { OutboundCall, type OutboundRequest } from './voice/network/outbound-call';
import type { RestFailure } from './rest/rest-failures';
import { type RestLogEntry, RestServer } from './rest/rest-server';
import { buildCallRoutes } from './rest/routes/calls';
import { buildConferenceRoutes } from './rest/routes/conferences';
import { buildMessageAndRecordingRoutes } from './rest/routes/messages-recordings';
import { buildQueueRoutes } from './rest/routes/queues';
import { buildSyncRoutes } from './rest/routes/sync';
import { SyncMaps } from './rest/sync-maps';

export type NetworkCallOptions = Omit<CallOptions, 'accountSid' | 'authToken' | 'clock'>;

/**
 * A stand-in for Twilio's telephone network of one account, with the REST interface that controls
 * it: calls, conferences, queues, messages and recordings, over real HTTP.
 */
export class PhoneNetwork {
  /** Who answers where; may be changed between calls. */
  people: Readonly<Record<string, Person>>;
  /** May be changed at any time. */
  readonly branches: { -readonly [Key in keyof NetworkBranches]: NetworkBranches[Key] };
  readonly messages: SentMessage[] = [];
  /** Numbers that messages do not arrive at, with Twilio's error; may be changed at any time. */
  readonly undeliverable = new Map<string, number>();
  /** Sids of the recordings that there are. */
  readonly recordings = new Set<string>();
  /** Errors that an application may expect, such as a label that is taken. */
  readonly refusals: string[] = [];
  /** Problems of legs that belong to no caller. */
  readonly strayProblems: string[] = [];
  readonly #options: { -readonly [Key in keyof NetworkOptions]: NetworkOptions[Key] };
  readonly #calls = new Map<string, NetworkCall>();
  readonly #hungUpByApi = new Set<string>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #queue: CallQueue;
  readonly #conferences: Conferences;
  readonly #queues: Queues;
  /** What is stored in the default Service of Sync. */
  readonly sync: SyncMaps;
  readonly #services: AccountServices;
  readonly #rest: RestServer;
  #apiUrl = '';

  private constructor(options: NetworkOptions) {
    this.#options = { ...options };
    this.people = options.people ?? {};
    this.branches = { ...DEFAULT_BRANCHES, ...options.branches };
    this.#queue = new CallQueue(options.clock, options.callsPerSecond ?? 1);
    this.#queues = new Queues(options.clock);
    this.#conferences = new Conferences({
      clock: options.clock,
      startsWith: () => this.branches.conferenceStartsWith,
      openCallbackSender: () => this.#openLine(),
      findPerson: (callSid) => {
        const call = this.#calls.get(callSid);
        return call instanceof OutboundCall ? call.person : undefined;
      },
      wasHungUpByApi: (callSid) => this.#hungUpByApi.has(callSid),
      onRefusal: (problem) => this.refusals.push(problem),
    });
    this.#services = {
      runConference: this.#conferences.run,
      runQueue: this.#queues.run,
      keepRecording: (sid) => this.recordings.add(sid),
    };
    this.sync = new SyncMaps(options.clock);
    const state = this.#buildState();
    this.#rest = new RestServer(
      options,
      [
        ...buildCallRoutes(state),
        ...buildConferenceRoutes(state),
        ...buildQueueRoutes(state),
        ...buildMessageAndRecordingRoutes(state),
        ...buildSyncRoutes(this.sync, options),
      ],
      options,
    );
  }

  static async start(options: NetworkOptions): Promise<PhoneNetwork> {
    const network = new PhoneNetwork(options);
    network.#apiUrl = await network.#rest.start();
    return network;
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  /** Services of Sync that the account has. */
  get syncServices(): Set<string> {
    return this.#rest.syncServices;
  }

  /** Stands for https://api.twilio.com. */
  get apiUrl(): string {
    return this.#apiUrl;
  }

  /** Numbers that the account buys or gives back while calls run. */
  set ownedNumbers(numbers: readonly string[]) {
    this.#options.ownedNumbers = numbers;
  }

  /** Gets the requests to the REST interface, with their answers. */
  set onRequest(watch: WatchExchange) {
    this.#rest.onRequest = watch;
  }

  /** Every request to the REST interface, in order. */
  get requests(): readonly RestLogEntry[] {
    return this.#rest.requests;
  }

  /** All calls there have been, callers' and those made by REST, oldest first. */
  get calls(): readonly NetworkCall[] {
    return [...this.#calls.values()];
  }

  get conferences(): readonly Conference[] {
    return this.#conferences.opened;
  }

  /** All queues that anybody was put in or that a request made, oldest first. */
  get queues(): readonly WaitQueue[] {
    return this.#queues.all;
  }

  /** Places a caller's call, which REST requests may control. */
  beginCall(options: NetworkCallOptions): PlacedCall {
    const placed = beginCall({ ...this.#callDefaults(), ...options }, this.#services);
    this.#calls.set(placed.callSid, new InboundCall(placed));
    this.#track(placed.finished);
    return placed;
  }

  /** Places a caller's call, and waits until everything that it caused is over. */
  async placeCall(options: NetworkCallOptions): Promise<CallReport> {
    this.clock.go();
    const report = await this.beginCall(options).finished;
    await this.settle();
    return report;
  }

  /**
   * Waits until no call runs and every callback is sent; calls queued forever are not waited for.
   */
  async settle(): Promise<void> {
    this.clock.go();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Lets the next requests to a route fail, such as `POST Calls` or `GET Conferences/{sid}`. */
  failNext(route: string, failure: RestFailure, times = 1): void {
    this.#rest.failures.add(route, failure, times);
  }

  /** Lets all requests to a route fail until `clearFailures`. */
  failAlways(route: string, failure: RestFailure): void {
    this.#rest.failures.keep(route, failure);
  }

  /** Lets all requests fail until `clearFailures`. */
  failEverything(failure: RestFailure): void {
    this.#rest.failAll(failure);
  }

  clearFailures(): void {
    this.#rest.failures.clear();
  }

  /** Hangs everybody up and stops the REST interface. */
  async stop(): Promise<void> {
    this.clock.go();
    for (const call of this.#calls.values()) {
      if (isOver(call)) continue;
      call.cancel();
      call.interrupt('hangup');
    }
    await this.#rest.stop();
    await this.settle();
  }

  #buildState(): AccountState {
    return {
      options: this.#options,
      branches: this.branches,
      calls: this.#calls,
      conferences: this.#conferences,
      queues: this.#queues,
      messages: this.messages,
      deliverMessage: (message) => this.#deliverMessage(message),
      recordings: this.recordings,
      hungUpByApi: this.#hungUpByApi,
      createCall: (request, caller) => this.#createCall(request, caller),
    };
  }

  #createCall(request: OutboundRequest, caller: InboundCall | undefined): OutboundCall {
    const isStuck = this.branches.newCalls === 'queued-for-ever';
    const call = new OutboundCall(request, {
      context:
        caller?.leg.call ??
        this.#buildStrayContext('url' in request.first ? request.first.url : this.#apiUrl),
      person: (caller === undefined ? this.people : caller.leg.call.options.people)?.[request.to],
      sender: this.#openLine(),
      waitTurn: (signal) => (isStuck ? waitForEver(signal) : this.#queue.turn(signal)),
      wasBridged: (callSid) => this.#conferences.bridged.has(callSid),
      wasHungUpByApi: (callSid) => this.#hungUpByApi.has(callSid),
    });
    this.#calls.set(call.sid, call);
    const running = call.run();
    if (!isStuck) this.#track(running);
    return call;
  }

  #deliverMessage(message: SentMessage): void {
    const { to, statusCallback } = message;
    if (statusCallback === undefined) return;
    // Callbacks about a caller's text go the way of those about their call.
    const caller = this.calls.findLast(({ leg }) => leg.parties.from === to);
    const { requests } = caller?.leg.call ?? this.#buildStrayContext(statusCallback);
    const delivering = deliverMessage(message, {
      accountSid: this.#options.accountSid,
      clock: this.clock,
      sender: this.#openLine(),
      notify: (form) => requests.notify(statusCallback, 'POST', form),
      errorCode: this.undeliverable.get(to),
    });
    this.#track(delivering);
  }

  /** A leg or a message that belongs to no caller has a report of its own. */
  #buildStrayContext(voiceUrl: string): SharedCall {
    const options = { ...this.#callDefaults(), voiceUrl, from: '', to: '' };
    const { strayProblems } = this;
    const journal = new (class extends CallJournal {
      override problem(text: string): void {
        strayProblems.push(text);
        super.problem(text);
      }
    })(new Timeline(this.clock));
    const requests = new CallRequests(options, journal);
    return { options, journal, requests, account: this.#services };
  }

  #callDefaults() {
    const { accountSid, authToken, post, get, certificateAuthority } = this.#options;
    const { ownedNumbers = [], verifiedNumbers = [], clock } = this.#options;
    return {
      accountSid,
      authToken,
      certificateAuthority,
      clock,
      people: this.people,
      ownedNumbers: [...ownedNumbers, ...verifiedNumbers],
      ...(post === undefined ? {} : { post }),
      ...(get === undefined ? {} : { get }),
    };
  }

  #openLine(): CallbackSender {
    return new CallbackSender(this.clock, () => this.branches.callbacks, this.#underWay);
  }

  #track(running: Promise<unknown>): void {
    this.#underWay.add(running);
    void running.finally(() => this.#underWay.delete(running));
  }
}

function waitForEver(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
}
