import { callClasses, type CallClass } from './classify';
import type { ClassTally, Example, Tally } from './tally';
import { formatTable } from '../../print/table';

/** What every class means, in a few words. */
const MEANINGS: Readonly<Record<CallClass, string>> = {
  'never-reached-vapi': 'lasted, and Vapi has no call',
  'reached-vapi-no-stream': 'a call at Vapi whose assistant never joined',
  'ended-in-fallback': 'people, voicemail or a sentence instead of the assistant, or after it',
  'vapi-orphan': 'at Vapi: waited in vain, or without a call at Twilio',
  transferred: 'transferred to a person, or tried',
  'answered-by-assistant': 'the assistant had the caller',
  'people-answered': 'people who are rung first took the call',
  rejected: 'refused by the front door, unanswered and unbilled',
  refused: 'refused by the front door with a sentence or voicemail, or after a challenge',
  'over-limit': 'the fallback of a tenant that has met one of its limits',
  closed: 'the fallback of a closed business',
  abandoned: 'the caller was gone before anything',
  unknown: 'none of these',
};

const NONE = '-';
/** Only the JSON has tenants beyond these. */
const MAX_TENANTS = 20;

/** Returns the share of a class: among calls at Twilio; for orphans, among calls at Vapi. */
export function shareOf(name: CallClass, tally: Tally): number {
  const all = name === 'vapi-orphan' ? tally.vapiCount : tally.twilioCount;
  return all === 0 ? 0 : tally.classes[name].count / all;
}

export function formatClasses(tally: Tally): string {
  const rows = callClasses.map((name) => [
    name,
    String(tally.classes[name].count),
    `${(shareOf(name, tally) * 100).toFixed(1)} %`,
    MEANINGS[name] + formatParts(tally.classes[name]),
  ]);
  return formatTable(['class', 'calls', 'share', ''], rows);
}

function formatParts({ steps, outcomes, transferOutcomes }: ClassTally): string {
  const parts = [steps, outcomes, transferOutcomes]
    .map((counts) =>
      Object.entries(counts)
        .filter(([word]) => word !== 'unknown')
        .map(([word, count]) => `${word} ${count}`)
        .join(', '),
    )
    .filter((text) => text !== '');
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

const WENT_WELL: ReadonlySet<CallClass> = new Set(['answered-by-assistant', 'people-answered']);

/** Returns the newest calls of each class, except of those that went well. */
export function formatExamples(tally: Tally): string {
  const rows = callClasses
    .filter((name) => !WENT_WELL.has(name))
    .flatMap((name) => tally.classes[name].examples.map((example) => toCells(name, example)));
  if (rows.length === 0) return '';
  return formatTable(
    ['class', 'began (UTC)', 'tenant', 'caller', 'call at Twilio', 'call at Vapi', 'why'],
    rows,
  );
}

function toCells(name: CallClass, example: Example): string[] {
  const { startedAt, tenantId, caller, twilioCallSid, vapiCallId, why, step } = example;
  return [
    name,
    startedAt.slice(0, 19).replace('T', ' '),
    tenantId ?? NONE,
    caller || NONE,
    twilioCallSid ?? NONE,
    vapiCallId ?? NONE,
    step === null || step === 'unknown' ? why : `${why}; ${step}`,
  ];
}

/** Returns a row per tenant that misses calls, those with the most first. */
export function formatTenants(tally: Tally): string {
  const missing = [...tally.tenants]
    .map(([tenantId, counts]) => ({ tenantId, counts, count: counts['never-reached-vapi'] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (missing.length === 0) return '';
  const rows = missing
    .slice(0, MAX_TENANTS)
    .map(({ tenantId, counts, count }) => [
      tenantId,
      String(count),
      String(counts['ended-in-fallback'] ?? 0),
      String(counts['answered-by-assistant'] ?? 0),
    ]);
  return formatTable(
    ['tenant', 'never-reached-vapi', 'ended-in-fallback', 'answered-by-assistant'],
    rows,
  );
}
