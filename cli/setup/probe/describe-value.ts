import { UUID_PATTERN } from '../../../src/config/uuid';
import { prepareSecrets, redactText } from '../../../src/log/redact';

/** Returns the value under a name in parsed JSON; undefined if there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Tells an object from lists, texts and the rest. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the kind of a value, never the value itself. */
export function describeKind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'string') return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
  if (value.trim() === '') return 'an empty text';
  if (UUID_PATTERN.test(value)) return 'a UUID';
  return URL.canParse(value) ? 'an address' : 'a text';
}

const ID = /[A-Z]{2}[0-9a-f]{32}|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}/gi;
const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi;
const MAX_LENGTH = 200;

/** Returns Vapi's words for showing: without keys, ids, addresses and phone numbers. */
export function maskWords(text: string, secrets: readonly string[]): string {
  return redactText(text.replace(ADDRESS, '[address]'), prepareSecrets(secrets))
    .replace(ID, '[id]')
    .replace(/\s+/g, ' ')
    .slice(0, MAX_LENGTH);
}

/** Parses a JSON text; undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
