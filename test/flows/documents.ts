import { parseTwiml, type TwimlElement, walk } from '../../src/twiml/document';

export function listVerbs(body: string): string[] {
  return listChildren(parseTwiml(body)).map(({ name }) => name);
}

/** Returns an attribute of the first element with this name; empty where there is none. */
export function attributeOf(body: string, elementName: string, attribute: string): string {
  const element = [...walk(parseTwiml(body))].find(({ name }) => name === elementName);
  return element?.attributes[attribute] ?? '';
}

/** Returns all that is said in a document, or the text of other verbs. */
export function wordsOf(body: string, verb = 'Say'): string {
  return [...walk(parseTwiml(body))]
    .filter(({ name }) => name === verb)
    .flatMap(({ children }) => children.filter((child) => typeof child === 'string'))
    .join(' ');
}

/** Returns the parameters of an address, as the runtime hands them to a Function. */
export function parametersOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url, 'https://switchboard-1234.twil.io').searchParams);
}

function listChildren({ children }: TwimlElement): TwimlElement[] {
  return children.filter((child) => typeof child !== 'string');
}
