import type { TenantFile } from '../../../src/tenants/schema';
import {
  type AccountNumber,
  listChanges,
  type NumberChanges,
  type NumberField,
  type NumberSettings,
  urlFields,
} from './number-settings';
import { isOn } from './plan';
import type { Snapshot, SnapshotNumber } from './snapshot';

/** What a number leads to before its URL; empty = its URL decides. */
const WINNING_FIELDS: readonly NumberField[] = ['trunkSid', 'voiceApplicationSid'];

export interface DetachInput {
  readonly domainName: string;
  readonly tenantIds: readonly string[];
  readonly tenants: TenantFile['tenants'];
  /** Of this account, the newest first. */
  readonly snapshots: readonly Snapshot[];
  readonly accountNumbers: readonly AccountNumber[];
}

/**
 * Returns the tenants' numbers with what takes them off the domain. A number that another tenant of
 * the file has stays; one that has left the file is known by the snapshots.
 */
export function planDetach(input: DetachInput): NumberChanges[] {
  const { domainName, tenantIds, tenants, snapshots, accountNumbers } = input;
  const ownerInFile = new Map(
    tenants.flatMap(({ id, numbers }) => numbers.map((number) => [String(number), id] as const)),
  );
  return accountNumbers.flatMap((number) => {
    const { sid, phoneNumber } = number;
    const kept = snapshots.flatMap(({ numbers }) => numbers.filter((one) => one.sid === sid));
    const tenantId = ownerInFile.get(phoneNumber) ?? kept[0]?.tenantId;
    if (tenantId === undefined || !tenantIds.includes(tenantId)) return [];
    const changes = listDetachChanges(domainName, number, kept);
    return [{ sid, phoneNumber, tenantId, changes }];
  });
}

/** What is ours gets the value from before numbers apply brought the number here; without one, none. */
function listDetachChanges(
  domainName: string,
  { settings }: AccountNumber,
  kept: readonly SnapshotNumber[],
) {
  const isOurs = (field: NumberField) => isOn(domainName, settings[field]);
  const ours = urlFields.filter(isOurs);
  if (ours.length === 0) return [];
  const arrival = kept.find(({ fields }) =>
    fields.some(({ field, before }) =>
      field === 'voiceUrl'
        ? !isOn(domainName, before)
        : WINNING_FIELDS.includes(field) && before !== '',
    ),
  );
  const restored = (arrival?.fields ?? [])
    .filter(({ field, after }) => isOurs(field) || settings[field] === after)
    .filter(({ before }) => !isOn(domainName, before))
    .map(({ field, before }) => [field, before] as const);
  const emptied = ours.map((field) => [field, ''] as const);
  const wanted: Partial<NumberSettings> = Object.fromEntries([...emptied, ...restored]);
  return listChanges(settings, wanted);
}
