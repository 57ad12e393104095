import { parseTwiml, type TwimlElement, TwimlError, walk } from '../twiml/document';

/** Vapi's document, safe to hand to Twilio, or the reason why it is not. */
export type JudgedTwiml =
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
export function judgeTwiml(xml: string, streamHosts: readonly string[]): JudgedTwiml {
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
  const twoWay = elements
    .filter((element) => element.name === 'Connect')
    .flatMap((connect) => connect.children)
    .filter((child) => typeof child !== 'string' && child.name === 'Stream');
  if (twoWay.length !== 1) return `${twoWay.length} streams under Connect instead of one`;

  for (const element of elements) {
    const defect =
      element.name === 'Stream'
        ? findUrlDefect(element.attributes['url'], streamHosts)
        : element.name === 'Parameter'
          ? findParameterDefect(element)
          : undefined;
    if (defect !== undefined) return defect;
  }
  return undefined;
}

function findUrlDefect(text: string | undefined, hosts: readonly string[]): string | undefined {
  if (text === undefined || !URL.canParse(text)) return 'the stream has no address';
  const url = new URL(text);
  if (url.protocol !== 'wss:') return `the stream's scheme is ${url.protocol} instead of wss:`;
  // Twilio drops the query string, and Vapi then refuses the handshake (error 31920).
  if (text.includes('?')) return "the stream's address has a query string";
  if (text.includes('#') || url.username !== '') return "the stream's address has extra parts";
  if (!hosts.some((rule) => isHostAllowed(url.hostname, rule))) {
    return "the stream's host is not among VAPI_STREAM_HOSTS";
  }
  return undefined;
}

function isHostAllowed(hostname: string, rule: string): boolean {
  return rule.startsWith('.')
    ? hostname.endsWith(rule) || hostname === rule.slice(1)
    : hostname === rule;
}

function findParameterDefect({ attributes }: TwimlElement): string | undefined {
  const length = (attributes['name'] ?? '').length + (attributes['value'] ?? '').length;
  return length > MAX_PARAMETER_LENGTH
    ? `a Parameter is longer than ${MAX_PARAMETER_LENGTH} characters`
    : undefined;
}
