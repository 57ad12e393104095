import type { TwilioRow, VapiRow } from '../reconcile/call-rows';
import type { FunctionTrace } from '../reconcile/function-trace';
import type { JoinedCall } from '../reconcile/join-calls';
import type { ReconcileOptions } from '../reconcile/reconcile-calls';
import type { Spill } from '../reconcile/spill';
import { sweepAccounts } from '../reconcile/sweep-accounts';
import type { TimeWindow } from '../reconcile/time-window';
import { DailyFigures } from './daily-figures';
import { type ExclusionRule, findExclusion, type Rules } from './rules';
import { UsageCount } from './usage-count';

/** The usage of one tenant, or of nobody. */
export class TenantUsage {
  /** What is billed. */
  readonly billed = new UsageCount();
  /** What a rule leaves out of the bill; the vendors charge it all the same. */
  readonly excluded: Readonly<Record<ExclusionRule, UsageCount>> = {
    rejected: new UsageCount(),
    'under-seconds': new UsageCount(),
  };
}

/** The id under which is counted what belongs to no tenant. */
export const NO_TENANT = '';

export interface UsageOptions {
  /** What is billed: without its end. */
  readonly window: TimeWindow;
  /** Whole days in GMT around it, for the comparison with Twilio; undefined = none is over. */
  readonly days: TimeWindow | undefined;
  readonly rules: Rules;
  readonly readTraces: ReconcileOptions['readTraces'];
}

/** What was counted: by tenant for bills, by day for the comparison. */
export interface CountedUsage {
  readonly tenants: ReadonlyMap<string, TenantUsage>;
  readonly daily: DailyFigures;
  /** Calls older than Vapi keeps them that it does not list. */
  readonly unknownAtVapi: number;
}

/**
 * Counts what a spill of whole accounts holds. Legs, calls at Vapi and messages count by their own times:
 * then the sums over all tenants are those of each vendor, and nothing is in two months.
 */
export async function countUsage(spill: Spill, options: UsageOptions): Promise<CountedUsage> {
  const { window, days, rules } = options;
  const tenants = new Map<string, TenantUsage>();
  const daily = new DailyFigures(days);
  const isIn = (ms: number) => ms >= window.fromMs && ms < window.untilMs;
  const usageOf = (tenantId: string): TenantUsage => {
    const known = tenants.get(tenantId) ?? new TenantUsage();
    tenants.set(tenantId, known);
    return known;
  };
  let unknownAtVapi = 0;
  await sweepAccounts(spill, options, {
    call: (call, tenantId, trace) => {
      const usage = usageOf(tenantId);
      const rule = findExclusion(call, trace, rules);
      const count = rule === undefined ? usage.billed : usage.excluded[rule];
      for (const row of [call.twilio, ...call.legs]) {
        daily.addTwilio(row);
        if (isIn(row.startMs)) count.addTwilio(row);
      }
      for (const row of call.vapi) if (isIn(row.createdMs)) count.addVapi(row);
      const { startMs } = call.twilio;
      if (isIn(startMs) && wasTransferred(call, trace)) count.transfers += 1;
      if (isIn(startMs) && isUnexplained(call, trace)) unknownAtVapi += 1;
    },
    lone: (row) => {
      if (isIn(row.createdMs)) usageOf(row.tenantId ?? NO_TENANT).billed.addVapi(row);
    },
    message: (row) => {
      daily.addMessage(row);
      if (isIn(row.sentMs)) usageOf(row.tenantId).billed.addMessage(row);
    },
  });
  return { tenants, daily, unknownAtVapi };
}

function wasTransferred({ vapi }: JoinedCall, trace: FunctionTrace | undefined): boolean {
  return (
    trace?.transferOutcome !== undefined ||
    vapi.some(({ transferOutcome }) => transferOutcome !== undefined)
  );
}

/** A call that lasted, and of which neither Vapi nor the log says anything. */
function isUnexplained(
  { twilio, vapi }: { readonly twilio: TwilioRow; readonly vapi: readonly VapiRow[] },
  trace: FunctionTrace | undefined,
): boolean {
  const hasLasted = twilio.isOutgoing === undefined && twilio.durationSeconds > 0;
  return hasLasted && twilio.isArchived === undefined && vapi.length === 0 && trace === undefined;
}
