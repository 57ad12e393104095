import type { Twilio } from 'twilio';

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
 * What is kept for callers who have hung up: a Map of the account's default Sync Service for each line.
 * Each throws when Twilio refuses, or does not answer.
 */
export interface CallbackStore {
  /** Returns the first hundred; none where nothing was ever kept for the queue. */
  readonly list: (queueName: string) => Promise<readonly KeptItem[]>;
  readonly read: (queueName: string, key: string) => Promise<KeptItem | undefined>;
  /** Keeps something under a key that is free. Of two who do so one is told that it exists. */
  readonly add: (queueName: string, item: NewItem) => Promise<'added' | 'exists'>;
  /**
   * Replaces what is kept.
   * @param revision - only if nobody has changed it since; of two who do so one is told. Without it always
   */
  readonly replace: (
    queueName: string,
    item: NewItem,
    revision?: string,
  ) => Promise<{ readonly revision: string } | 'changed' | 'gone'>;
  /** Does nothing where there is nothing; with a revision, nothing either where it was changed. */
  readonly remove: (queueName: string, key: string, revision?: string) => Promise<void>;
}

/** One page of Twilio's largest. */
export const MAX_KEPT = 100;

/**
 * @param getClient Called when the first request is due: credentials may be missing.
 * @see https://www.twilio.com/docs/sync/api/map-item-resource
 */
export function createCallbackStore(getClient: () => Twilio): CallbackStore {
  const mapsOf = () => getClient().sync.v1.services('default').syncMaps;
  const itemsOf = (queueName: string) => mapsOf()(nameCallbackMap(queueName)).syncMapItems;
  const create = (queueName: string, { key, data, ttlSeconds }: NewItem) =>
    itemsOf(queueName).create({ key, data, itemTtl: ttlSeconds });
  return {
    async list(queueName) {
      const page = { limit: MAX_KEPT, pageSize: MAX_KEPT };
      const items = await itemsOf(queueName).list(page).catch(onStatus(404, []));
      return items.map(toKept);
    },
    async read(queueName, key) {
      const item = await itemsOf(queueName)(key).fetch().catch(onStatus(404, undefined));
      return item && toKept(item);
    },
    async add(queueName, item) {
      const added = () => 'added' as const;
      const first = await create(queueName, item)
        .then(added, onStatus(409, 'exists' as const))
        .catch(onStatus(404, 'no-map' as const));
      if (first !== 'no-map') return first;
      // Somebody else may make the map, or keep the same, at the same moment.
      await mapsOf()
        .create({ uniqueName: nameCallbackMap(queueName) })
        .catch(onStatus(409, undefined));
      return create(queueName, item).then(added, onStatus(409, 'exists' as const));
    },
    async replace(queueName, { key, data, ttlSeconds }, revision) {
      const ifMatch = revision === undefined ? {} : { ifMatch: revision };
      return itemsOf(queueName)(key)
        .update({ data, itemTtl: ttlSeconds, ...ifMatch })
        .then((item) => ({ revision: item.revision }), onStatus(412, 'changed' as const))
        .catch(onStatus(404, 'gone' as const));
    },
    async remove(queueName, key, revision) {
      const ifMatch = revision === undefined ? {} : { ifMatch: revision };
      await itemsOf(queueName)(key)
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
