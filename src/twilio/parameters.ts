/** Parameters of a request as the Twilio runtime hands them over. */
export type EventParameters = Readonly<Record<string, unknown>>;

/** Returns a parameter's text, empty where it has none. Of one that came twice the first counts. */
export function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/** Returns a whole number of seconds, or of anything else; undefined where there is none. */
export function parseCount(value: unknown): number | undefined {
  const text = textOf(value).trim();
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
