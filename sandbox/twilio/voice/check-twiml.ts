import { parseXml, XmlDocumentType, XmlElement, XmlText } from '@rgrove/parse-xml';
import { checkValues } from './check-values';
import { ssmlElements, twimlGrammar } from './twiml-grammar';

/** A TwiML document that Twilio would run, or what Twilio would say against it. */
export type CheckedTwiml =
  | { readonly root: XmlElement; readonly problems: readonly string[] }
  | { readonly root?: undefined; readonly problems: readonly string[] };

const MAX_BYTES = 64 * 1024;

/** Checks a document as strictly as Twilio documents it; problems carry Twilio's error numbers. */
export function checkTwiml(xml: string): CheckedTwiml {
  if (Buffer.byteLength(xml) > MAX_BYTES) return { problems: ['11750 TwiML is larger than 64 kB'] };
  let root: XmlElement | null;
  try {
    const document = parseXml(xml, { preserveDocumentType: true });
    if (document.children.some((node) => node instanceof XmlDocumentType)) {
      return { problems: ['12100 document type in TwiML'] };
    }
    root = document.root;
  } catch (error) {
    return { problems: [`12100 ${(error as Error).message.split('\n')[0] ?? ''}`] };
  }
  if (root?.name !== 'Response') return { problems: ['12100 the root element is not Response'] };
  return { root, problems: checkElement(root) };
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => child instanceof XmlElement);
}

function checkElement(element: XmlElement): string[] {
  const { name, attributes } = element;
  if (ssmlElements.has(name)) return [];
  const rule = twimlGrammar[name];
  if (!rule) return [`12200 unknown element ${name}`];
  const unknown = Object.keys(attributes).filter((key) => !rule.attributes.includes(key));
  const missing = (rule.required ?? []).filter((key) => !(key in attributes));
  const children = elementsOf(element);
  const misplaced = children.filter((child) => !rule.children.includes(child.name));
  const strayText = element.children.some(
    (child) => child instanceof XmlText && child.text.trim() !== '' && rule.hasText !== true,
  );
  return [
    ...unknown.map((key) => `12200 ${name} has no attribute ${key}`),
    ...missing.map((key) => `12200 ${name} lacks the attribute ${key}`),
    ...misplaced.map((child) => `12200 ${child.name} may not stand in ${name}`),
    ...(strayText ? [`12200 ${name} may not hold text`] : []),
    ...checkValues(element),
    ...children.flatMap(checkElement),
  ];
}
