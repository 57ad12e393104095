import { CliError } from '../core/cli-error';
import type { CommandReport } from '../core/command';
import { exitCodes } from '../core/exit-codes';
import { formatTable } from '../print/table';

/** One thing that is stored about a caller at a vendor. */
export interface StoredItem {
  readonly store:
    | 'Vapi call'
    | 'Twilio recording'
    | 'Twilio transcription'
    | 'Twilio message'
    | 'Twilio Sync item'
    | 'Twilio Sync map';
  /** The vendor's id; of Sync the map and the key. */
  readonly id: string;
  /** ISO 8601, UTC; undefined where the vendor does not say. */
  readonly storedAt: string | undefined;
  /** Undefined where no number of the tenant file leads to one. */
  readonly tenantId: string | undefined;
  /** Does nothing where the vendor does not have it any more. @throws {CliError} */
  readonly remove: () => Promise<void>;
}

export type Removal = 'would be deleted' | 'deleted' | { readonly problem: string };

export interface RemovedItem {
  readonly item: StoredItem;
  readonly removal: Removal;
}

/**
 * Deletes the items one after another, in their order: what belongs to another thing comes before it. A
 * refusal is kept in the protocol and stops nothing.
 */
export async function removeItems(
  items: readonly StoredItem[],
  { isDryRun, show }: { readonly isDryRun: boolean; readonly show: (text: string) => void },
): Promise<RemovedItem[]> {
  const removed: RemovedItem[] = [];
  for (const item of items) {
    show(`${removed.length + 1} of ${items.length}: ${item.store} ${item.id}`);
    removed.push({ item, removal: isDryRun ? 'would be deleted' : await tryRemove(item) });
  }
  return removed;
}

async function tryRemove(item: StoredItem): Promise<Removal> {
  try {
    await item.remove();
    return 'deleted';
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { problem: error.message };
  }
}

/** Returns the protocol of a deletion: `partly` where something could not be deleted. */
export function buildProtocol(
  heading: string,
  removed: readonly RemovedItem[],
  notes: readonly string[] = [],
): CommandReport {
  const problems = removed.flatMap(({ item, removal }) =>
    typeof removal === 'string' ? [] : [`${item.store} ${item.id}: ${removal.problem}`],
  );
  const nowhere = 'Nothing is stored.';
  const rows = removed.map(({ item, removal }) => [
    item.store,
    item.id,
    item.storedAt ?? '',
    item.tenantId ?? '',
    typeof removal === 'string' ? removal : `NOT deleted: ${removal.problem}`,
  ]);
  const table = formatTable(['where', 'id', 'stored at', 'tenant', 'what happened'], rows);
  const text = [heading, rows.length === 0 ? nowhere : table, ...notes].join('\n\n');
  return {
    data: {
      items: removed.map(({ item, removal }) => ({
        store: item.store,
        id: item.id,
        storedAt: item.storedAt ?? null,
        tenantId: item.tenantId ?? null,
        removal: typeof removal === 'string' ? removal : 'not deleted',
      })),
      notes,
    },
    problems,
    text,
    exitCode: problems.length === 0 ? exitCodes.done : exitCodes.partly,
  };
}
