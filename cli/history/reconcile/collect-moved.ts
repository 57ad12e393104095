import type { TwilioRow, VapiRow } from './call-rows';
import { inParallel } from '../../core/in-parallel';
import { isOrphan } from './classify';
import { mapOwners, type Sources } from './collect-calls';
import { readTwilioRow } from './read-twilio-row';
import type { Spill } from './spill';
import { buildAccountAddress, readTwilioResource } from './twilio-pages';

const AT_ONCE = 4;

/** Another account that shares the organisation may have as many calls as we: few of them are tried. */
const MAX_MISSES = 50;

/** Whose calls are looked for: undefined = everybody's. */
type MovedOptions = Pick<Sources, 'client' | 'accountSid' | 'numbers' | 'tagCaller'> & {
  readonly tenantIds: ReadonlySet<string> | undefined;
};

/**
 * Reads the calls at Twilio that our calls at Vapi name, and that were in none of the lists: of numbers
 * that had another tenant then, and of tenants who have left the file.
 * @throws {CliError}
 */
export async function collectMovedCalls(spill: Spill, options: MovedOptions): Promise<void> {
  const { client, accountSid, tagCaller } = options;
  const findOwner = mapOwners(options);
  let misses = 0;
  await inParallel(listUnmatched(spill, options), AT_ONCE, async (callSid) => {
    const source = `twilio ${callSid}`;
    if (misses >= MAX_MISSES || spill.findPosition(source) !== undefined) return;
    const uri = `${buildAccountAddress(client, accountSid)}/Calls/${callSid}.json`;
    const call = await readTwilioResource(client, 'reading a call', { uri });
    const row = call && readTwilioRow(call, findOwner, tagCaller);
    misses = row === undefined ? misses + 1 : 0;
    const rows: TwilioRow[] = row === undefined ? [] : [row];
    spill.addPage('twilio', rows, { source, position: 'done' });
  });
}

/** Returns the sids that calls of ours at Vapi name and no list at Twilio had. */
function listUnmatched(spill: Spill, { tenantIds }: MovedOptions): string[] {
  const buckets = spill.listBuckets();
  const known = new Set(
    buckets.flatMap((bucket) => spill.readBucket('twilio', bucket).map(({ callSid }) => callSid)),
  );
  const isMeant = ({ isOurs, tenantId }: VapiRow) =>
    isOurs && tenantId !== undefined && (tenantIds?.has(tenantId) ?? true);
  return buckets.flatMap((bucket) =>
    spill
      .readBucket('vapi', bucket)
      .filter((row) => isMeant(row) && !isOrphan(row))
      .filter(({ callSids }) => callSids.every((callSid) => !known.has(callSid)))
      .flatMap(({ callSids }) => callSids[0] ?? []),
  );
}
