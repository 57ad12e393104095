import { parseXml, type XmlElement, XmlText } from '@rgrove/parse-xml';

/** An element that is longer has one attribute a line. */
const LONGEST_LINE = 60;

/** Returns TwiML with one element a line; what is no XML as it is. */
export function prettyTwiml(xml: string): string {
  try {
    const { root } = parseXml(xml);
    return root === null ? xml : writeElement(root, 0).join('\n');
  } catch {
    return xml;
  }
}

/** Returns JSON with one field a line; what is no JSON as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function writeElement({ name, attributes, children }: XmlElement, depth: number): string[] {
  const indent = '  '.repeat(depth);
  const given = Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`);
  const inOneLine = [`${indent}<${name}`, ...given].join(' ');
  const open =
    inOneLine.length > LONGEST_LINE
      ? [`${indent}<${name}`, ...given.map((one) => `${indent}    ${one}`)].join('\n')
      : inOneLine;
  const elements = children.filter((child): child is XmlElement => child.type === 'element');
  const words = children
    .filter((child) => child instanceof XmlText)
    .map(({ text }) => text.trim())
    .join('');
  if (elements.length === 0) {
    return [words === '' ? `${open}/>` : `${open}>${escapeXml(words)}</${name}>`];
  }
  return [
    `${open}>`,
    ...(words === '' ? [] : [`${indent}  ${escapeXml(words)}`]),
    ...elements.flatMap((element) => writeElement(element, depth + 1)),
    `${indent}</${name}>`,
  ];
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
