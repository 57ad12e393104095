import { type EventParameters, textOf } from './parameters';
import { withQuery } from './urls';

/** The name of the parameter. */
const PART = 'part';

/** Longer addresses may be refused on the way; what we carry is a tenth of it. */
const MAX_LENGTH = 2_000;

/** Returns one of our addresses with a part of the call record, for the Function there to keep. */
export function addPart(address: string, part: object): string {
  const text = Buffer.from(JSON.stringify(part)).toString('base64url');
  if (text.length > MAX_LENGTH) return address;
  const [path = '', query = ''] = address.split('?');
  return withQuery(path, { ...Object.fromEntries(new URLSearchParams(query)), [PART]: text });
}

/** Returns what such an address carries, to be checked; undefined where it carries none. */
export function parsePart(event: EventParameters): unknown {
  const text = textOf(event[PART]);
  if (text === '' || text.length > MAX_LENGTH) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
