import type { CallRecord } from '../call-record/call-record';
import { cutText } from '../call-record/cut-text';
import { fillTemplate } from '../call-record/fill-template';
import { speakWords } from '../speech/sentences';
import type { Tenant } from '../tenants/tenant';
import type { FollowUp } from '../tenants/texts-schema';
import type { TextPlan } from './decide-text';

/** Twilio refuses longer ones. */
const MAX_BODY = 1_600;

/** Returns what a caller reads, in the language that they were spoken to in. */
export function writeText(plan: TextPlan, record: CallRecord, tenant: Tenant): string {
  const language = record.language ?? tenant.language;
  const speaker = {
    name: tenant.name,
    language,
    voice: undefined,
    writtenIn: { language: tenant.language, voice: undefined },
  };
  switch (plan.kind) {
    case 'text-back':
      return cutText(speakWords(plan.rules.text, 'missedCallText', speaker).text, MAX_BODY);
    case 'follow-up':
      return cutText(fillFollowUp(plan.rules, record, tenant, language), MAX_BODY);
  }
}

/** Without a text in the caller's language, the tenant's own, then the first. */
function fillFollowUp(
  { text, maxModelCharacters }: FollowUp,
  record: CallRecord,
  tenant: Tenant,
  language: string,
): string {
  const template =
    typeof text === 'string'
      ? text
      : (findText(text, language) ?? findText(text, tenant.language) ?? Object.values(text)[0]);
  const { summary, structuredData, ...known } = record;
  const model = { summary, structuredData };
  const values = {
    ...known,
    // Only names that the tenant has allowed pass the schema.
    ...(cleanModelText(model, maxModelCharacters) as typeof model),
    businessName: tenant.name ?? '',
  };
  return String(fillTemplate(`${template ?? ''} `, values)).trim();
}

function findText(texts: Readonly<Record<string, string>>, language: string): string | undefined {
  const tags = [language, language.split('-')[0] ?? ''];
  return tags.map((tag) => (Object.hasOwn(texts, tag) ? texts[tag] : undefined)).find(Boolean);
}

/** Of what the model wrote, so much is read: more than is ever sent. */
const MAX_READ = 2_000;
/** How deep structured data may lie. */
const MAX_DEPTH = 6;

/** Returns a copy whose texts are short, on one line, and lead nowhere. */
function cleanModelText(value: unknown, maxCharacters: number, depth = 0): unknown {
  if (typeof value === 'string') {
    return cutText(withoutLinks(withoutControls(cutText(value, MAX_READ))), maxCharacters);
  }
  if (typeof value !== 'object' || value === null) return value;
  // A list or an object as a whole would be written as JSON.
  if (Array.isArray(value) || depth >= MAX_DEPTH) return undefined;
  const entries = Object.entries(value).map(
    ([name, part]) => [name, cleanModelText(part, maxCharacters, depth + 1)] as const,
  );
  return Object.fromEntries(entries);
}

/** Also those that turn the direction of a text, hide in it, or only look like others: phones read these alike. */
function withoutControls(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** A link of any form that a phone makes one of: a caller may have dictated it to the model. */
const LINK =
  /(?:[a-z][a-z0-9+.-]*:\/\/|www\.|(?:tel|sms|mailto):)\S+|[^\s@]+@[^\s@]+\.[^\s@]+|(?:[\p{L}\p{N}_-]+[.。])+(?:xn--[a-z0-9-]+|\p{L}{2,})(?:[/:?#]\S*)?|(?:\d{1,3}\.){3}\d{1,3}(?:[/:?#]\S*)?/giu;

function withoutLinks(text: string): string {
  // A blank in its place: what is beside it must not become another link.
  return text.replace(LINK, ' ').replace(/ {2,}/g, ' ').trim();
}
