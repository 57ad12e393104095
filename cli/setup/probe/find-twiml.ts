import { parseTwiml, TwimlError, walk } from '../../../src/twiml/document';
import { isObject } from './describe-value';

export interface ProbedStream {
  /** A secret: anybody who knows it can join the call. */
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const MAX_DEPTH = 4;

/** Returns the paths of TwiML in an answer. */
export function findTwimlPaths(value: unknown, path = '', depth = 0): string[] {
  if (typeof value === 'string') return /<Response[\s>/]/.test(value) ? [path] : [];
  if (!isObject(value) || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    findTwimlPaths(inner, path === '' ? name : `${path}.${name}`, depth + 1),
  );
}

/** Returns scheme and host of a document's streams: what VAPI_STREAM_HOSTS needs, and no more. */
export function describeStreams(twiml: string): string {
  try {
    const elements = [...walk(parseTwiml(twiml))].filter(({ name }) => name === 'Stream');
    return elements.map(({ attributes }) => maskAddress(attributes['url'] ?? '')).join(', ');
  } catch (error) {
    if (error instanceof TwimlError) return '';
    throw error;
  }
}

/** A part of a host name with many digits may be a call's id. */
const ID_LABEL = /^(?=(?:[^\d]*\d){6})|^.{36,}$/;

function maskAddress(url: string): string {
  const [, scheme, host] = /^(wss?|https?):\/\/([a-z0-9.-]+)(?=[:/?#]|$)/i.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return 'an address of another form';
  const labels = host.split('.').map((label) => (ID_LABEL.test(label) ? '***' : label));
  return `${scheme}:// at ${labels.join('.')}`;
}
