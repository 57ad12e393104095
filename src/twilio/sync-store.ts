import type { Twilio } from 'twilio';

/** A Service of Twilio Sync. */
export type SyncService = ReturnType<Twilio['sync']['v1']['services']>;

/** Something that is kept, with the mark of its last change. */
export interface KeptItem {
  readonly key: string;
  readonly revision: string;
  readonly data: unknown;
}

export interface NewItem {
  readonly key: string;
  readonly data: object;
  readonly ttlSeconds: number;
}

/**
 * What is kept across calls: Maps of a Sync Service.
 * Each throws when Twilio refuses, or does not answer.
 */
export interface SyncStore {
  /** Returns the first hundred; none where nothing was ever kept under that name. */
  readonly list: (mapName: string) => Promise<readonly KeptItem[]>;
  readonly read: (mapName: string, key: string) => Promise<KeptItem | undefined>;
  /** Keeps something under a key that is free. Of two who do so one is told that it exists. */
  readonly add: (mapName: string, item: NewItem) => Promise<'added' | 'exists'>;
  /**
   * Replaces what is kept.
   * @param revision - only if nobody has changed it since; of two who do so one is told. Without it always
   */
  readonly replace: (
    mapName: string,
    item: NewItem,
    revision?: string,
  ) => Promise<{ readonly revision: string } | 'changed' | 'gone'>;
  /** Does nothing where there is nothing; with a revision, nothing either where it was changed. */
  readonly remove: (mapName: string, key: string, revision?: string) => Promise<void>;
}

export interface SyncStoreOptions {
  /** Returns the name of a Map in Sync. */
  readonly nameMap?: (name: string) => string;
  /** A Map that is made expires as a whole; undefined = never. */
  readonly mapTtlSeconds?: number;
}

/** One page of Twilio's largest. */
const MAX_LISTED = 100;

/**
 * @param getService Called when the first request is due: credentials may be missing.
 * @see https://www.twilio.com/docs/sync/api/map-item-resource
 */
export function createSyncStore(
  getService: () => SyncService,
  { nameMap = (name) => name, mapTtlSeconds }: SyncStoreOptions = {},
): SyncStore {
  const mapsOf = () => getService().syncMaps;
  const itemsOf = (mapName: string) => mapsOf()(nameMap(mapName)).syncMapItems;
  const create = (mapName: string, { key, data, ttlSeconds }: NewItem) =>
    itemsOf(mapName).create({ key, data, itemTtl: ttlSeconds });
  return {
    async list(mapName) {
      const page = { limit: MAX_LISTED, pageSize: MAX_LISTED };
      const items = await itemsOf(mapName).list(page).catch(onStatus(404, []));
      return items.map(toKept);
    },
    async read(mapName, key) {
      const item = await itemsOf(mapName)(key).fetch().catch(onStatus(404, undefined));
      return item && toKept(item);
    },
    async add(mapName, item) {
      const added = () => 'added' as const;
      const first = await create(mapName, item)
        .then(added, onStatus(409, 'exists' as const))
        .catch(onStatus(404, 'no-map' as const));
      if (first !== 'no-map') return first;
      // Somebody else may make the map, or keep the same, at the same moment.
      await mapsOf()
        .create({
          uniqueName: nameMap(mapName),
          ...(mapTtlSeconds === undefined ? {} : { collectionTtl: mapTtlSeconds }),
        })
        .catch(onStatus(409, undefined));
      return create(mapName, item).then(added, onStatus(409, 'exists' as const));
    },
    async replace(mapName, { key, data, ttlSeconds }, revision) {
      const ifMatch = revision === undefined ? {} : { ifMatch: revision };
      return itemsOf(mapName)(key)
        .update({ data, itemTtl: ttlSeconds, ...ifMatch })
        .then((item) => ({ revision: item.revision }), onStatus(412, 'changed' as const))
        .catch(onStatus(404, 'gone' as const));
    },
    async remove(mapName, key, revision) {
      const ifMatch = revision === undefined ? {} : { ifMatch: revision };
      await itemsOf(mapName)(key)
        .remove(ifMatch)
        .catch(onStatus(404, undefined))
        .catch(onStatus(412, undefined));
    },
  };
}

/** Returns the name of the Map that keeps a queue's requests: one that no sid looks like. */
export function nameCallbackMap(queueName: string): string {
  return `switchboard-callbacks-${queueName}`;
}

function toKept(item: { key: string; revision: string; data: unknown }): KeptItem {
  const { key, revision, data } = item;
  return { key, revision, data };
}

/** Twilio documents these codes and not the statuses that they come with. */
const CODES: Readonly<Record<404 | 409 | 412, readonly number[]>> = {
  404: [20404, 54200, 54201, 54300],
  409: [54208, 54301],
  412: [54205],
};

/** Returns what turns one kind of refusal into a value; all others stay errors. */
function onStatus<T>(kind: keyof typeof CODES, value: T): (error: unknown) => T {
  return (error) => {
    const { status, code } = Object(error) as { status?: unknown; code?: unknown };
    if (status === kind || CODES[kind].includes(Number(code))) return value;
    throw error;
  };
}
