import { parseTwiml, type TwimlElement, TwimlError } from '../twiml/document';
import type { NextDocument } from '../twilio/assistant-ended';
import type { AssistantStream } from '../twiml/voice-answer';
import { findTrustedActionUrl } from './trusted-url';
import { isHostAllowed } from './vapi-host';

/** All that is kept of Vapi's document. */
export interface ReducedTwiml {
  readonly stream: AssistantStream;
  /** Where Vapi wants the caller after the stream; undefined = nowhere, or nowhere of its own. */
  readonly next: NextDocument | undefined;
  /** What is left out, in words that quote nothing of the document. */
  readonly dropped: readonly string[];
}

/** Vapi's document, reduced to what we know, or the reason why callers must not get it. */
export type ClassifiedTwiml =
  | { readonly reduced: ReducedTwiml; readonly defect?: undefined }
  | { readonly reduced?: undefined; readonly defect: string };

/** Twilio's limit for the name and value of a Parameter together. */
const MAX_PARAMETER_LENGTH = 500;

/** What is kept of an element: these attributes, and these elements below it. */
interface KnownElement {
  readonly attributes: readonly string[];
  readonly children: ReadonlyMap<string, KnownElement>;
}

const PARAMETER: KnownElement = { attributes: ['name', 'value'], children: new Map() };
const STREAM: KnownElement = {
  attributes: ['url', 'name', 'track'],
  children: new Map([['Parameter', PARAMETER]]),
};
const CONNECT: KnownElement = {
  attributes: ['action', 'method'],
  children: new Map([['Stream', STREAM]]),
};
const RESPONSE: KnownElement = { attributes: [], children: new Map([['Connect', CONNECT]]) };

/**
 * Returns what callers get of Vapi's TwiML, if that connects them to exactly one two-way stream at an
 * allowed address. What could do harm makes the document unsafe; what could not is left out. The text of
 * a defect never holds an address: anybody who knows it can join the call.
 * @param streamHosts Host names; one with a leading dot takes the domain and all below it.
 * @see https://www.twilio.com/docs/voice/twiml/stream
 */
export function classifyTwiml(xml: string, streamHosts: readonly string[]): ClassifiedTwiml {
  try {
    const root = parseTwiml(xml);
    const defect = findStructureDefect(root);
    if (defect !== undefined) return { defect };
    const comments = xml.includes('<!--') ? ['a comment'] : [];
    return reduce(root, streamHosts, comments);
  } catch (error) {
    if (error instanceof TwimlError) return { defect: error.message };
    throw error;
  }
}

function findStructureDefect(root: TwimlElement): string | undefined {
  if (root.name !== 'Response') return 'the root element is not Response';
  const harm = findHarm(root, RESPONSE);
  if (harm !== undefined) return harm;
  const connects = listNamed(root, 'Connect');
  if (connects.length > 1) return `${connects.length} Connects instead of one`;
  const streams = connects.flatMap((connect) => listNamed(connect, 'Stream'));
  return streams.length === 1
    ? undefined
    : `${streams.length} streams under Connect instead of one`;
}

/** Returns an element that is neither known nor harmless: nobody can say what it would do. */
function findHarm(element: TwimlElement, known: KnownElement): string | undefined {
  for (const child of listElements(element)) {
    const rule = known.children.get(child.name);
    if (rule === undefined && !isHarmless(child, element)) {
      return `${quote(child.name)} under ${element.name}`;
    }
    const harm = rule && findHarm(child, rule);
    if (harm !== undefined) return harm;
  }
  return undefined;
}

/** Verbs whose absence takes nothing but words or silence from the caller. */
const HARMLESS_VERBS = new Set(['Say', 'Pause']);

/** What follows Connect never runs: our own address says what comes next. */
function isHarmless(verb: TwimlElement, parent: TwimlElement): boolean {
  if (parent.name !== 'Response' || listElements(verb).length > 0) return false;
  if (HARMLESS_VERBS.has(verb.name)) return true;
  const verbs = listElements(parent);
  const connectAt = verbs.findIndex(({ name }) => name === 'Connect');
  return verb.name === 'Hangup' && connectAt !== -1 && connectAt < verbs.indexOf(verb);
}

function reduce(
  root: TwimlElement,
  hosts: readonly string[],
  comments: readonly string[],
): ClassifiedTwiml {
  const [connect] = listNamed(root, 'Connect');
  const [stream] = connect === undefined ? [] : listNamed(connect, 'Stream');
  if (connect === undefined || stream === undefined) return { defect: 'no stream' };
  const parameters = listNamed(stream, 'Parameter');
  const defect =
    findStreamDefect(stream, hosts) ??
    parameters.map(findParameterDefect).find((found) => found !== undefined);
  if (defect !== undefined) return { defect };

  const { action = '', method } = connect.attributes;
  const nextUrl = findTrustedActionUrl(action, hosts);
  const nextMethod = method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  const { url = '', name } = stream.attributes;
  return {
    reduced: {
      stream: {
        url,
        ...(name === undefined ? {} : { name }),
        parameters: parameters.map(({ attributes }) => ({
          name: attributes['name'] ?? '',
          value: attributes['value'] ?? '',
        })),
      },
      next: nextUrl === undefined ? undefined : { url: nextUrl, method: nextMethod },
      dropped: [
        ...new Set([
          ...comments,
          ...listDropped(root, RESPONSE),
          ...(action !== '' && nextUrl === undefined ? ['an action at another host'] : []),
        ]),
      ],
    },
  };
}

function listDropped(element: TwimlElement, known: KnownElement): string[] {
  const own = Object.keys(element.attributes).some((name) => !known.attributes.includes(name));
  const text = element.children.some((child) => typeof child === 'string');
  return [
    ...(own ? [`an attribute of ${element.name}`] : []),
    ...(text ? [`text under ${element.name}`] : []),
    ...listElements(element).flatMap((child) => {
      const rule = known.children.get(child.name);
      return rule === undefined ? [child.name] : listDropped(child, rule);
    }),
  ];
}

/** Strict on purpose: an address that two parsers could read differently is refused. */
const STREAM_URL = /^wss:\/\/([a-z0-9.-]+)(?::\d{1,5})?(?:\/[\w.~%!$&'()*+,;=:@/-]*)?$/i;

function findStreamDefect(
  { attributes }: TwimlElement,
  hosts: readonly string[],
): string | undefined {
  const { url = '', track = 'inbound_track' } = attributes;
  if (track !== 'inbound_track') return 'a two-way stream with another track (31941)';
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

function listElements({ children }: TwimlElement): TwimlElement[] {
  return children.filter((child) => typeof child !== 'string');
}

function listNamed(element: TwimlElement, name: string): TwimlElement[] {
  return listElements(element).filter((child) => child.name === name);
}

/** A verb's name helps readers of the log; anything else under a name could be a secret. */
function quote(name: string): string {
  return /^[A-Za-z-]{1,30}$/.test(name) ? name : 'an unknown element';
}
