import type { TwilioRow, VapiRow } from './call-rows';
import { classifyCall, isOrphan, type Verdict } from './classify';
import type { FunctionTrace } from './function-trace';
import { joinCalls, type JoinedCall } from './join-calls';
import type { Spill } from './spill';
import { Tally } from './tally';

/** What decides whether a call is counted, and how. */
export interface ReconcileOptions {
  readonly tenantIds: ReadonlySet<string>;
  /** Whether only some tenants were asked for: calls at Vapi that name none are left out then. */
  readonly isPart: boolean;
  readonly mostExamples: number;
  /** Returns what the Functions logged of calls that need it; undefined = the logs are not read. */
  readonly readTraces:
    ((calls: readonly TwilioRow[]) => Promise<ReadonlyMap<string, FunctionTrace>>) | undefined;
  /** Told of each call that is counted, in no order: for what a tally does not keep. */
  readonly onCall?: (call: JoinedCall, verdict: Verdict) => void;
}

/** Vapi's clock may be behind: its last calls may belong to calls that Twilio listed no more. */
const EDGE_MS = 60_000;

/** Joins, classifies and counts the rows of a spill. */
export async function reconcileCalls(spill: Spill, options: ReconcileOptions): Promise<Tally> {
  const { fromMs, untilMs } = spill.head;
  const tally = new Tally(options.mostExamples);
  /** Calls whose class depends on the logs. There are few where little is wrong. */
  const pending: JoinedCall[] = [];
  const isCounted = (startMs: number) => startMs >= fromMs && startMs <= untilMs;

  const count = (call: JoinedCall, verdict: Verdict): void => {
    tally.addCall(call, verdict);
    options.onCall?.(call, verdict);
  };
  const takeCall = (call: JoinedCall): void => {
    if (!isCounted(call.twilio.startMs)) return;
    const verdict = classifyCall(call);
    if (options.readTraces !== undefined && verdict.step !== undefined) pending.push(call);
    else count(call, verdict);
    for (const row of call.vapi) if (isOrphan(row)) tally.addOrphan(row, call.twilio);
  };
  const takeLone = (row: VapiRow): void => {
    if (row.createdMs < fromMs || row.createdMs > untilMs - EDGE_MS) return;
    if (isOfOthers(row, options)) tally.otherVapiCount += 1;
    else tally.addOrphan(row);
  };
  joinCalls(
    {
      listBuckets: () => spill.listBuckets(),
      readTwilio: (bucket) => spill.readBucket('twilio', bucket),
      readVapi: (bucket) => spill.readBucket('vapi', bucket),
    },
    { call: takeCall, lone: takeLone },
  );
  if (options.readTraces !== undefined && pending.length > 0) {
    const traces = await options.readTraces(pending.map(({ twilio }) => twilio));
    for (const call of pending) {
      count(call, classifyCall(call, traces.get(call.twilio.callSid) ?? {}));
    }
  }
  return tally;
}

/** An organisation at Vapi may have calls of its own, and calls of tenants that nobody asked for. */
function isOfOthers(
  { isOurs, tenantId }: VapiRow,
  { tenantIds, isPart }: ReconcileOptions,
): boolean {
  if (!isOurs) return true;
  return tenantId === undefined ? isPart : !tenantIds.has(tenantId);
}
