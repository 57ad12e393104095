import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import type { NetworkOptions } from '../../sandbox/twilio/voice/network/network-options';
import { PhoneNetwork } from '../../sandbox/twilio/phone-network';
import {
  type CallerPlan,
  type CallerReport,
  placeCallers,
} from '../../sandbox/twilio/place-callers';
import type { WebhookAnswer, WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { type Container, requestOf } from './container';
import type { QueueOptions } from './queue-world';
import { tenantFileOf } from './tenant-file';
import { CANARY_TOKEN, RIVERSIDE, type World } from './world';

export const EVENTS_SECRET = 'canary-events-secret-5d02';

/** Where the deployed project answers. */
const ORIGIN = 'https://switchboard-1234.twil.io';

const VOICE_FUNCTIONS = [
  'incoming-call',
  'fallback',
  'assistant/ended',
  'assistant/stream-status',
  'queue/wait',
  'queue/left',
  'recording/consent',
  'recording/status',
  'voicemail/recorded',
  'voicemail/recording',
  'voicemail/transcription',
] as const;

interface SeenRequest {
  readonly path: string;
  readonly url: string;
  readonly form: WebhookForm;
  readonly body: string;
}

/** What differs from the usual. */
export interface QueueCallsOptions extends QueueOptions {
  readonly network?: Partial<NetworkOptions>;
}

/** Whole calls: Vapi with few lines, Twilio's network, and a container of each Function between them. */
export class QueueCalls {
  readonly seen: SeenRequest[] = [];
  network!: PhoneNetwork;
  /** Returns the status that the platform answers in place of a Function; undefined = it runs. */
  crash: (path: string, form: WebhookForm) => number | undefined = () => undefined;
  readonly #containers = new Map<string, Container>();

  private constructor(readonly world: World) {}

  static async start(world: World, options: QueueCallsOptions = {}): Promise<QueueCalls> {
    world.reset();
    world.showTime();
    const calls = new QueueCalls(world);
    calls.network = await PhoneNetwork.start({
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken: CANARY_TOKEN,
      post: (url, form, _authToken, cookie) => calls.#ask(url, form, cookie),
      get: (url, _authToken, cookie) => calls.#ask(url, {}, cookie),
      certificateAuthority: world.vapi.certificateAuthority,
      clock: world.clock,
      ownedNumbers: [RIVERSIDE],
      ...options.network,
    });
    const environment = world.environment({
      TWILIO_API_BASE_URL: calls.network.apiUrl,
      SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET,
      ...options.environment,
    });
    const { queue = {}, tenant } = options;
    const settings = { environment, tenantFile: tenantFileOf({ queue, ...tenant }) };
    for (const name of VOICE_FUNCTIONS) {
      calls.#containers.set(`/${name}`, world.containerOf(`${name}.protected`, settings));
    }
    calls.#containers.set('/vapi/events', world.containerOf('vapi/events', settings));
    calls.#deliverMessages();
    return calls;
  }

  async stop(): Promise<void> {
    await this.network.stop();
    await this.world.vapi.messages.settle();
  }

  /** Places calls, each at its own time, and waits for all that comes of them. */
  async place(plans: readonly CallerPlan[]): Promise<CallerReport[]> {
    const shared = { voiceUrl: `${ORIGIN}/incoming-call`, to: RIVERSIDE };
    const reports = await placeCallers(this.network, shared, plans);
    await this.world.vapi.messages.settle();
    return reports;
  }

  async notifyVapi(message: object): Promise<void> {
    const request = { headers: { 'x-vapi-secret': EVENTS_SECRET } };
    const { status } = await this.#containerAt('/vapi/events').invoke({ message, request });
    if (status !== 200) throw new Error(`the message is answered ${status}`);
  }

  /** Requests for a path, in order. */
  requestsTo(path: string): SeenRequest[] {
    return this.seen.filter((request) => request.path === path);
  }

  /** Everything that any container logged. */
  get logEntries(): readonly Record<string, unknown>[] {
    return [...this.#containers.values()].flatMap(({ logEntries }) => logEntries);
  }

  #deliverMessages(): void {
    const { messages } = this.world.vapi;
    messages.tries.length = 0;
    messages.faults.length = 0;
    messages.post = async (_url, body, { headers }) => {
      const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const request = { headers: Object.fromEntries(lower) as object };
      return (await this.#containerAt('/vapi/events').invoke({ ...body, request })).status;
    };
  }

  #containerAt(path: string): Container {
    const container = this.#containers.get(path);
    if (container === undefined) throw new Error(`nobody answers ${path}`);
    return container;
  }

  async #ask(url: string, form: WebhookForm, cookie?: string): Promise<WebhookAnswer> {
    const startedAtMs = performance.now();
    const { pathname, searchParams } = new URL(url);
    if (pathname.endsWith('.wav')) {
      return { status: 200, contentType: 'audio/wav', body: '', durationMs: 0 };
    }
    const crash = this.crash(pathname, form);
    if (crash !== undefined) {
      return { status: crash, contentType: 'text/plain', body: 'crashed', durationMs: 1 };
    }
    const answer = await this.#containerAt(pathname).invoke({
      ...Object.fromEntries(searchParams),
      ...form,
      ...requestOf(cookie),
    });
    const { status, contentType, setCookies } = answer;
    // A callback is answered with nothing.
    const body = (answer.body as string | null) ?? '';
    this.seen.push({ path: pathname, url, form, body });
    const durationMs = Math.round(performance.now() - startedAtMs);
    return { status, contentType, body, durationMs, setCookies };
  }
}

/** Which of Vapi's calls each caller talked in, by their place in the plan; undefined = none. */
function listTalks(reports: readonly CallerReport[], { world }: QueueCalls) {
  return reports.map(({ callSid }) => {
    const at = world.vapi.calls.findIndex(({ streamCallSid }) => streamCallSid === callSid);
    return at === -1 ? undefined : at;
  });
}

/** The callers who got to an assistant, by their place in the plan. */
export function listAnswered(reports: readonly CallerReport[], calls: QueueCalls): number[] {
  const talks = listTalks(reports, calls);
  return talks.flatMap((talk, index) => (talk === undefined ? [] : [index]));
}

/**
 * Whoever was given a slot before somebody who had called earlier: `later before earlier`. On the way
 * from the queue to the assistant they may pass each other.
 */
export function listOvertakings(reports: readonly CallerReport[], calls: QueueCalls): string[] {
  const talks = listTalks(reports, calls);
  return talks.flatMap((later = Infinity, index) =>
    talks
      .slice(0, index)
      .flatMap((earlier = -Infinity, before) =>
        earlier > later ? [`${index} before ${before}`] : [],
      ),
  );
}
