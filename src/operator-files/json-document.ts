import { type DocumentNode, type MemberNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import { describeCharacter } from './decode-text';

/** Where something stands; both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** The keys and indices that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** What stands at a path: the value, and where its key or itself begins. */
export interface LocatedValue {
  readonly place: TextPlace;
  readonly node: ValueNode;
}

/** JSON that a person wrote, parsed with the place of everything in it. */
export class JsonDocument {
  readonly #root: DocumentNode;

  /**
   * @param mode - `json5` for what Twilio's tools read with that library
   * @throws {JsonTextError} where it is no JSON, or an object has a key twice
   */
  constructor(text: string, mode: 'json' | 'json5' = 'json') {
    try {
      this.#root = parse(text, { mode });
      // Control characters in texts are more than the parser minds.
      if (mode === 'json') JSON.parse(text);
    } catch (error) {
      throw new JsonTextError(describeSyntax(text, error as Partial<TextPlace> & Error));
    }
    const repeated = listRepeatedKeys(this.#root.body);
    if (repeated.length > 0) throw new JsonTextError(...repeated);
  }

  get root(): ValueNode {
    return this.#root.body;
  }

  /** Returns what stands at the path, or of what leads to it the last that exists. */
  locate(path: JsonPath): LocatedValue {
    let found: LocatedValue = { node: this.root, place: this.root.loc.start };
    for (const key of path) {
      const next = findChild(found.node, key);
      if (next === undefined) break;
      found = next;
    }
    return found;
  }
}

/** Each message is a problem with its place. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  readonly problems: readonly string[];

  constructor(...problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

export function formatPlace({ line, column }: TextPlace): string {
  return `line ${line}, column ${column}`;
}

function findChild(node: ValueNode, key: string | number): LocatedValue | undefined {
  if (node.type === 'Array') {
    const element = node.elements[Number(key)]?.value;
    return element && { node: element, place: element.loc.start };
  }
  if (node.type !== 'Object') return undefined;
  const member = node.members.find((candidate) => keyOf(candidate) === String(key));
  return member && { node: member.value, place: member.name.loc.start };
}

function keyOf({ name }: MemberNode): string {
  return name.type === 'String' ? name.value : name.name;
}

function listRepeatedKeys(node: ValueNode): string[] {
  if (node.type === 'Array') return node.elements.flatMap(({ value }) => listRepeatedKeys(value));
  if (node.type !== 'Object') return [];
  const firstPlaces = new Map<string, TextPlace>();
  return node.members.flatMap((member) => {
    const key = keyOf(member);
    const { start } = member.name.loc;
    const first = firstPlaces.get(key);
    if (first === undefined) firstPlaces.set(key, start);
    const repeated =
      first === undefined
        ? []
        : [
            `${formatPlace(start)}: "${key}" stands in this object before, in line ${first.line}; keep one of the two`,
          ];
    return [...repeated, ...listRepeatedKeys(member.value)];
  });
}

/** The parser stops at the first: what follows from it would only mislead. */
function describeSyntax(text: string, { line, column, message }: Partial<TextPlace> & Error) {
  if (line === undefined || column === undefined) return `the file: is not JSON (${message})`;
  const before = text.split('\n').slice(0, line);
  const rest = before.at(-1)?.slice(column - 1) ?? '';
  const read = [...before.slice(0, -1), before.at(-1)?.slice(0, column - 1)].join('\n').trimEnd();
  if (/^[}\]]/.test(rest) && read.endsWith(',')) {
    const comma = read.split('\n');
    const place = { line: comma.length, column: comma.at(-1)!.length };
    return `${formatPlace(place)}: this comma has nothing behind it; remove it`;
  }
  const [character] = rest;
  // Where the text ends, the parser names the beginning of what it was in.
  if (character === undefined || message.includes('end of input')) {
    if (text.trim() === '') return 'the file: is empty';
    const lines = text.trimEnd().split('\n');
    const end = { line: lines.length, column: lines.at(-1)!.length + 1 };
    return `${formatPlace(end)}: the file ends here too early; a } or ] or " is missing`;
  }
  const place = formatPlace({ line, column });
  if (/^(\/[/*]|#)/.test(rest)) return `${place}: JSON has no comments; remove this one`;
  if (character === "'") return `${place}: is not JSON: write " instead of '`;
  return `${place}: is not JSON: unexpected ${describeCharacter(character)}`;
}
