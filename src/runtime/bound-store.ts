import { createSyncStore, type SyncStore } from '../twilio/sync-store';
import type { FunctionRequest } from './function-request';
import { withSync } from './rest-client';

/** Sync is asked while callers hear nothing: a slow one counts as one that is down. */
export const MAX_SYNC_MS = 1_500;

/** Returns where counts are kept across calls, for one request. */
export function buildBoundStore({
  config,
  createRestClient,
}: Pick<FunctionRequest, 'config' | 'createRestClient'>): SyncStore {
  return createSyncStore(() => withSync(createRestClient(MAX_SYNC_MS), config));
}
