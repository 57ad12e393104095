import { createHash } from 'node:crypto';
import type { CollectedWindow } from '../reconcile/collect-window';
import { sweepAccounts } from '../reconcile/sweep-accounts';
import type { TimeWindow } from '../reconcile/time-window';
import { UsageCount } from '../usage/usage-count';
import {
  type ArchivedItem,
  toArchivedCall,
  toArchivedLoneCall,
  toArchivedMessage,
} from './archived-call';
import { type ArchiveManifest, idOf } from './archive-file';

/** The lines of an archive, its manifest last. The same calls give the same bytes. */
export interface BuiltArchive {
  readonly lines: readonly string[];
  readonly manifest: ArchiveManifest;
}

/**
 * Builds the archive of a day from a spill of whole accounts. A call has a line if any part of it was on
 * that day, so that days can be read one without the other; the manifest counts the parts of the day.
 */
export async function buildArchive(
  { spill, accountSid, hasLogs, readTraces }: CollectedWindow,
  day: { readonly name: string; readonly window: TimeWindow },
  hasNumbers: boolean,
): Promise<BuiltArchive> {
  const { window } = day;
  const isIn = (ms: number) => ms >= window.fromMs && ms < window.untilMs;
  const entries: { readonly key: string; readonly line: string }[] = [];
  const count = new UsageCount();
  const add = (at: string, item: ArchivedItem): void => {
    entries.push({ key: `${at} ${idOf(item)}`, line: JSON.stringify(item) });
  };
  await sweepAccounts(
    spill,
    { window, readTraces },
    {
      call: (call, tenantId, trace) => {
        const legs = [call.twilio, ...call.legs].filter(({ startMs }) => isIn(startMs));
        const vapi = call.vapi.filter(({ createdMs }) => isIn(createdMs));
        for (const leg of legs) count.addTwilio(leg);
        for (const row of vapi) count.addVapi(row);
        if (legs.length + vapi.length === 0) return;
        const item = toArchivedCall(call, tenantId, trace);
        add(item.startedAt, item);
      },
      lone: (row) => {
        if (!isIn(row.createdMs)) return;
        count.addVapi(row);
        const item = toArchivedLoneCall(row);
        add(item.createdAt, item);
      },
      message: (row) => {
        if (!isIn(row.sentMs)) return;
        count.addMessage(row);
        const item = toArchivedMessage(row);
        add(item.sentAt, item);
      },
    },
  );
  const lines = entries.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ line }) => line);
  const hash = createHash('sha256');
  for (const line of lines) hash.update(`${line}\n`);
  const about = { day: day.name, accountSid, hasNumbers, hasLogs, lines: lines.length };
  return { lines, manifest: buildManifest(count, { ...about, sha256: hash.digest('hex') }) };
}

type About = Pick<
  ArchiveManifest,
  'day' | 'accountSid' | 'hasNumbers' | 'hasLogs' | 'lines' | 'sha256'
>;

function buildManifest(count: UsageCount, about: About): ArchiveManifest {
  const { inbound, outgoing, vapi, messages } = count;
  const { day, accountSid, ...rest } = about;
  return {
    kind: 'manifest',
    schemaVersion: 1,
    day,
    accountSid,
    calls: inbound.count,
    outgoingLegs: outgoing.count,
    vapiCalls: vapi.count,
    messages: messages.count,
    twilioMinutes: inbound.startedMinutes + outgoing.startedMinutes,
    vapiSeconds: Math.round(vapi.milliseconds / 1_000),
    twilioCost: count.twilioMoney.toJSON(),
    vapiCost: vapi.money.toJSON(),
    unpriced: count.unpriced,
    ...rest,
  };
}
