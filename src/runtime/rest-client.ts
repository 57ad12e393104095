import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Twilio } from 'twilio';
import type { Config } from '../config/config';
import { pointAtApi, pointAtSync } from '../twilio/api-hosts';
import type { SyncService } from '../twilio/sync-store';
import { type Deadline, withoutReserve } from './deadline';

/** Twilio's REST client, as the runtime's own copy of the package creates it. */
export type RestClient = Twilio;

/**
 * Returns Twilio's REST client for one request. It gives up before the deadline and retries
 * nothing.
 * @param maxMs Longest wait for one answer; by default whatever the deadline leaves.
 * @throws {Error} if the account's credentials are missing
 */
export function createRestClient(
  context: Context,
  { twilioApiBaseUrl }: Config,
  deadline: Deadline,
  maxMs = Infinity,
): RestClient {
  const leftMs = Math.min(maxMs, withoutReserve(deadline.remainingMs()));
  const timeoutMs = Math.max(1, Math.floor(leftMs));
  // The runtime's types describe an older version of the package than the one that runs.
  const client = context.getTwilioClient({ timeout: timeoutMs }) as unknown as RestClient;
  pointAtApi(client, twilioApiBaseUrl);
  return client;
}

/** Returns the configured Sync Service, at the configured edge. */
export function openSync(
  client: RestClient,
  { twilioApiBaseUrl, syncServiceSid }: Config,
): SyncService {
  pointAtSync(client, twilioApiBaseUrl);
  return client.sync.v1.services(syncServiceSid);
}
