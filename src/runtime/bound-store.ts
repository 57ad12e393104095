import { createSyncStore, type SyncStore, type SyncStoreOptions } from '../twilio/sync-store';
import { beforeDeadline, DeadlinePassed, startDeadline } from './deadline';
import type { FunctionRequest } from './function-request';
import { openSync } from './rest-client';

/** Sync is asked while callers hear nothing: a slow one counts as one that is down. */
export const MAX_SYNC_MS = 1_500;

type StoreRequest = Pick<FunctionRequest, 'config' | 'createRestClient' | 'deadline' | 'sync'>;

/** Returns where counts are kept across calls, for one request. */
export function buildBoundStore(request: StoreRequest): SyncStore {
  return openStore(request);
}

/**
 * Returns a store of Sync for one request. Once Sync has not answered, no such store of this request asks it
 * again: a request that waited for it each time would have no time left for its work. For the same reason
 * an answer may take at most a quarter of the time that is left.
 */
export function openStore(
  { config, createRestClient, deadline, sync }: StoreRequest,
  { maxMs = MAX_SYNC_MS, ...options }: SyncStoreOptions & { readonly maxMs?: number } = {},
): SyncStore {
  const findMaxMs = () => Math.max(1, Math.min(maxMs, Math.floor(deadline.remainingMs() / 4)));
  const store = createSyncStore(() => openSync(createRestClient(), config), options);
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    if (sync.silence !== undefined) throw sync.silence;
    try {
      // Twilio's package may have to be loaded for it; the time begins when that is done.
      return await inTime(work(), findMaxMs());
    } catch (error) {
      if (!isAnswer(error)) sync.silence = Object(error) as Error;
      throw error;
    }
  };
  return {
    list: (mapName) => ask(() => store.list(mapName)),
    read: (mapName, key) => ask(() => store.read(mapName, key)),
    add: (mapName, item) => ask(() => store.add(mapName, item)),
    replace: (...change) => ask(() => store.replace(...change)),
    remove: (...place) => ask(() => store.remove(...place)),
  };
}

/** One change may take several requests. */
async function inTime<T>(work: Promise<T>, maxMs: number): Promise<T> {
  try {
    return await beforeDeadline(work, startDeadline(maxMs));
  } catch (error) {
    if (!(error instanceof DeadlinePassed)) throw error;
    throw new Error(`Sync took longer than ${maxMs} ms`);
  }
}

/** Whether Twilio answered, and refused. */
function isAnswer(error: unknown): boolean {
  return typeof (Object(error) as { status?: unknown }).status === 'number';
}
