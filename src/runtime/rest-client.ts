import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Twilio } from 'twilio';
import type { Config } from '../config/config';
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
  if (twilioApiBaseUrl !== undefined) client.api.baseUrl = twilioApiBaseUrl;
  return client;
}

/**
 * Returns the same client with Sync in the account's region. Only for those who need it: Twilio's
 * package loads a product when it is first named.
 */
export function pointAtSync(client: RestClient, { twilioApiBaseUrl }: Config): RestClient {
  if (twilioApiBaseUrl !== undefined) {
    client.sync.baseUrl = twilioApiBaseUrl.replace('//api.', '//sync.');
  }
  return client;
}
