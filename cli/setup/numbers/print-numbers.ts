import type { FieldChange, NumberChanges } from './number-settings';
import type { NumbersPlan } from './plan';
import { findUrlFault } from './url-fault';
import type { WrittenNumber } from './write-numbers';
import { maskUrl } from './mask-url';
import { formatTable } from '../../print/table';

const NOT_SET = '-';
const WINNING_FIELDS: readonly string[] = ['trunkSid', 'voiceApplicationSid'];

/** Returns the numbers with every value masked, for `--json`. */
export function maskNumbers<T extends NumberChanges>(numbers: readonly T[]) {
  return numbers.map(({ sid, phoneNumber, tenantId, changes }) => ({
    phoneNumber,
    sid,
    tenantId,
    changes: changes.map(maskChange),
  }));
}

/** Returns the numbers after writing, for `--json`. */
export function maskWritten(written: readonly WrittenNumber[]) {
  const masked = maskNumbers(written);
  return written.map(({ outcome, error }, index) => ({
    ...masked[index],
    outcome,
    ...(error === undefined ? {} : { error: error.message }),
  }));
}

/** Returns a table with a row per setting that differs. */
export function formatChanges(numbers: readonly NumberChanges[]): string {
  const rows = numbers.flatMap(({ phoneNumber, tenantId, changes }) =>
    changes
      .map(maskChange)
      .map(({ field, now, willBe }) => [
        phoneNumber,
        tenantId,
        field,
        now || NOT_SET,
        willBe || NOT_SET,
      ]),
  );
  const table = formatTable(['number', 'tenant', 'field', 'now', 'will be'], rows);
  const hasWinner = numbers.some(({ changes }) =>
    changes.some(({ field, willBe }) => WINNING_FIELDS.includes(field) && willBe === ''),
  );
  return hasWinner
    ? `${table}\n\ntrunkSid overrides voiceApplicationSid, which overrides voiceUrl: calls do not get here until both are cleared.`
    : table;
}

/** Returns why Twilio cannot use URLs that the numbers have now, one sentence each. */
export function listUrlFaults(numbers: readonly NumberChanges[]): string[] {
  return numbers.flatMap(({ phoneNumber, changes }) =>
    changes.flatMap(({ field, now }) => {
      const fault = findUrlFault(now);
      return fault === undefined ? [] : `${phoneNumber}, ${field}: ${fault}`;
    }),
  );
}

/** Returns a table with a row per number that was to be changed. */
export function formatWritten(written: readonly WrittenNumber[]): string {
  const rows = written.map(({ phoneNumber, tenantId, outcome, error }) => [
    phoneNumber,
    tenantId,
    outcome.replace('-', ' '),
    error?.message ?? '',
  ]);
  return formatTable(['number', 'tenant', 'outcome', ''], rows);
}

/** Returns what is wrong with the numbers and no update can fix, one sentence each. */
export function listUnfixable({ missing, strays, domainName }: NumbersPlan): string[] {
  return [
    ...missing.map(
      ({ phoneNumber, tenantId }) =>
        `${phoneNumber} of ${tenantId}: the account has no such number; buy or port it, or take it out of the tenant file`,
    ),
    ...strays.map(
      ({ phoneNumber }) =>
        `${phoneNumber}: points at ${domainName}, but no tenant has it; give it a tenant, or another voice URL in the Console`,
    ),
  ];
}

export function formatCounts(plan: NumbersPlan): string {
  const { numbers, missing, strays, otherCount, tenantIds } = plan;
  const driftedCount = numbers.filter(({ changes }) => changes.length > 0).length;
  const whose = tenantIds.length === 0 ? 'tenants' : tenantIds.join(', ');
  return [
    `numbers of ${whose}: ${numbers.length - driftedCount} right, ${driftedCount} to change, ${missing.length} missing`,
    ...(tenantIds.length === 0
      ? [`numbers without a tenant: ${strays.length} pointing here, ${otherCount} elsewhere`]
      : []),
  ].join('\n');
}

function maskChange({ field, now, willBe }: FieldChange): FieldChange {
  return { field, now: maskUrl(now), willBe: maskUrl(willBe) };
}
