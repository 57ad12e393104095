import { randomBytes } from 'node:crypto';
import type { Vapi } from '@vapi-ai/server-sdk';
import axios from 'axios';
import type { Clock } from '../clock/clock';
import type { StandInCall } from './stand-in-call';
import type { Forgery, ToolExchange, ToolResult, ToolScript } from './tool-script';

/** A function tool as the call was made with it; `checkTools` has taken it. */
export type StandInTool = Vapi.CreateFunctionToolDto & { readonly type: 'function' };

/** Vapi's own, if a tool names none. */
const DEFAULT_TIMEOUT_SECONDS = 20;

/** Returns the tool of that name that was added for this call, if there is one. */
export function findTool({ request }: StandInCall, name: string): StandInTool | undefined {
  return ['assistantOverrides', 'squadOverrides']
    .flatMap((kind) => {
      const overrides = request[kind] as { 'tools:append'?: StandInTool[] } | undefined;
      return overrides?.['tools:append'] ?? [];
    })
    .find((tool) => tool.function?.name === name);
}

/**
 * Delivers a tool call to the tool's server as Vapi does, and returns the first answer. The call
 * keeps all answers, one for each delivery.
 */
export async function callTool(
  call: StandInCall,
  tool: StandInTool,
  script: ToolScript,
  clock: Clock,
): Promise<ToolExchange> {
  const toolCallId = `call_${randomBytes(12).toString('hex')}`;
  const message = buildMessage(call, tool, toolCallId, script);
  const body = { message: { ...message, timestamp: clock.nowMs() } };
  const deliver = async () => {
    const sentAtMs = clock.nowMs();
    const startedAtMs = performance.now();
    const answer = await clock.during(post(tool, body, call.headers(), script.forgery));
    const exchange = { toolCallId, sentAtMs, ...answer };
    call.onToolCall({
      method: 'POST',
      url: tool.server?.url ?? '',
      body: JSON.stringify(body),
      status: answer.status,
      answer: JSON.stringify({ results: answer.results }),
      ms: Math.round(performance.now() - startedAtMs),
    });
    call.toolExchanges.push(exchange);
    return exchange;
  };
  return Promise.race(Array.from({ length: script.deliveries ?? 1 }, deliver));
}

function buildMessage(
  call: StandInCall,
  tool: StandInTool,
  toolCallId: string,
  script: ToolScript,
): object {
  const toolCall = writeToolCall(toolCallId, mergeArguments(tool, script), script);
  // The server's address and headers are the organisation's own affair: messages do not repeat
  // them.
  const { type, function: definition } = tool;
  return {
    type: 'tool-calls',
    toolCallList: [toolCall],
    toolWithToolCallList: [{ type, function: definition, toolCall }],
    call: call.toResource(),
  };
}

/** Static parameters come last, so that the model cannot fill them. */
function mergeArguments(tool: StandInTool, script: ToolScript): Record<string, unknown> {
  const fixed = (tool.parameters ?? []).map(({ key, value }) => [key, forge(key, value, script)]);
  return { ...script.arguments, ...(Object.fromEntries(fixed) as Record<string, unknown>) };
}

function forge(key: string, value: unknown, { forgery }: ToolScript): unknown {
  if (key !== 'token' || typeof value !== 'string') return value;
  if (forgery?.kind === 'other-token') return forgery.token;
  if (forgery?.kind !== 'tampered-token') return value;
  // In the middle: the last characters of base64 may mean nothing.
  const at = Math.floor(value.length / 2);
  return value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
}

function writeToolCall(
  id: string,
  given: Record<string, unknown>,
  { tool: name, shape = 'object' }: ToolScript,
): object {
  if (shape === 'flat') return { id, name, parameters: given };
  const written = shape === 'text' ? JSON.stringify(given) : given;
  return { id, type: 'function', function: { name, arguments: written } };
}

async function post(
  { server }: StandInTool,
  body: object,
  more: Readonly<Record<string, string>>,
  forgery: Forgery | undefined,
): Promise<Pick<ToolExchange, 'status' | 'results'>> {
  const timeoutMs = (server?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1_000;
  const answer = await axios
    .post<unknown>(server?.url ?? '', body, {
      headers: { ...more, ...forgeHeaders(server?.headers ?? {}, forgery) },
      timeout: timeoutMs,
      proxy: false,
      maxRedirects: 0,
      validateStatus: () => true,
    })
    .catch(() => ({ status: 0, data: undefined }));
  const { status, data } = answer;
  // Vapi reads the body of a 200 only.
  const results = status === 200 ? readResults(data) : [];
  return { status, results };
}

function forgeHeaders(
  headers: Readonly<Record<string, unknown>>,
  forgery: Forgery | undefined,
): Record<string, string> {
  const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  if (forgery?.kind === 'no-secret') return {};
  const isWrong = forgery?.kind === 'wrong-secret';
  return Object.fromEntries(given.map(([name, value]) => [name, isWrong ? `${value}x` : value]));
}

function readResults(data: unknown): ToolResult[] {
  const { results } = Object(data) as { results?: unknown };
  if (!Array.isArray(results)) return [];
  return results.map((entry: unknown) => {
    const fields = Object(entry) as Record<string, unknown>;
    const text = (name: string) => {
      const value = fields[name];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    return { toolCallId: text('toolCallId'), result: text('result'), error: text('error') };
  });
}
