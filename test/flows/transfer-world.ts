import type { NetworkOptions } from '../../sandbox/twilio/voice/network/network-options';
import { type NetworkCallOptions, PhoneNetwork } from '../../sandbox/twilio/phone-network';
import type { CallReport, PlacedCall } from '../../sandbox/twilio/voice/place-call';
import type { WebhookAnswer, WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import type { Container, FunctionAnswer } from './container';
import { COLLEAGUE, PERSON, tenantFileOf } from './tenant-file';
import { CALLER, CANARY_TOKEN, RIVERSIDE, type World } from './world';

export const EVENTS_SECRET = 'canary-events-secret-5d02';
export const SUMMARY = 'Jane wants to move her canary appointment';
export const THIRD = '+12025550173';

/** Where the deployed project answers. */
const ORIGIN = 'https://switchboard-1234.twil.io';

const VOICE_FUNCTIONS = [
  'incoming-call',
  'fallback',
  'fallback/screen',
  'assistant/ended',
  'assistant/stream-status',
  'recording/consent',
  'recording/status',
  'transfer/hold',
  'transfer/wait',
  'transfer/person',
  'transfer/returned',
  'transfer/leg-status',
  'transfer/conference-status',
] as const;

export interface SeenRequest {
  readonly path: string;
  readonly url: string;
  readonly form: WebhookForm;
  status?: number;
  body?: string;
}

/** What differs from the usual transfer: one destination of two people who are rung together. */
export interface TransferOptions {
  readonly destination?: object;
  readonly transfer?: object;
  readonly tenant?: object;
  readonly environment?: Record<string, string>;
  readonly network?: Partial<NetworkOptions>;
}

/** What a tool call says, where it does not say what Vapi would make of the tool. */
export interface ToolCallParts {
  readonly id?: string;
  readonly arguments?: object;
  readonly headers?: Record<string, string>;
  readonly message?: object;
}

/** What the model is told, or why there is nothing to tell it. */
export interface ToolAnswer {
  readonly status: number;
  readonly text: string;
  readonly isError: boolean;
}

/** Vapi, Twilio's network, and a container of each Function between them. */
export class TransferWorld {
  readonly seen: SeenRequest[] = [];
  network!: PhoneNetwork;
  /** Changes an address before it is asked; undefined = nobody answers there. */
  rewrite: (url: string) => string | undefined = (url) => url;
  readonly #containers = new Map<string, Container>();

  private constructor(readonly world: World) {}

  static async start(world: World, options: TransferOptions = {}): Promise<TransferWorld> {
    world.reset();
    world.showTime();
    const transferWorld = new TransferWorld(world);
    transferWorld.network = await PhoneNetwork.start({
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken: CANARY_TOKEN,
      post: (url, form) => transferWorld.#ask(url, form),
      get: (url) => transferWorld.#ask(url, {}),
      certificateAuthority: world.vapi.certificateAuthority,
      clock: world.clock,
      callsPerSecond: 100,
      ownedNumbers: [RIVERSIDE],
      people: { [PERSON]: { kind: 'answers', presses: ['1'], talksMs: 3_000 } },
      ...options.network,
    });
    const environment = world.environment({
      TWILIO_API_BASE_URL: transferWorld.network.apiUrl,
      SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET,
      ...options.environment,
    });
    const destination = {
      key: 'front-desk',
      description: 'Appointments and questions',
      numbers: [PERSON, COLLEAGUE],
      ringSeconds: 10,
      ...options.destination,
    };
    const transfer = { destinations: [destination], ...options.transfer };
    const tenantFile = tenantFileOf({ transfer, ...options.tenant });
    for (const name of VOICE_FUNCTIONS) {
      const container = world.containerOf(`${name}.protected`, { environment, tenantFile });
      transferWorld.#containers.set(`/${name}`, container);
    }
    const events = world.containerOf('vapi/events', { environment, tenantFile });
    transferWorld.#containers.set('/vapi/events', events);
    return transferWorld;
  }

  async stop(): Promise<void> {
    await this.network.stop();
  }

  /** Places a call and waits until everything is over that came of it. */
  placeCall(parts: Partial<NetworkCallOptions> = {}): Promise<CallReport> {
    return this.network.placeCall(this.#callOptions(parts));
  }

  /** Places a call whose assistant goes on talking until somebody ends that. */
  async beginTalk(parts: Partial<NetworkCallOptions> = {}): Promise<PlacedCall> {
    const { vapi, clock } = this.world;
    const endedReason = 'phone-call-provider-closed-websocket';
    vapi.nextFaults.push({ kind: 'stream', assistant: 'talk', breakAfterMs: 15_000, endedReason });
    const placed = this.network.beginCall(this.#callOptions(parts));
    const { journal } = placed.leg.call;
    await clock.until(() => journal.heard.some((words) => /How can I help you/.test(words)));
    return placed;
  }

  /** The call at Vapi that was made for a caller last. */
  vapiCallOf({ callSid }: Pick<PlacedCall, 'callSid'>): StandInCall {
    const call = this.world.vapi.calls.findLast(
      ({ request }) => readOverrides(request).metadata.callSid === callSid,
    );
    if (call === undefined) throw new Error('no call at Vapi');
    return call;
  }

  /** Sends the tool call that Vapi would send for a caller, as often as told at once. */
  async callTool(placed: PlacedCall, parts: ToolCallParts = {}): Promise<ToolAnswer> {
    const { id, request } = this.vapiCallOf(placed);
    const { metadata, ...overrides } = readOverrides(request);
    const [tool] = overrides['tools:append'] ?? [];
    const toolCall = {
      id: parts.id ?? `call_${id}`,
      type: 'function',
      function: {
        name: 'transfer_to_person',
        arguments: {
          destination: 'front-desk',
          summary: SUMMARY,
          ...Object.fromEntries((tool?.parameters ?? []).map(({ key, value }) => [key, value])),
          ...parts.arguments,
        },
      },
    };
    const headers = Object.entries(parts.headers ?? tool?.server.headers ?? {});
    const answer = await this.#containerAt('/vapi/events').invoke({
      request: {
        headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      },
      message: {
        type: 'tool-calls',
        toolCallList: [toolCall],
        call: { id, assistantOverrides: { metadata } },
        ...parts.message,
      },
    });
    return readToolAnswer(answer);
  }

  /** Asks a Function as Twilio would. */
  async post(path: string, form: WebhookForm): Promise<WebhookAnswer> {
    return this.#ask(new URL(path, ORIGIN).href, form);
  }

  /** Requests for a path, in order. */
  requestsTo(path: string): SeenRequest[] {
    return this.seen.filter((request) => request.path === path);
  }

  /** Waits until caller and people are done, and returns the caller's report. */
  async finish(placed: PlacedCall): Promise<CallReport> {
    this.world.clock.go();
    const report = await placed.finished;
    await this.network.settle();
    return report;
  }

  /** Everything that any container logged. */
  get logEntries(): readonly Record<string, unknown>[] {
    return [...this.#containers.values()].flatMap(({ logEntries }) => logEntries);
  }

  /** How many legs were rung at a number. */
  legsTo(number: string): number {
    return this.network.calls.filter(({ leg }) => leg.parties.to === number).length;
  }

  /** REST requests of a method to paths that end like this. */
  restRequests(method: string, ending: string): PhoneNetwork['requests'] {
    return this.network.requests.filter(
      (request) => request.method === method && request.path.endsWith(ending),
    );
  }

  #callOptions(parts: Partial<NetworkCallOptions>): NetworkCallOptions {
    return { voiceUrl: `${ORIGIN}/incoming-call`, from: CALLER, to: RIVERSIDE, ...parts };
  }

  #containerAt(path: string): Container {
    const container = this.#containers.get(path);
    if (container === undefined) throw new Error(`nobody answers ${path}`);
    return container;
  }

  async #ask(given: string, form: WebhookForm): Promise<WebhookAnswer> {
    const startedAtMs = performance.now();
    const { pathname } = new URL(given);
    const entry: SeenRequest = { path: pathname, url: given, form };
    this.seen.push(entry);
    const url = this.rewrite(given);
    if (url === undefined) throw new Error('no answer');
    if (pathname.endsWith('.wav')) {
      return { status: 200, contentType: 'audio/wav', body: '', durationMs: 0 };
    }
    const query = Object.fromEntries(new URL(url).searchParams);
    const answer = await this.#containerAt(pathname).invoke({ ...query, ...form });
    const { status, contentType, body = '' } = answer;
    Object.assign(entry, { status, body });
    return {
      status,
      contentType,
      body: body ?? '',
      durationMs: Math.round(performance.now() - startedAtMs),
    };
  }
}

interface Overrides {
  readonly metadata: { readonly callSid?: string };
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly firstMessage?: string;
  readonly artifactPlan?: { readonly recordingEnabled?: boolean };
  readonly 'tools:append'?: readonly {
    readonly server: { readonly headers: Record<string, string> };
    readonly parameters: readonly { readonly key: string; readonly value: string }[];
  }[];
}

/** Returns what a call at Vapi was told about its caller. */
export function readOverrides(request: Readonly<Record<string, unknown>>): Overrides {
  return request['assistantOverrides'] as Overrides;
}

function readToolAnswer({ status, body }: FunctionAnswer): ToolAnswer {
  const { results = [] } = body as unknown as {
    results?: readonly { readonly result?: string; readonly error?: string }[];
  };
  const [first] = results;
  const text = first?.result ?? first?.error ?? '';
  return { status, text, isError: first?.error !== undefined };
}

/** What became of the people who were rung, by number. */
export function outcomesOf({ people }: Pick<CallReport, 'people'>): Record<string, string> {
  return Object.fromEntries(people.map(({ number, outcome }) => [number, outcome]));
}
