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

/** Returns a cookie's text, empty where there is none. A parameter called `request` hides them all. */
export function cookieOf(event: EventParameters, name: string): string {
  const { cookies } = Object(event['request']) as { cookies?: unknown };
  return textOf((Object(cookies) as Record<string, unknown>)[name]);
}
