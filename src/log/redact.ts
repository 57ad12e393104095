/** `+15550104567` → `+*********67`: enough to tell two callers apart, too little to call them. */
export function maskNumber(number: string): string {
  const shown = number.slice(-2);
  const plus = number.startsWith('+') ? '+' : '';
  return plus + '*'.repeat(Math.max(0, number.length - plus.length - shown.length)) + shown;
}

/** Digits that may be a phone number: not part of a SID, a UUID, a time or a decimal. */
const NUMBER_IN_TEXT = /\+\d{7,15}|(?<![\w.:-])\d{7,15}(?![\w.:-])/g;

/** Query strings and paths of WebSocket addresses let anybody who reads them join the call. */
const STREAM_URL = /wss?:\/\/[^\s"'<>]+/gi;

/** Returns the text with known secrets, stream addresses and phone numbers made unreadable. */
export function redactText(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) redacted = redacted.replaceAll(secret, '[redacted]');
  return redacted.replace(STREAM_URL, '[stream url]').replace(NUMBER_IN_TEXT, maskNumber);
}

/** Returns a copy of the value in which every text, at any depth, is redacted. */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, redactValue(item, secrets)]),
  );
}
