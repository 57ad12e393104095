import { build } from '../config/build';

/** `+15550104567` → `+*********67`: enough to tell two callers apart, too little to call them. */
export function maskNumber(number: string): string {
  const shown = number.slice(-2);
  const plus = number.startsWith('+') ? '+' : '';
  return plus + '*'.repeat(Math.max(0, number.length - plus.length - shown.length)) + shown;
}

/** Sids, UUIDs and times: digits in them are no phone numbers. */
const IDENTIFIER =
  /\b[A-Z]{2}[0-9a-f]{32}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/;

/** Seven to fifteen digits, however they are written: `+1 (202) 555-0143`, `%2B12025550143`. */
const PHONE_NUMBER = /(?:\+|%2B)?\(?\d(?:[ ().-]{0,2}\d){6,14}/;

/** The commit in it may have seven digits in a row. */
const BUILD = build.replace(/[.+]/g, '\\$&');

const IDENTIFIER_OR_NUMBER = new RegExp(
  `(${BUILD}|${IDENTIFIER.source})|${PHONE_NUMBER.source}`,
  'g',
);

/** Anybody who knows the address of a call's WebSocket can join the call. */
const STREAM_URL = /wss?:\/\/[^\s"'<>]+/gi;

/** What we derive for one call and hand to Vapi: a refusal of Vapi's may quote it, in part even. */
const CALL_CREDENTIAL = /\bsb-(?:call|permit)\.[\w.-]*/g;

/** A shorter text is no secret, and removing it would garble the log. */
const MIN_SECRET_LENGTH = 8;

/** Returns the secrets that can be removed, longest first, because one may be part of another. */
export function prepareSecrets(secrets: readonly string[]): string[] {
  return [...new Set(secrets)]
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
}

/** No secret, no phone number and no stream address is shorter. */
const MIN_REDACTED_LENGTH = 'ws://x'.length;

/** Returns the text with known secrets, stream addresses and phone numbers made unreadable. */
export function redactText(text: string, secrets: readonly string[]): string {
  if (text.length < MIN_REDACTED_LENGTH) return text;
  let redacted = text;
  for (const secret of secrets) redacted = redacted.replaceAll(secret, '[redacted]');
  return redacted
    .replace(STREAM_URL, '[stream url]')
    .replace(CALL_CREDENTIAL, '[credential]')
    .replace(IDENTIFIER_OR_NUMBER, (found, identifier?: string) => identifier ?? maskNumber(found));
}

/** Returns a copy of the value in which every text, at any depth, is redacted: keys included. */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets));
  if (value === null || typeof value !== 'object') return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return redactValue((value as { toJSON: () => unknown }).toJSON(), secrets);
  }
  return redactFields(value as Record<string, unknown>, secrets);
}

/** Returns a copy of the fields in which every text, at any depth, is redacted: names included. */
export function redactFields(
  fields: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, item]) => [
      redactText(key, secrets),
      redactValue(item, secrets),
    ]),
  );
}
