/** An object in a message: Vapi guarantees none of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns a value's fields; none if it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** Returns a value's items; none if it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns a value's trimmed text; empty if it has none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

const CALL_SID = /^CA[0-9a-f]{32}$/;

/** Returns the caller's leg at Twilio that a message names: by our own word for it, else by Vapi's. */
export function findCallSid(message: Fields): string | undefined {
  const call = fieldsOf(message['call']);
  const places = [
    findOwn(message, 'callSid'),
    textOf(fieldsOf(call['transport'])['callSid']),
    textOf(call['phoneCallProviderId']),
  ];
  return places.find((text) => CALL_SID.test(text));
}

/**
 * Returns a value that we gave a call under this name, from wherever Vapi repeats it, the most
 * reliable place first; empty if it does not. Assistants may overwrite variables, but never
 * metadata.
 * @see https://docs.vapi.ai/server-url/events
 */
export function findOwn(message: Fields, name: string): string {
  const call = fieldsOf(message['call']);
  const assistant = fieldsOf(message['assistant']);
  const overrides = ['assistantOverrides', 'squadOverrides'].map((kind) => fieldsOf(call[kind]));
  const places = [
    ...overrides.map(({ metadata }) => metadata),
    ...overrides.map(({ variableValues }) => variableValues),
    call['metadata'],
    assistant['metadata'],
    assistant['variableValues'],
    fieldsOf(message['artifact'])['variableValues'],
  ];
  return places.map((place) => textOf(fieldsOf(place)[name])).find((text) => text !== '') ?? '';
}
