import {
  listChanges,
  type AccountNumber,
  type NumberChanges,
  type NumberField,
} from './number-settings';
import { isSameUrl } from './is-same-url';
import type { Snapshot, SnapshotNumber } from './snapshot';

/** A number that somebody changed after us. */
export interface ForeignNumber extends NumberChanges {
  /** Fields that are neither as apply found them nor as it left them. */
  readonly foreignFields: readonly NumberField[];
}

/** What a rollback would do with each number of the snapshot. */
export interface RollbackPlan {
  /** Numbers that get their old settings back. */
  readonly restored: readonly NumberChanges[];
  /** Numbers that already have their old settings. */
  readonly already: readonly SnapshotNumber[];
  /** Numbers that are left alone, with what restoring them would change. */
  readonly foreign: readonly ForeignNumber[];
  /** Numbers that the account no longer has. */
  readonly gone: readonly SnapshotNumber[];
}

/**
 * Compares a snapshot with the account. With `force`, other people's changes are reverted as well.
 */
export function planRollback(
  snapshot: Snapshot,
  accountNumbers: readonly AccountNumber[],
  force: boolean,
): RollbackPlan {
  const restored: NumberChanges[] = [];
  const already: SnapshotNumber[] = [];
  const foreign: ForeignNumber[] = [];
  const gone: SnapshotNumber[] = [];
  for (const kept of snapshot.numbers) {
    const current = accountNumbers.find(({ sid }) => sid === kept.sid);
    if (current === undefined) {
      gone.push(kept);
      continue;
    }
    const { sid, phoneNumber, tenantId } = kept;
    const old = Object.fromEntries(kept.fields.map(({ field, before }) => [field, before]));
    const changes = listChanges(current.settings, old);
    const foreignFields = listForeignFields(kept, current);
    if (changes.length === 0) already.push(kept);
    else if (foreignFields.length === 0 || force)
      restored.push({ sid, phoneNumber, tenantId, changes });
    else foreign.push({ sid, phoneNumber, tenantId, changes, foreignFields });
  }
  return { restored, already, foreign, gone };
}

function listForeignFields({ fields }: SnapshotNumber, { settings }: AccountNumber): NumberField[] {
  return fields
    .filter(
      ({ field, before, after }) =>
        ![before, after].some((ours) => isSameUrl(settings[field], ours)),
    )
    .map(({ field }) => field);
}
