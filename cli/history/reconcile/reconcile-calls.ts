import type { TwilioRow, VapiRow } from './call-rows';
import { classifyCall, dependsOnLog, isOrphan, type Verdict } from './classify';
import type { FrontDoors } from './front-doors';
import type { FunctionLog } from './function-logs';
import type { FunctionTrace } from './function-trace';
import type { MetBound } from './met-bound';
import type { KeyFailure } from './key-failure';
import { joinCalls, type JoinedCall } from './join-calls';
import { findRecordedTenant } from './recorded-tenant';
import type { Spill } from './spill';

/** Receives what was joined and classified, each call once. */
export interface CallSink {
  /** @param trace what the Functions logged about it; undefined = not read */
  addCall(call: JoinedCall, verdict: Verdict, trace?: FunctionTrace): void;
  /** @param twilio the call at Twilio for which Vapi waited in vain; undefined = there is none */
  addOrphan(row: VapiRow, twilio?: TwilioRow): void;
  /** A call of the organisation that our Functions did not create, or created for others. */
  addOther(row: VapiRow): void;
  /** A bound of a tenant that was met, according to the log that was read. */
  addMetBound?(met: MetBound): void;
}

/** What decides whether a call is counted, and how. */
export interface ReconcileOptions {
  readonly tenantIds: ReadonlySet<string>;
  readonly doors: Pick<FrontDoors, 'ending'>;
  /**
   * Whether only some tenants were asked for: then calls at Vapi that name no tenant are left out.
   */
  readonly isPart: boolean;
  /** Keys whose calls could not be listed: without them nothing can be said of a call. */
  readonly keyFailures: readonly KeyFailure[];
  /** Returns whether the log is looked into for a call; unless given, where its class depends on it. */
  readonly needsTrace?: (call: JoinedCall, verdict: Verdict) => boolean;
  /**
   * Returns what the Functions logged about calls that need it; undefined = the logs are not read.
   */
  readonly readTraces: ((calls: readonly TwilioRow[]) => Promise<FunctionLog>) | undefined;
}

/** Vapi's clock may be behind: its last calls may belong to calls that Twilio no longer lists. */
const EDGE_MS = 60_000;

/** Joins and classifies the rows of a spill; those whose log was read come last. */
export async function reconcileCalls(
  spill: Spill,
  options: ReconcileOptions,
  sink: CallSink,
): Promise<void> {
  const { fromMs, untilMs } = spill.head;
  const { needsTrace = dependsOnLog } = options;
  /** Calls whose log is to be read. If little is wrong, there are few. */
  const pending: JoinedCall[] = [];
  const unseenBy = mapUnseen(options.keyFailures);
  const isCounted = (startMs: number) => startMs >= fromMs && startMs <= untilMs;

  const add = (call: JoinedCall, verdict: Verdict, trace?: FunctionTrace): void => {
    const tenantId = findRecordedTenant(call, trace);
    if (tenantId === '' || (options.isPart && !options.tenantIds.has(tenantId))) return;
    const twilio = { ...call.twilio, tenantId };
    sink.addCall({ ...call, twilio }, verdict, trace);
    for (const row of call.vapi) if (isOrphan(row)) sink.addOrphan(row, twilio);
  };
  const countCall = (call: JoinedCall): void => {
    // Only an archive brings these into the spill of a command that counts callers' calls.
    if (call.twilio.isOutgoing !== undefined) return call.vapi.forEach(countLone);
    if (!isCounted(call.twilio.startMs)) return;
    const { trace: kept } = call.twilio;
    if (kept !== undefined) return add(call, classifyCall(call, kept), kept);
    const unseen = call.vapi.length === 0 ? unseenBy.get(call.twilio.tenantId) : undefined;
    if (unseen !== undefined) return add(call, unseen);
    const mayEndAtDoor = options.doors.ending.has(call.twilio.tenantId);
    const verdict = classifyCall(call, undefined, mayEndAtDoor);
    if (options.readTraces !== undefined && needsTrace(call, verdict)) pending.push(call);
    else add(call, verdict);
  };
  const countLone = (row: VapiRow): void => {
    if (row.createdMs < fromMs || row.createdMs > untilMs - EDGE_MS) return;
    if (isOfOthers(row, options)) sink.addOther(row);
    else sink.addOrphan(row);
  };
  joinCalls(
    {
      listBuckets: () => spill.listBuckets(),
      readTwilio: (bucket) => spill.readBucket('twilio', bucket),
      readVapi: (bucket) => spill.readBucket('vapi', bucket),
    },
    { call: countCall, lone: countLone },
  );
  if (options.readTraces !== undefined && pending.length > 0) {
    const { traces, metBounds } = await options.readTraces(pending.map(({ twilio }) => twilio));
    for (const call of pending) {
      const trace = traces.get(call.twilio.callSid) ?? {};
      add(call, classifyCall(call, trace), trace);
    }
    for (const met of metBounds) {
      if (!options.isPart || options.tenantIds.has(met.tenantId)) sink.addMetBound?.(met);
    }
  }
}

/** What is said of the calls of tenants whose key could not be asked, by tenant. */
function mapUnseen(failures: readonly KeyFailure[]): ReadonlyMap<string, Verdict> {
  return new Map(
    failures.flatMap(({ apiKeyEnv, tenantIds }) => {
      const why = `calls at Vapi could not be listed with ${apiKeyEnv}`;
      return tenantIds.map((id) => [id, { callClass: 'unknown', why }] as const);
    }),
  );
}

/** An organisation at Vapi may have calls of its own, and calls of tenants that nobody asked for. */
function isOfOthers(
  { isOurs, tenantId }: VapiRow,
  { tenantIds, isPart }: ReconcileOptions,
): boolean {
  if (!isOurs) return true;
  return tenantId === undefined ? isPart : !tenantIds.has(tenantId);
}
