import { describeOddCharacters } from './decode-text';
import { formatPlace, type JsonDocument, type JsonPath } from './json-document';

/** Returns `tenants[7].voice: …` as `tenants[7].voice (line 80, column 7): …`. */
export function locateProblem(problem: string, document: JsonDocument): string {
  const [path = '', ...rest] = problem.split(': ');
  const { place, node } = document.locate(parsePath(path));
  const odd = describeOddCharacters(node.type === 'String' ? node.value : path);
  return `${path} (${formatPlace(place)}): ${rest.join(': ')}${odd === undefined ? '' : `; ${odd}`}`;
}

/** The reverse of what the checks write: `tenants[2].numbers[0]`. */
function parsePath(text: string): JsonPath {
  return [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? key! : Number(index),
  );
}
