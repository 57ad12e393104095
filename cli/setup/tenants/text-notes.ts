import { speakWords } from '../../../src/speech/sentences';
import type { TenantFile } from '../../../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant, type Tenant } from '../../../src/tenants/tenant';
import { isModelName } from '../../../src/tenants/texts-schema';
import { countSegments } from '../../../src/texts/segments';

/** Returns what texts to callers cost more than one message each, and what else is to know: a sentence each. */
export function listTextNotes({ tenants, defaults }: TenantFile): string[] {
  return tenants
    .map((entry) => resolveTenant(entry, defaults, NO_ENVIRONMENT))
    .flatMap((tenant) => [...noteTextBack(tenant), ...noteFollowUp(tenant)]);
}

function noteTextBack(tenant: Tenant): string[] {
  const { textBack } = tenant.afterCall ?? {};
  if (textBack === undefined) return [];
  const { text } = textBack;
  const languages = [tenant, ...(tenant.languages?.menu ?? [])].map(({ language }) => language);
  const own = typeof text === 'object' ? Object.keys(text) : [];
  const tags = [...new Set([...languages, ...own])];
  const bodies = tags.map((language) => {
    const { name } = tenant;
    return [
      language,
      speakWords(text, 'missedCallText', { name, language, voice: undefined }).text,
    ] as const;
  });
  return noteLength(tenant.id, 'textBack', bodies);
}

/** As long as such values can be. */
const LONGEST: Readonly<Record<string, number>> = {
  callerNumber: 16,
  calledNumber: 16,
  startedAt: 24,
  endedAt: 24,
  outcome: 'callback-unanswered'.length,
  answeredBy: 'assistant'.length,
};
const LONGEST_NUMBER = 5;

function noteFollowUp({ id, name = '', afterCall }: Tenant): string[] {
  const { followUp } = afterCall ?? {};
  if (followUp === undefined) return [];
  const { text, maxModelCharacters } = followUp;
  const texts = typeof text === 'string' ? [['', text] as const] : Object.entries(text);
  const fill = (_all: string, placeholder: string) => {
    if (placeholder === 'businessName') return name;
    const length = isModelName(placeholder)
      ? maxModelCharacters
      : (LONGEST[placeholder] ?? LONGEST_NUMBER);
    return 'x'.repeat(length);
  };
  const bodies = texts.map(
    ([language, body]) => [language, body.replace(/{{\s*([^{}]*?)\s*}}/g, fill)] as const,
  );
  return noteLength(id, 'followUp', bodies);
}

function noteLength(
  tenantId: string,
  part: string,
  bodies: readonly (readonly [language: string, body: string])[],
): string[] {
  return bodies.flatMap(([language, body]) => {
    const { count, encoding } = countSegments(body);
    if (count === 1) return [];
    const where = language === '' ? part : `${part} in ${language}`;
    const limit = encoding === 'GSM-7' ? 160 : 70;
    const why = encoding === 'GSM-7' ? '' : ', because of a character outside the GSM alphabet';
    return [
      `${tenantId}: the text of ${where} may be billed as ${count} messages: it is longer than ${limit} characters${why}`,
    ];
  });
}
