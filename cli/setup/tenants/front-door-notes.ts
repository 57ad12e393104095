import { COUNTED_LIMITS, refusesAtLimit } from '../../../src/limits/usage';
import { isSentenceLanguage } from '../../../src/speech/sentences';
import type { TenantFile } from '../../../src/tenants/schema';
import { NO_ENVIRONMENT, resolveTenant, type Tenant } from '../../../src/tenants/tenant';

/** Returns what works in the tenants' front doors, but perhaps not as meant: a sentence each. */
export function listFrontDoorNotes({ tenants, defaults }: TenantFile): string[] {
  return tenants
    .map((entry) => resolveTenant(entry, defaults, NO_ENVIRONMENT))
    .flatMap((tenant) => [
      ...noteLanguages(tenant),
      ...noteSpamScore(tenant),
      ...noteMailboxes(tenant),
      ...noteWithoutHours(tenant),
      ...noteLimits(tenant),
    ]);
}

function noteLanguages({ id, language, callers, languages, disclosure }: Tenant): string[] {
  const asked = callers === undefined && disclosure === undefined ? [] : [language];
  const chosen = (languages?.menu ?? []).map((line) => line.language);
  const unknown = [...new Set([...asked, ...chosen])].filter((tag) => !isSentenceLanguage(tag));
  return unknown.map(
    (tag) =>
      `${id}: our own sentences are not written in ${tag}, and are spoken in English; set "line" of the menu and texts by language`,
  );
}

function noteSpamScore({ id, callers }: Tenant): string[] {
  if (callers === undefined || callers.spamScore === 'answer') return [];
  return [
    `${id}: spamScore needs an add-on for incoming calls of the tenant's numbers at Twilio; without it nobody counts as spam`,
  ];
}

function noteMailboxes({ id, answerFirst }: Tenant): string[] {
  return (['open', 'closed'] as const)
    .filter((when) => answerFirst?.[when]?.screen === 'none')
    .map(
      (when) =>
        `${id}: answerFirst.${when} has "screen": "none": a mailbox that answers has the caller, and the assistant does not`,
    );
}

function noteWithoutHours({ id, hours, whenClosed, answerFirst }: Tenant): string[] {
  if (hours !== undefined) return [];
  const parts = [
    ...(whenClosed === undefined ? [] : ['whenClosed']),
    ...(answerFirst?.closed === undefined ? [] : ['answerFirst.closed']),
  ];
  return parts.map(
    (part) => `${id}: ${part} applies only while it is closed by hand: it has no hours`,
  );
}

function noteLimits(tenant: Tenant): string[] {
  const { id, limits, hours } = tenant;
  if (limits === undefined) return [];
  const counted = COUNTED_LIMITS.filter((name) => limits[name] !== undefined);
  if (counted.length === 0) {
    return limits.onLimit === 'fallback'
      ? [`${id}: limits has "onLimit": "fallback", and no limit that is counted`]
      : [];
  }
  const names = counted.join(', ');
  const zone = hours?.timeZone ?? 'UTC';
  const then = refusesAtLimit(tenant)
    ? 'callers then get the fallback'
    : 'then only the log says so';
  const isOrAre = counted.length === 1 ? 'is' : 'are';
  return [`${id}: ${names} ${isOrAre} counted by the calendar of ${zone}; ${then}`];
}
