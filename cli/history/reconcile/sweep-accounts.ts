import { groupEndedReason } from '../../../src/vapi/ended-reason';
import { isLive, type MessageRow, type VapiRow } from './call-rows';
import type { FunctionTrace } from './function-trace';
import { joinCalls, type JoinedCall } from './join-calls';
import type { ReconcileOptions } from './reconcile-calls';
import { findRecordedTenant } from './recorded-tenant';
import type { Spill } from './spill';
import type { TimeWindow } from './time-window';

/** Receives what whole accounts hold, each call, leg and message once. */
export interface AccountSink {
  /** @param tenantId whose call it was; empty = nobody's */
  readonly call: (call: JoinedCall, tenantId: string, trace: FunctionTrace | undefined) => void;
  /** A call at Vapi that belongs to no call at Twilio. */
  readonly lone: (row: VapiRow) => void;
  readonly message: (row: MessageRow) => void;
}

interface SweepOptions {
  /** The log is read around calls that began in it. */
  readonly window: TimeWindow;
  readonly readTraces: ReconcileOptions['readTraces'];
}

/** Joins the rows of a spill of whole accounts; calls whose log was read come last. */
export async function sweepAccounts(
  spill: Spill,
  { window, readTraces }: SweepOptions,
  sink: AccountSink,
): Promise<void> {
  const pending: JoinedCall[] = [];
  const add = (call: JoinedCall, trace: FunctionTrace | undefined): void =>
    sink.call(call, findRecordedTenant(call, trace), trace);
  const addCall = (call: JoinedCall): void => {
    const { trace, startMs } = call.twilio;
    const isIn = startMs >= window.fromMs && startMs < window.untilMs;
    const mayBeLogged = readTraces !== undefined && trace === undefined && isIn;
    if (mayBeLogged && needsLog(call)) pending.push(call);
    else add(call, trace);
  };
  joinCalls(
    {
      listBuckets: () => spill.listBuckets(),
      readTwilio: (bucket) => spill.readBucket('twilio', bucket),
      readVapi: (bucket) => spill.readBucket('vapi', bucket),
    },
    { call: addCall, lone: sink.lone },
  );
  for (const bucket of spill.listBuckets()) {
    spill.readBucket('message', bucket).forEach(sink.message);
  }
  const log = await readTraces?.(pending.map(({ twilio }) => twilio));
  for (const call of pending) add(call, log?.traces.get(call.twilio.callSid));
}

/** Only the log knows whose call it was, whether it was refused, and of transfers that ended it. */
function needsLog({ twilio, vapi }: JoinedCall): boolean {
  if (twilio.isOutgoing !== undefined || isLive(twilio)) return false;
  const [only, ...others] = vapi;
  if (only?.startedMs === undefined || others.length > 0) return true;
  const group = groupEndedReason(only.endedReason ?? '');
  return group !== 'assistant' && group !== 'caller' && group !== 'time';
}
