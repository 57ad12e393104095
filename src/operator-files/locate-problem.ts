import { describeOddCharacters } from './decode-text';
import { formatPlace, type JsonDocument, type JsonPath, type LocatedValue } from './json-document';

/**
 * Returns `tenants[7].language: …` as `tenants[7].language (line 80, column 7): …; found "english"`.
 * Invisible characters are named instead.
 */
export function locateProblem(problem: string, document: JsonDocument): string {
  const [path = '', ...rest] = problem.split(': ');
  const { place, node } = document.locate(parsePath(path));
  const odd = describeOddCharacters(node.type === 'String' ? node.value : path);
  const text = rest.join(': ');
  const found = odd ?? describeFound(node, path, text);
  return `${path} (${formatPlace(place)}): ${text}${found === undefined ? '' : `; ${found}`}`;
}

const MAX_SHOWN_LENGTH = 60;

/** What may hold a secret that somebody pasted there is not repeated: CI keeps what is printed. */
const MAY_BE_SECRET = /(Env|url)$/;

/** Phone numbers are not repeated either, however they are written. */
const LONG_NUMBER = /\d(?:[\s().-]*\d){6}/;

/** Returns the value that is wrong; undefined if it is no single value, or the text names it. */
function describeFound(node: LocatedValue['node'], path: string, text: string): string | undefined {
  if (text.startsWith('is not a known field')) return undefined;
  if (node.type === 'Null') return 'found null';
  if (node.type !== 'String' && node.type !== 'Number' && node.type !== 'Boolean') return undefined;
  if (MAY_BE_SECRET.test(path)) return undefined;
  const shown = JSON.stringify(node.value);
  if (shown.length > MAX_SHOWN_LENGTH || LONG_NUMBER.test(shown)) return undefined;
  // The 0 of "from 1 to 100000" does not name a value of 0.
  const isNamed =
    node.type === 'String' ? text.includes(node.value) : text.split(/[^\d.-]+/).includes(shown);
  if (isNamed) return undefined;
  return `found ${shown}`;
}

/** The reverse of what the checks write: `tenants[2].numbers[0]`. */
function parsePath(text: string): JsonPath {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? key! : Number(index),
  );
}
