import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { type NetworkCallOptions, PhoneNetwork } from '../../sandbox/twilio/phone-network';
import type { CallReport } from '../../sandbox/twilio/voice/call-report';
import type { NetworkOptions } from '../../sandbox/twilio/voice/network/network-options';
import type { WebhookAnswer, WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { paths, publicPaths } from '../../src/twilio/urls';
import { headersOf } from '../fakes/credentials';
import { type Container, type ContainerOptions, type FunctionAnswer } from './container';
import { tenantFileOf } from './tenant-file';
import { CALLER, CANARY_TOKEN, RIVERSIDE, type World } from './world';

export const EVENTS_SECRET = 'canary-events-secret-5d02';

/** What Vapi shows of a call. */
export const credentialOf = (parts: Parameters<typeof headersOf>[0]) =>
  headersOf(parts, EVENTS_SECRET).headers;

/** Where the deployed project answers. */
const ORIGIN = 'https://switchboard-1234.twil.io';

export interface SeenRequest {
  readonly path: string;
  readonly url: string;
  readonly form: WebhookForm;
  /** Undefined while it has no answer. */
  status?: number;
  body: string;
}

/** What differs from the usual. */
export interface CallWorldOptions {
  readonly tenant?: object;
  /** Further tenants of the file. */
  readonly others?: readonly object[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly network?: Partial<NetworkOptions>;
}

/** Whole calls: Vapi, Twilio's network, and containers of the built Functions between them. */
export class CallWorld {
  readonly seen: SeenRequest[] = [];
  network!: PhoneNetwork;
  /** Changes an address before it is asked, or returns the status that is answered in its place. */
  reroute: (url: string, form: WebhookForm) => string | number | Promise<string> = (url) => url;
  readonly #containers = new Map<string, Container>();
  #settings: ContainerOptions = {};

  protected constructor(readonly world: World) {}

  protected async open({ tenant = {}, others, ...options }: CallWorldOptions): Promise<this> {
    const { world } = this;
    world.reset();
    world.showTime();
    this.network = await PhoneNetwork.start({
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken: CANARY_TOKEN,
      post: (url, form) => this.post(url, form),
      get: (url) => this.post(url, {}),
      certificateAuthority: world.vapi.certificateAuthority,
      clock: world.clock,
      callsPerSecond: 100,
      ownedNumbers: [RIVERSIDE],
      ...options.network,
    });
    const environment = world.environment({
      TWILIO_API_BASE_URL: this.network.apiUrl,
      SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET,
      ...options.environment,
    });
    this.#settings = { environment, tenantFile: tenantFileOf(tenant, others) };
    return this;
  }

  async stop(): Promise<void> {
    await this.network.stop();
  }

  /** Places a call and waits until everything is over that came of it. */
  placeCall(parts: Partial<NetworkCallOptions> = {}): Promise<CallReport> {
    return this.network.placeCall(this.callOptions(parts));
  }

  /** Asks a Function as Twilio would. */
  async post(address: string, form: WebhookForm): Promise<WebhookAnswer> {
    const given = new URL(address, ORIGIN);
    const entry: SeenRequest = { path: given.pathname, url: given.href, form, body: '' };
    this.seen.push(entry);
    const routed = await this.reroute(given.href, form);
    if (typeof routed === 'number') {
      return { status: routed, contentType: 'text/plain', body: 'crashed', durationMs: 1 };
    }
    if (entry.path.endsWith('.wav')) {
      return { status: 200, contentType: 'audio/wav', body: '', durationMs: 0 };
    }
    const answer = await this.containerAt(entry.path).invoke({
      ...Object.fromEntries(new URL(routed).searchParams),
      ...form,
    });
    // A callback is answered with nothing.
    const body = (answer.body as string | null) ?? '';
    const { status, contentType } = answer;
    Object.assign(entry, { status, body });
    return { status, contentType, body, durationMs: Math.round(answer.durationMs) };
  }

  /** Sends a message as Vapi would, which writes the names of headers as it likes. */
  sendMessage(
    message: unknown,
    headers: Readonly<Record<string, string>>,
    container = 0,
  ): Promise<FunctionAnswer> {
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const request = { headers: Object.fromEntries(lower) as object, cookies: {} };
    return this.containerAt(paths.vapiEvents, container).invoke({ message, request });
  }

  /** Requests for a path, in order. */
  requestsTo(path: string): SeenRequest[] {
    return this.seen.filter((request) => request.path === path);
  }

  /** Everything that any container logged. */
  get logEntries(): readonly Record<string, unknown>[] {
    return [...this.#containers.values()].flatMap(({ logEntries }) => logEntries);
  }

  /** How many legs were rung at a number. */
  legsTo(number: string): number {
    return this.network.calls.filter(({ leg }) => leg.parties.to === number).length;
  }

  /** @param index - which container of the Function: two do not know of each other */
  containerAt(path: string, index = 0): Container {
    const key = `${path} ${index}`;
    const suffix = publicPaths.includes(path) ? '' : '.protected';
    const container =
      this.#containers.get(key) ??
      this.world.containerOf(`${path.slice(1)}${suffix}`, this.#settings);
    this.#containers.set(key, container);
    return container;
  }

  protected callOptions(parts: Partial<NetworkCallOptions>): NetworkCallOptions {
    return { voiceUrl: ORIGIN + paths.incomingCall, from: CALLER, to: RIVERSIDE, ...parts };
  }
}
