import { nameCallMap, PART_SECONDS } from '../../src/call-record/part';
import { askTwilio, type TwilioClient } from '../core/twilio-client';
import { type FindTenantId, removeAtTwilio } from './find-at-twilio';
import { isNotFound } from './not-found';
import type { StoredItem } from './stored-item';

/** The Map of a call expires a day after its first part, and no call lasts longer. */
const LONGEST_MS = 2 * PART_SECONDS * 1_000;

interface PartsSearch {
  readonly client: TwilioClient;
  readonly serviceSid: string;
  readonly findTenantId: FindTenantId;
  readonly nowMs: number;
}

/**
 * Returns what Sync keeps of a number's phone calls for their records. It holds no number, so Twilio is
 * asked for the calls. @throws {CliError}
 */
export async function findCallParts(
  number: string,
  { client, serviceSid, findTenantId, nowMs }: PartsSearch,
): Promise<StoredItem[]> {
  const startTimeAfter = new Date(nowMs - LONGEST_MS);
  const calls = await Promise.all([
    askTwilio('listing calls', client.calls.list({ from: number, startTimeAfter })),
    askTwilio('listing calls', client.calls.list({ to: number, startTimeAfter })),
  ]);
  const found: StoredItem[] = [];
  for (const { sid, from, to } of calls.flat()) {
    const name = nameCallMap(sid);
    const map = client.sync.v1.services(serviceSid).syncMaps(name);
    const kept = await askTwilio('looking for what Sync keeps', map.fetch().catch(toNothing));
    if (kept === undefined) continue;
    found.push({
      store: 'Twilio Sync map',
      id: name,
      storedAt: kept.dateCreated.toISOString(),
      tenantId: findTenantId(to) ?? findTenantId(from),
      remove: () => removeAtTwilio(map.remove()),
    });
  }
  return found;
}

function toNothing(error: unknown): undefined {
  if (isNotFound(error)) return undefined;
  throw error;
}
