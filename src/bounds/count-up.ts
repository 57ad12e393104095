import type { SyncStore } from '../twilio/sync-store';

/** Of several who count at once all but one count again. */
const MAX_TRIES = 4;

/**
 * Adds one to a count in Sync.
 * @returns the new count; one that it has reached at least if others counted at the same moment, again and again
 * @throws when Twilio does not answer
 */
export async function countUp(
  mapName: string,
  key: string,
  ttlSeconds: number,
  store: Pick<SyncStore, 'add' | 'read' | 'replace'>,
): Promise<number> {
  let count = 0;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = await store.read(mapName, key);
    count = countOf(found?.data) + 1;
    const item = { key, data: { count }, ttlSeconds };
    const kept =
      found === undefined
        ? await store.add(mapName, item)
        : await store.replace(mapName, item, found.revision);
    if (kept === 'added' || typeof kept !== 'string') return count;
  }
  return count;
}

/** What is read from Sync is input. */
function countOf(data: unknown): number {
  const { count } = Object(data) as { count?: unknown };
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0;
}
