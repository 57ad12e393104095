import { createSyncStore, type SyncStore } from '../twilio/sync-store';
import type { FunctionRequest } from './function-request';
import { openSync } from './rest-client';

/** Sync is asked while callers hear nothing: a slow one counts as one that is down. */
export const MAX_SYNC_MS = 1_500;

/**
 * Returns where counts are kept across calls, for one request. Once Sync has not answered, it is not
 * asked again: a request that waited for it each time would have no time left for its work.
 */
export function buildBoundStore({
  config,
  createRestClient,
}: Pick<FunctionRequest, 'config' | 'createRestClient'>): SyncStore {
  const store = createSyncStore(() => openSync(createRestClient(MAX_SYNC_MS), config));
  let silence: Error | undefined;
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    if (silence !== undefined) throw silence;
    try {
      return await work();
    } catch (error) {
      if (!isAnswer(error)) silence = Object(error) as Error;
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

/** Whether Twilio answered, and refused. */
export function isAnswer(error: unknown): boolean {
  return typeof (Object(error) as { status?: unknown }).status === 'number';
}
