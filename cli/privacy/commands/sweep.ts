import type { TenantFile } from '../../../src/tenants/schema';
import type { Command } from '../../core/command';
import { getTenants } from '../../core/tenant-file';
import {
  askTwilio,
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';
import { describeRecording } from '../find-at-twilio';
import { mapNumbers } from '../find-caller';
import { buildProtocol, removeItems, type StoredItem } from '../stored-item';
import { isNotFound } from '../not-found';

const DAY_MS = 24 * 60 * 60_000;

/** `switchboard sweep`: deletes recordings that are older than their tenant keeps them. */
export const sweep: Command = {
  summary: 'deletes recordings and messages that are older than tenants keep them (for cron)',
  details: `A tenant's voicemail.keepDays and recording.keepDays say how many days its voicemails and call
recordings stay at Twilio. Deletes older ones with their transcriptions, and prints what became of each.
Recordings of numbers that are in no tenant's list are left alone.

  --dry-run       deletes nothing`,
  examples: ['npm run switchboard -- sweep --dry-run', 'npm run switchboard -- sweep --json'],
  options: { 'dry-run': { type: 'boolean', default: false } },
  changesAccount: true,
  async run(input) {
    const tenants = getTenants(input);
    const client = createTwilioClient(readTwilioCredentials(input.environment), input);
    const show = (text: string) => input.progress.show(text);
    const items = await findExpired(client, tenants, { nowMs: Date.now(), show });
    const isDryRun = input.values['dry-run'] === true;
    const removed = await removeItems(items, { isDryRun, show });
    return buildProtocol(`Older than tenants keep them, ${new Date().toISOString()}`, removed);
  },
};

interface KeptDays {
  readonly voicemail: number | undefined;
  readonly recording: number | undefined;
}

async function findExpired(
  client: TwilioClient,
  tenants: TenantFile,
  { nowMs, show }: { readonly nowMs: number; readonly show: (text: string) => void },
): Promise<StoredItem[]> {
  const daysOf = readKeptDays(tenants);
  const all = [...daysOf.values()].flatMap(({ voicemail, recording }) => [voicemail, recording]);
  const shortest = Math.min(...all.filter((days) => days !== undefined));
  if (!Number.isFinite(shortest)) return [];
  const findTenantId = mapNumbers(tenants);
  const dateCreatedBefore = new Date(nowMs - shortest * DAY_MS);
  const recordings = await askTwilio(
    'listing recordings',
    client.recordings.list({ dateCreatedBefore }),
  );
  const tenantIdOf = new Map<string, string | undefined>();
  const expired: StoredItem[] = [];
  for (const { sid, callSid, source, dateCreated } of recordings) {
    if (!tenantIdOf.has(callSid)) {
      tenantIdOf.set(callSid, await findTenant(client, callSid, findTenantId));
    }
    const tenantId = tenantIdOf.get(callSid);
    const days = tenantId === undefined ? undefined : daysOf.get(tenantId);
    const kept = source === 'RecordVerb' ? days?.voicemail : days?.recording;
    if (kept === undefined || nowMs - dateCreated.getTime() <= kept * DAY_MS) continue;
    expired.push(...(await describeRecording(client, { sid, storedAt: dateCreated, tenantId })));
    show(`${expired.length} recordings and transcriptions are too old`);
  }
  return expired;
}

function readKeptDays({ tenants, defaults }: TenantFile): ReadonlyMap<string, KeptDays> {
  return new Map(
    tenants.map(({ id, voicemail = defaults?.voicemail, recording = defaults?.recording }) => [
      id,
      { voicemail: voicemail?.keepDays, recording: recording?.keepDays },
    ]),
  );
}

/** A call that Twilio has no record of any more belongs to nobody that we know. */
async function findTenant(
  client: TwilioClient,
  callSid: string,
  findTenantId: (phoneNumber: string) => string | undefined,
): Promise<string | undefined> {
  const call = await askTwilio(
    'reading a call',
    client
      .calls(callSid)
      .fetch()
      .catch((error: unknown) => {
        if (isNotFound(error)) return undefined;
        throw error;
      }),
  );
  return call && (findTenantId(call.to) ?? findTenantId(call.from));
}
