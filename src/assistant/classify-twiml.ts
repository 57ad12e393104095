import { parseTwiml, type TwimlElement, TwimlError, walk } from '../twiml/document';
import { isHostAllowed } from './vapi-host';

/** Vapi's document, safe to hand to Twilio, or the reason why it is not. */
export type ClassifiedTwiml =
  | { readonly document: TwimlElement; readonly defect?: undefined }
  | { readonly document?: undefined; readonly defect: string };

/** Twilio's limit for name and value of a Parameter together. */
const MAX_PARAMETER_LENGTH = 500;

/**
 * Returns Vapi's TwiML parsed, if it connects the call to exactly one two-way stream at an allowed
 * address. The text of a defect never holds an address: whoever knows it can join the call.
 * @param streamHosts Host names; one with a leading dot takes the domain and all below it.
 * @see https://www.twilio.com/docs/voice/twiml/stream
 */
export function classifyTwiml(xml: string, streamHosts: readonly string[]): ClassifiedTwiml {
  try {
    const document = parseTwiml(xml);
    const defect = findDefect(document, streamHosts);
    return defect === undefined ? { document } : { defect };
  } catch (error) {
    if (error instanceof TwimlError) return { defect: error.message };
    throw error;
  }
}

function findDefect(root: TwimlElement, streamHosts: readonly string[]): string | undefined {
  if (root.name !== 'Response') return 'the root element is not Response';
  const elements = [...walk(root)];
  const defect = findStructureDefect(root, elements);
  if (defect !== undefined) return defect;

  for (const element of elements) {
    const found =
      element.name === 'Stream'
        ? findUrlDefect(element.attributes['url'] ?? '', streamHosts)
        : element.name === 'Parameter'
          ? findParameterDefect(element)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Verbs after which nothing of a document runs. */
const FINAL_VERBS = new Set(['Hangup', 'Reject', 'Redirect', 'Leave', 'Enqueue', 'Refer', 'Dial']);

function findStructureDefect(
  root: TwimlElement,
  elements: readonly TwimlElement[],
): string | undefined {
  const verbs = elementsOf(root);
  const connects = elements.filter(({ name }) => name === 'Connect');
  const streams = connects.flatMap(elementsOf).filter(({ name }) => name === 'Stream');
  if (streams.length !== 1) return `${streams.length} streams under Connect instead of one`;
  const at = verbs.findIndex(({ name }) => name === 'Connect');
  if (at === -1) return 'Connect is not directly under Response';
  if (verbs.slice(0, at).some(({ name }) => FINAL_VERBS.has(name))) {
    return 'a verb before Connect ends the document';
  }
  const track = streams[0]?.attributes['track'] ?? 'inbound_track';
  return track === 'inbound_track' ? undefined : 'a two-way stream with another track (31941)';
}

function elementsOf({ children }: TwimlElement): TwimlElement[] {
  return children.filter((child) => typeof child !== 'string');
}

/** Plain on purpose: an address that two readers could understand differently is refused. */
const STREAM_URL = /^wss:\/\/([a-z0-9.-]+)(?::\d{1,5})?(?:\/[\w.~%!$&'()*+,;=:@/-]*)?$/i;

function findUrlDefect(url: string, hosts: readonly string[]): string | undefined {
  if (url === '') return 'the stream has no address';
  // Twilio drops the query string, and Vapi then refuses the handshake (error 31920).
  if (url.includes('?')) return "the stream's address has a query string";
  const host = STREAM_URL.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return "the stream's address is not a plain wss: address";
  if (!isHostAllowed(host, hosts)) {
    return "the stream's host is not among VAPI_STREAM_HOSTS";
  }
  return undefined;
}

function findParameterDefect({ attributes }: TwimlElement): string | undefined {
  const length = (attributes['name'] ?? '').length + (attributes['value'] ?? '').length;
  return length > MAX_PARAMETER_LENGTH
    ? `a Parameter is longer than ${MAX_PARAMETER_LENGTH} characters`
    : undefined;
}
