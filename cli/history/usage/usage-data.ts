import { readWall } from '../../../src/tenants/wall-clock';
import type { ReportSource } from '../report/report-source';
import { type Comparison, differs } from './compare';
import type { Amounts } from './money';
import { type CountedUsage, NO_TENANT, TenantUsage } from './count-usage';
import { exclusionRules, type ExclusionRule, type Rules } from './rules';
import { UsageCount, type UsagePart } from './usage-count';

/** `data` of `--json`, and the source of table and CSV. Amounts are exact decimals, by currency. */
export interface UsageData {
  /** In UTC; only the JSON has it so. */
  readonly window: { readonly from: string; readonly until: string };
  readonly timeZone: string;
  readonly rules: { readonly underSeconds: number | null; readonly rejected: boolean };
  readonly tenants: readonly TenantUsageData[];
  /** Every tenant and nobody, also where only some tenants are shown. */
  readonly total: UsageFigures;
  readonly comparisons: readonly ComparisonData[];
  /** What must be known before a bill is written, one sentence each. */
  readonly notes: readonly string[];
}

export interface TenantUsageData extends UsageFigures {
  /** `null`: what belongs to no tenant. */
  readonly tenantId: string | null;
  readonly tenantName: string | null;
  readonly excluded: Readonly<Record<ExclusionRule, UsageFigures>>;
}

export interface UsageFigures {
  readonly calls: number;
  readonly transfers: number;
  readonly messages: number;
  readonly vapi: PartData;
  readonly twilioInbound: PartData;
  readonly twilioOutgoing: PartData;
  readonly twilioMessages: Pick<PartData, 'count' | 'cost' | 'unpriced'>;
  /** Legs and messages together. */
  readonly twilioCost: Amounts;
}

export interface PartData {
  readonly count: number;
  readonly seconds: number;
  /** Each call or leg rounded up to whole minutes. */
  readonly startedMinutes: number;
  readonly cost: Amounts;
  readonly unpriced: number;
}

export interface ComparisonData {
  readonly what: Comparison['what'];
  /** `null`: the vendor does not say. */
  readonly isSame: boolean | null;
  readonly ours: FigureData;
  readonly theirs: FigureData | null;
  readonly difference: FigureData | null;
  readonly differingDays: readonly string[];
}

export interface FigureData {
  readonly count: number;
  readonly minutes: number;
  readonly cost: Amounts;
}

/** What the data need besides the counts. */
export interface UsageSource extends Pick<ReportSource, 'timeZone' | 'nameOf'> {
  readonly window: { readonly fromMs: number; readonly untilMs: number };
  readonly rules: Rules;
  readonly comparisons: readonly Comparison[];
  readonly notes: readonly string[];
  /** The tenants that are shown; undefined = all, and what belongs to nobody. */
  readonly shownIds: ReadonlySet<string> | undefined;
  /** Tenants of the file: each has figures, with or without calls. */
  readonly knownIds: Iterable<string>;
}

/** Returns a time of the window as the clocks of its time zone show it: `2026-11-01 00:00`. */
export function formatWall(iso: string, timeZone: string): string {
  const wall = new Date(readWall(timeZone, Date.parse(iso)));
  return wall.toISOString().slice(0, 16).replace('T', ' ');
}

export function buildUsageData({ tenants }: CountedUsage, source: UsageSource): UsageData {
  const { window, timeZone, rules, shownIds, knownIds, nameOf } = source;
  const total = new UsageCount();
  for (const { billed, excluded } of tenants.values()) {
    for (const count of [billed, ...Object.values(excluded)]) total.addAll(count);
  }
  const ids = [...new Set([...knownIds, ...tenants.keys()])]
    .filter((id) => shownIds?.has(id) ?? true)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  return {
    window: {
      from: new Date(window.fromMs).toISOString(),
      until: new Date(window.untilMs).toISOString(),
    },
    timeZone,
    rules: { underSeconds: rules.underSeconds ?? null, rejected: rules.isRejectedOut },
    tenants: ids.map((id) => {
      const { billed, excluded } = tenants.get(id) ?? new TenantUsage();
      const isNobody = id === NO_TENANT;
      return {
        tenantId: isNobody ? null : id,
        tenantName: isNobody ? null : nameOf(id),
        ...toFigures(billed),
        excluded: Object.fromEntries(
          exclusionRules.map((rule) => [rule, toFigures(excluded[rule])]),
        ) as TenantUsageData['excluded'],
      };
    }),
    total: toFigures(total),
    comparisons: source.comparisons.map(toComparison),
    notes: source.notes,
  };
}

/** What belongs to nobody comes last. */
const rankOf = (id: string): number => (id === NO_TENANT ? 1 : 0);

function toFigures(count: UsageCount): UsageFigures {
  const { count: messages, cost, unpriced } = toPart(count.messages);
  return {
    calls: count.inbound.count,
    transfers: count.transfers,
    messages,
    vapi: toPart(count.vapi),
    twilioInbound: toPart(count.inbound),
    twilioOutgoing: toPart(count.outgoing),
    twilioMessages: { count: messages, cost, unpriced },
    twilioCost: count.twilioMoney.toJSON(),
  };
}

function toPart({ count, milliseconds, startedMinutes, money, unpriced }: UsagePart): PartData {
  const seconds = Math.round(milliseconds / 1_000);
  return { count, seconds, startedMinutes, cost: money.toJSON(), unpriced };
}

function toComparison(comparison: Comparison): ComparisonData {
  const { what, ours, theirs, differingDays } = comparison;
  const show = ({ count, minutes, money }: Comparison['ours']): FigureData => {
    return { count, minutes, cost: money.toJSON() };
  };
  return {
    what,
    isSame: theirs === undefined ? null : !differs(comparison),
    ours: show(ours),
    theirs: theirs === undefined ? null : show(theirs),
    difference:
      theirs === undefined
        ? null
        : show({
            count: ours.count - theirs.count,
            minutes: ours.minutes - theirs.minutes,
            money: ours.money.minus(theirs.money),
          }),
    differingDays,
  };
}
