import { nameCallbackMap } from '../../src/twilio/sync-store';
import { askTwilio, type TwilioClient } from '../core/twilio-client';
import { removeAtTwilio } from './find-at-twilio';
import type { StoredItem } from './stored-item';
import { isNotFound } from './not-found';

/** A queue whose callers may ask to be called back. */
export interface CallbackQueue {
  readonly name: string;
  readonly tenantId: string;
}

/** Returns the callback requests of a number that are kept in Twilio Sync. @throws {CliError} */
export async function findInSync(
  number: string,
  client: TwilioClient,
  {
    queues,
    serviceSid,
  }: { readonly queues: readonly CallbackQueue[]; readonly serviceSid: string },
): Promise<StoredItem[]> {
  const service = client.sync.v1.services(serviceSid);
  // Without the Service, nothing would be found, and that would look like nothing to delete.
  if (serviceSid !== 'default') {
    await askTwilio(`reading SWITCHBOARD_SYNC_SERVICE_SID ${serviceSid}`, service.fetch());
  }
  const found: StoredItem[] = [];
  for (const { name, tenantId } of queues) {
    const map = nameCallbackMap(name);
    const items = service.syncMaps(map).syncMapItems;
    const kept = await askTwilio('listing what Sync keeps', items.list().catch(toNothing));
    for (const { key, data, dateCreated } of kept) {
      if ((Object(data) as { callerNumber?: unknown }).callerNumber !== number) continue;
      found.push({
        store: 'Twilio Sync item',
        id: `${map}/${key}`,
        storedAt: dateCreated.toISOString(),
        tenantId,
        remove: () => removeAtTwilio(items(key).remove()),
      });
    }
  }
  return found;
}

/** A queue that nobody ever asked to be called back from has no map. */
function toNothing(error: unknown): [] {
  if (isNotFound(error)) return [];
  throw error;
}
