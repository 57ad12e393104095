/** Parameters of a request as the Twilio runtime hands them over. */
export type EventParameters = Readonly<Record<string, unknown>>;

/** Returns a parameter's text, empty if it has none. Of a repeated parameter the first counts. */
export function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/** Returns a whole number of seconds, or of anything else; undefined if there is none. */
export function parseCount(value: unknown): number | undefined {
  const text = textOf(value).trim();
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
