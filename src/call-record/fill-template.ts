import { cutText } from './cut-text';

/** A name of the record, or a part of what it names. */
export const PLACEHOLDER = /{{\s*([A-Za-z][\w.]*)\s*}}/g;
const ALONE = /^{{\s*([A-Za-z][\w.]*)\s*}}$/;

/** Longer texts are truncated: a template may use a long one again and again. */
const MAX_TEXT = 8_000;

/**
 * Returns a document with the values of a record: a text that is one placeholder becomes the value itself,
 * others get it as text. There are no expressions and no loops.
 */
export function fillTemplate(template: unknown, record: object): unknown {
  if (typeof template === 'string') return fillText(template, record);
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item, record));
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(
    ([name, value]) => [name, fillTemplate(value, record)] as const,
  );
  return Object.fromEntries(entries);
}

function fillText(text: string, record: object): unknown {
  const [, alone] = ALONE.exec(text) ?? [];
  if (alone !== undefined) return findValue(alone, record) ?? null;
  const filled = text.replace(PLACEHOLDER, (_all, name: string) => toText(findValue(name, record)));
  return cutText(filled, MAX_TEXT);
}

function findValue(name: string, record: object): unknown {
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.hasOwn(value, part)
          ? (value as Readonly<Record<string, unknown>>)[part]
          : undefined,
      record,
    );
}

/** Unknown values are empty; lists of sentences read as one text. */
function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isSentences = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isSentences ? value.join(' ') : JSON.stringify(value);
}
