import * as v from 'valibot';

/** The usable part of a value that may be broken, and what is wrong with the rest. */
export interface Usable<T> {
  readonly value: Partial<T>;
  /** Each as `path: what is wrong`. */
  readonly problems: readonly string[];
}

/**
 * Returns the entries of the value that the schema accepts, and reports the others. A caller is
 * better answered with the valid part of a tenant than lost to the broken part.
 * @param entries The schema's own, by name: defaults are filled into what is kept.
 */
export function keepUsable<T extends object>(
  schema: v.GenericSchema<unknown, T>,
  entries: Readonly<Record<string, v.GenericSchema>>,
  value: unknown,
): Usable<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return { value: result.output, problems: [] };

  const problems = describeIssues(result.issues);
  if (typeof value !== 'object' || value === null) return { value: {}, problems };
  const broken = new Set(result.issues.map((issue) => String(issue.path?.[0]?.key)));
  const kept = Object.entries(value).flatMap(([key, part]) => {
    const entry = broken.has(key) || !Object.hasOwn(entries, key) ? undefined : entries[key];
    const result = entry && v.safeParse(entry, part);
    return result?.success ? [[key, result.output] as const] : [];
  });
  return { value: Object.fromEntries(kept) as Partial<T>, problems };
}

/** Returns each issue as `path: what is wrong`, paths as in `tenants[2].numbers[0]`. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues
    .flatMap(lookInside)
    .map((issue) => `${pathOf(issue) || 'the file'}: ${sentenceOf(issue)}`);
}

/**
 * Where a word may stand for an object, or one object for another, what is wrong within the object
 * says more than that it is neither.
 */
function lookInside(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown>[] {
  const { issues: alternatives = [], path = [] } = issue;
  const isWordOrObject = alternatives.some((other) => other.type === 'literal' && !other.path);
  const all = alternatives.flatMap((other): v.BaseIssue<unknown>[] => {
    const [first, ...rest] = [...path, ...(other.path ?? [])];
    return other.path === undefined || first === undefined
      ? []
      : [{ ...other, path: [first, ...rest] }];
  });
  const inner = isWordOrObject ? all : all.filter((other) => isDeep(other, path.length));
  return inner.length > 0 ? inner : [issue];
}

/** A wrong key of one alternative may be right in another; what is within a key is meant. */
const isDeep = ({ path }: v.BaseIssue<unknown>, depth: number) => (path?.length ?? 0) > depth + 1;

function pathOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((item) => item.key);
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function sentenceOf(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a known field';
  if (issue.received === 'undefined') return 'is missing';
  if (!issue.message.startsWith('Invalid type: ')) return issue.message;
  return forms[issue.expected ?? ''] ?? `is none of ${listWords(issue.expected ?? '')}`;
}

/** By what a schema expects. What was found is not shown: it may be somebody's number. */
const forms: Readonly<Record<string, string>> = {
  Object: 'is not an object in { }',
  Array: 'is not a list in [ ]',
  string: 'is not a text in quotes',
  number: 'is not a number',
  boolean: 'is neither true nor false',
};

/** Returns `("say" | "dial")` as `"say", "dial"`. */
const listWords = (expected: string) =>
  expected.replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ', ');
