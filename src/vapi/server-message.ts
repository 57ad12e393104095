/** A message of Vapi's, as far as we read it. */
export interface ServerMessage {
  /** `tool-calls`, `status-update` and many others; empty where there is none. */
  readonly type: string;
  readonly vapiCallId: string | undefined;
  /** The caller's leg that the call was made for, from our own metadata and variables. */
  readonly callSid: string | undefined;
  readonly toolCalls: readonly ToolCall[];
}

/** One call of a tool. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Filled in by the model, static parameters over it: user input, all but those. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns what a message tells; never throws. Vapi writes tool calls in three forms, in three lists.
 * @param message The `message` of the request's body.
 * @see https://docs.vapi.ai/server-url/events
 */
export function parseServerMessage(message: unknown): ServerMessage {
  const fields = fieldsOf(message);
  const call = fieldsOf(fields['call']);
  return {
    type: textOf(fields['type']),
    vapiCallId: textOf(call['id']) || undefined,
    callSid: findCallSid(call),
    toolCalls: listToolCalls(fields),
  };
}

/** Where Vapi repeats what we gave it, in the order in which it is most sure to. */
function findCallSid(call: Fields): string | undefined {
  const overrides = ['assistantOverrides', 'squadOverrides'].map((name) => fieldsOf(call[name]));
  const places = [
    ...overrides.map(({ metadata }) => metadata),
    ...overrides.map(({ variableValues }) => variableValues),
    call['metadata'],
  ];
  return places.map((place) => textOf(fieldsOf(place)['callSid'])).find((text) => text !== '');
}

function listToolCalls(fields: Fields): ToolCall[] {
  const raw = [
    ...listOf(fields['toolCallList']),
    ...listOf(fields['toolCalls']),
    ...listOf(fields['toolWithToolCallList']).map((item) => {
      const { toolCall, ...tool } = fieldsOf(item);
      return { ...fieldsOf(tool), ...fieldsOf(toolCall) };
    }),
  ];
  const calls = new Map<string, ToolCall>();
  for (const call of raw.map(parseToolCall)) {
    const known = calls.get(call.id);
    // Of several copies the one with arguments counts.
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

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** What the model is told of a tool call: one line, either of the two. */
export type ToolResult =
  | { readonly toolCallId: string; readonly name: string; readonly result: string }
  | { readonly toolCallId: string; readonly name: string; readonly error: string };

/** Returns the body that answers tool calls. A line break would cut a result short. */
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
