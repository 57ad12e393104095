import type { SyncStore } from '../twilio/sync-store';

/** Of several who change an item at once, all but one change it again. */
const MAX_TRIES = 4;

export interface ItemPlace {
  readonly mapName: string;
  readonly key: string;
  readonly ttlSeconds: number;
}

interface ItemChange<Meaning> {
  /** Undefined = the item stays as it is. */
  readonly data: object | undefined;
  readonly meaning: Meaning;
}

/**
 * Changes an item in Sync by what it holds, or makes it.
 * @param decide - Called again if somebody else has changed the item at the same moment.
 * @returns what the last change means; `isKept` is false if others were faster again and again
 * @throws when Twilio does not answer
 */
export async function changeItem<Meaning>(
  { mapName, key, ttlSeconds }: ItemPlace,
  store: Pick<SyncStore, 'add' | 'read' | 'replace'>,
  decide: (data: unknown) => ItemChange<Meaning>,
): Promise<{ readonly meaning: Meaning; readonly isKept: boolean }> {
  for (let tries = 1; ; tries += 1) {
    const found = await store.read(mapName, key);
    const { data, meaning } = decide(found?.data);
    if (data === undefined) return { meaning, isKept: true };
    const item = { key, data, ttlSeconds };
    const kept =
      found === undefined
        ? await store.add(mapName, item)
        : await store.replace(mapName, item, found.revision);
    if (kept === 'added' || typeof kept !== 'string') return { meaning, isKept: true };
    if (tries === MAX_TRIES) return { meaning, isKept: false };
  }
}
