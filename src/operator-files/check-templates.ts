import { bounds } from '../config/bounds';
import { RECORD_NAMES } from '../call-record/record-names';
import { PLACEHOLDER } from '../call-record/fill-template';
import type { TenantFile } from '../tenants/schema';
import { findNearWords } from './near-words';

/** Returns what is wrong with the placeholders of templates, each as `path: what is wrong`. */
export function checkTemplates({ defaults, tenants }: TenantFile): string[] {
  const entries = [
    ['defaults', defaults] as const,
    ...tenants.map((tenant, index) => [`tenants[${index}]`, tenant] as const),
  ];
  return entries.flatMap(([path, { afterCall }]) => {
    const { body, modelText = [] } = afterCall?.webhook ?? {};
    const problems =
      body === undefined ? [] : [...checkCount(body), ...checkDocument(body, modelText)];
    return problems.map((problem) => `${path}.afterCall.webhook.body${problem}`);
  });
}

function checkCount(body: unknown): string[] {
  const { length } = [...JSON.stringify(body).matchAll(PLACEHOLDER)];
  const max = bounds.placeholdersPerBody;
  return length > max ? [`: has ${length} placeholders; ${max} are allowed`] : [];
}

/** Walks through the document; each problem begins with the path within it. */
function checkDocument(value: unknown, modelText: readonly string[]): string[] {
  if (typeof value === 'string') return checkText(value, modelText).map((text) => `: ${text}`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const step = Array.isArray(value) ? `[${key}]` : `.${key}`;
    const inKey = /{{|}}/.test(key) ? [': has {{ }} in a name; only values are filled in'] : [];
    return [...inKey, ...checkDocument(part, modelText)].map((problem) => step + problem);
  });
}

function checkText(text: string, modelText: readonly string[]): string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const rest = text.replace(PLACEHOLDER, '');
  return [
    ...names.flatMap((name) => checkName(name, modelText)),
    ...(/{{|}}/.test(rest)
      ? ['has {{ }} that is no name of the record: there are no expressions and no loops']
      : []),
  ];
}

function checkName(name: string, modelText: readonly string[]): string[] {
  const [first = ''] = name.split('.');
  const isModelText = first === 'summary' || first === 'structuredData';
  if (isModelText && !modelText.includes(first)) {
    return [`uses {{${name}}}: add "${first}" to modelText beside the body`];
  }
  // What is in structured data, only the assistant knows.
  if (first === 'structuredData' || RECORD_NAMES.includes(name)) return [];
  const [near] = findNearWords(name, RECORD_NAMES);
  const advice = near === undefined ? '' : `; did you mean ${near}?`;
  return [`uses {{${name}}}, which no record has${advice}`];
}
