import type { NetworkCallOptions, PhoneNetwork } from '../../sandbox/twilio/phone-network';
import type { CallReport, PlacedCall } from '../../sandbox/twilio/voice/place-call';
import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import { CallWorld, type CallWorldOptions } from './call-world';
import type { FunctionAnswer } from './container';
import { COLLEAGUE, PERSON } from './tenant-file';
import type { World } from './world';

export { EVENTS_SECRET } from './call-world';

export const SUMMARY = 'Jane wants to move her canary appointment';
export const THIRD = '+12025550173';

/** What differs from the usual transfer: one destination of two people who are rung together. */
export interface TransferOptions extends CallWorldOptions {
  readonly destination?: object;
  readonly transfer?: object;
}

/** What a tool call says, where it does not say what Vapi would make of the tool. */
export interface ToolCallParts {
  readonly id?: string;
  readonly arguments?: object;
  readonly headers?: Record<string, string>;
  readonly message?: object;
  /** Which container is asked: two do not know of each other. */
  readonly container?: number;
}

/** What the model is told, or why there is nothing to tell it. */
export interface ToolAnswer {
  readonly status: number;
  readonly text: string;
  readonly isError: boolean;
}

/** Calls that the assistant may hand over to people. */
export class TransferWorld extends CallWorld {
  static async start(world: World, options: TransferOptions = {}): Promise<TransferWorld> {
    const destination = {
      key: 'front-desk',
      description: 'Appointments and questions',
      numbers: [PERSON, COLLEAGUE],
      ringSeconds: 10,
      ...options.destination,
    };
    const transfer = { destinations: [destination], ...options.transfer };
    const people = { [PERSON]: { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const };
    return new TransferWorld(world).open({
      ...options,
      tenant: { transfer, ...options.tenant },
      network: { people, ...options.network },
    });
  }

  /** Places a call whose assistant keeps talking until somebody ends that. */
  async beginTalk(parts: Partial<NetworkCallOptions> = {}): Promise<PlacedCall> {
    const { vapi, clock } = this.world;
    const endedReason = 'phone-call-provider-closed-websocket';
    vapi.nextFaults.push({ kind: 'stream', assistant: 'talk', breakAfterMs: 15_000, endedReason });
    const placed = this.network.beginCall(this.callOptions(parts));
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
    const answer = await this.sendMessage(
      {
        type: 'tool-calls',
        toolCallList: [toolCall],
        call: { id, assistantOverrides: { metadata } },
        ...parts.message,
      },
      parts.headers ?? tool?.server.headers ?? {},
      parts.container,
    );
    return readToolAnswer(answer);
  }

  /** Waits until caller and people are done, and returns the caller's report. */
  async finish(placed: PlacedCall): Promise<CallReport> {
    this.world.clock.go();
    const report = await placed.finished;
    await this.network.settle();
    return report;
  }

  /** REST requests of a method to paths that end like this. */
  restRequests(method: string, ending: string): PhoneNetwork['requests'] {
    return this.network.requests.filter(
      (request) => request.method === method && request.path.endsWith(ending),
    );
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
