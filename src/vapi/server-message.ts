import { type Fields, fieldsOf, listOf, textOf } from './message-fields';

/** A message of Vapi's, as far as we read it. */
export interface ServerMessage {
  /** `tool-calls`, `status-update` and many others; empty where there is none. */
  readonly type: string;
  /** For a `status-update`; otherwise empty. */
  readonly status: string;
  /** The first ones, at most `MAX_TOOL_CALLS`. */
  readonly toolCalls: readonly ToolCall[];
  /** Entries of the lists that are not looked at, or are none that can be answered. */
  readonly unreadToolCalls: number;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Filled in by the model, with static parameters over it: all others are user input. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * Parses a message; never throws. Vapi writes tool calls in three forms, in three lists.
 * @param message The `message` of the request's body.
 * @see https://docs.vapi.ai/server-url/events
 */
export function parseServerMessage(message: unknown): ServerMessage {
  const fields = fieldsOf(message);
  return {
    type: textOf(fields['type']),
    status: textOf(fields['status']),
    ...readToolCalls(fields),
  };
}

/** No assistant calls more at once; a message with more would only keep us busy. */
const MAX_TOOL_CALLS = 20;

function readToolCalls(fields: Fields): Pick<ServerMessage, 'toolCalls' | 'unreadToolCalls'> {
  const lists = ['toolCallList', 'toolCalls', 'toolWithToolCallList'].map((n) => listOf(fields[n]));
  const read = lists.map((list) => list.slice(0, MAX_TOOL_CALLS));
  const [plain = [], older = [], wrapped = []] = read;
  const raw = [
    ...plain,
    ...older,
    ...wrapped.map((item) => {
      const { toolCall, ...tool } = fieldsOf(item);
      return { ...fieldsOf(tool), ...fieldsOf(toolCall) };
    }),
  ];
  const toolCalls = mergeCopies(raw).slice(0, MAX_TOOL_CALLS);
  const longest = Math.max(...lists.map(({ length }) => length));
  return { toolCalls, unreadToolCalls: Math.max(0, longest - toolCalls.length) };
}

function mergeCopies(raw: readonly unknown[]): ToolCall[] {
  const calls = new Map<string, ToolCall>();
  for (const call of raw.map(parseToolCall)) {
    const known = calls.get(call.id);
    // If there are several copies, the one with arguments counts.
    if (known === undefined || Object.keys(known.arguments).length === 0) calls.set(call.id, call);
  }
  return [...calls.values()].filter(({ id, name }) => id !== '' && name !== '');
}

function parseToolCall(value: unknown): ToolCall {
  const fields = fieldsOf(value);
  const inner = fieldsOf(fields['function']);
  return {
    id: textOf(fields['id']),
    name: textOf(inner['name']) || textOf(fields['name']),
    arguments: parseArguments(inner['arguments'] ?? fields['arguments'] ?? fields['parameters']),
  };
}

/** Arguments come as an object, or as the text of one. */
function parseArguments(value: unknown): Fields {
  if (typeof value !== 'string') return fieldsOf(value);
  try {
    return fieldsOf(JSON.parse(value));
  } catch {
    return {};
  }
}

/** What the model hears about a tool call: one line of text, either a result or an error. */
export type ToolReply = { readonly result: string } | { readonly error: string };

export type ToolResult = { readonly toolCallId: string; readonly name: string } & ToolReply;

/** Returns the body that answers all tool calls of a message, each with its own result. */
export async function answerToolCalls(
  toolCalls: readonly ToolCall[],
  answer: (toolCall: ToolCall) => Promise<ToolReply> | ToolReply,
): Promise<object> {
  const results = toolCalls.map(async (toolCall) => ({
    toolCallId: toolCall.id,
    name: toolCall.name,
    ...(await answer(toolCall)),
  }));
  return buildToolResults(await Promise.all(results));
}

/** Returns the body that answers tool calls. A line break would truncate a result. */
export function buildToolResults(results: readonly ToolResult[]): object {
  return { results: results.map((result) => mapTexts(result)) };
}

function mapTexts(result: ToolResult): ToolResult {
  return Object.fromEntries(
    Object.entries(result).map(([key, text]: [string, string]) => [
      key,
      text.replace(/\s+/g, ' ').trim(),
    ]),
  ) as unknown as ToolResult;
}
