/** An object of a message: Vapi promises none of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns a value's fields; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** Returns a value's items; none where it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns a value's text without blanks around it; empty where it has none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/**
 * Returns what we gave a call under this name, from where Vapi repeats it, in the order in which it
 * is most sure to; empty where it does not. Assistants may write over variables, never over metadata.
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
