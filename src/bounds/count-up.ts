import type { SyncStore } from '../twilio/sync-store';
import { changeItem, type ItemPlace } from './change-item';

/**
 * Adds one to a count in Sync.
 * @returns the new count, or one that it has reached at least
 * @throws when Twilio does not answer
 */
export async function countUp(
  place: ItemPlace,
  store: Pick<SyncStore, 'add' | 'read' | 'replace'>,
): Promise<number> {
  const { meaning } = await changeItem(place, store, (data) => {
    const count = countOf(data) + 1;
    return { data: { count }, meaning: count };
  });
  return meaning;
}

/** What is read from Sync is input. */
export function countOf(data: unknown): number {
  const { count } = Object(data) as { count?: unknown };
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0;
}
