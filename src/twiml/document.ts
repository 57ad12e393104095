import {
  parseXml,
  type XmlDocument,
  XmlDocumentType,
  XmlElement,
  XmlError,
  XmlProcessingInstruction,
  XmlText,
} from '@rgrove/parse-xml';

/** An element of a TwiML document, as far as it matters to Twilio. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Child elements and texts in order; blank texts between elements are left out. */
  readonly children: readonly (TwimlElement | string)[];
}

/** Twilio refuses a longer document with error 11750. @see https://www.twilio.com/docs/api/errors/11750 */
export const MAX_TWIML_BYTES = 64 * 1024;

/** Deeper than any verb nests, so that hostile input does not exhaust the stack. */
const MAX_DEPTH = 10;

/** A document that cannot be TwiML. The message quotes nothing of it, because it is secret. */
export class TwimlError extends Error {
  override readonly name = 'TwimlError';
}

/**
 * Returns the root element of a TwiML document from outside.
 * @throws {TwimlError} when it is too large, nests too deep, is not well-formed, or declares a
 * document type or entities
 */
export function parseTwiml(xml: string): TwimlElement {
  if (Buffer.byteLength(xml) > MAX_TWIML_BYTES) throw new TwimlError('longer than 64 kB');
  const document = parseWellFormed(xml);
  for (const node of document.children) {
    if (node instanceof XmlDocumentType) throw new TwimlError('has a document type');
    if (node instanceof XmlProcessingInstruction)
      throw new TwimlError('has a processing instruction');
  }
  if (document.root === null) throw new TwimlError('has no root element');
  return toElement(document.root, 1);
}

function parseWellFormed(xml: string): XmlDocument {
  try {
    return parseXml(xml, { preserveDocumentType: true });
  } catch (error) {
    // The parser recurses, so hostile nesting ends in a RangeError.
    if (error instanceof XmlError || error instanceof RangeError) {
      throw new TwimlError('not well-formed XML', { cause: error });
    }
    throw error;
  }
}

function toElement(node: XmlElement, depth: number): TwimlElement {
  if (depth > MAX_DEPTH) throw new TwimlError('nests too deep');
  const children: (TwimlElement | string)[] = [];
  for (const child of node.children) {
    if (child instanceof XmlElement) children.push(toElement(child, depth + 1));
    else if (child instanceof XmlText && child.text.trim() !== '') {
      children.push(child.text);
    }
  }
  return { name: node.name, attributes: node.attributes, children };
}

/** Returns the element and all below it, in document order. */
export function* walk(element: TwimlElement): Generator<TwimlElement> {
  yield element;
  for (const child of element.children) {
    if (typeof child !== 'string') yield* walk(child);
  }
}
