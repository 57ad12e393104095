import { type DoorData, toDoorData } from './door-figures';
import type { Figures, WordCounts } from './figures';
import type { Gathering } from './gather';
import { listGaps } from './list-gaps';
import type { MeasuredCall } from './measure-call';
import { DOOR_OUTCOMES, type OutcomeCounts } from './outcome';
import type { ReportSource } from './report-source';
import type { TimeBucket } from './sample';
import type { TimeBin, TimeUnit } from './timeline';

/** Everything that a report shows: `data` of `--json`, and the source of table and page. */
export interface ReportData {
  readonly window: { readonly from: string; readonly until: string };
  readonly timeZone: string;
  readonly isResumed: boolean;
  readonly hasLogs: boolean;
  /** What is missing in the figures, and why, one sentence each. */
  readonly gaps: readonly string[];
  readonly total: FiguresData;
  readonly tenants: readonly TenantData[];
  readonly callsByHour: readonly HourData[];
  readonly timeToAnswer: readonly TimeBucket[];
  readonly overTime: { readonly unit: TimeUnit; readonly bins: readonly TimeBin[] };
  /** Newest calls that got a fallback or no assistant. */
  readonly toLookAt: readonly CallData[];
  readonly otherVapiCalls: number;
}

export interface TenantData extends FiguresData {
  readonly tenantId: string;
  readonly tenantName: string;
}

/** Figures as numbers; `null` if there is none. Shares are 0 to 1. */
export interface FiguresData {
  readonly calls: number;
  readonly outcomes: OutcomeCounts;
  /** `assistant` and `transferred`. */
  readonly answered: number;
  /** Calls that the front door did not end: shares are of these. */
  readonly callsForAssistant: number;
  readonly answeredShare: number | null;
  readonly fallbackShare: number | null;
  /** `null`: the log was not read. */
  readonly frontDoor: DoorData | null;
  readonly fallbackSteps: WordCounts;
  readonly fallbackReasons: WordCounts;
  readonly transferOutcomes: WordCounts;
  /** `null`: the log was not read. */
  readonly streamErrors: WordCounts | null;
  /** How often the log says that a bound was met, by name. `null`: the log was not read. */
  readonly boundsMet: WordCounts | null;
  /** Texts to callers that failed, by Twilio's error. `null`: the log was not read. */
  readonly textErrors: WordCounts | null;
  readonly secondsToAnswer: QuantileData;
  readonly secondsToJoin: QuantileData;
  readonly talkSeconds: number;
  readonly vapiCalls: number;
  readonly vapiCostUsd: number;
  readonly vapiCallsWithoutCost: number;
  readonly orphans: number;
  readonly twilioPrices: WordCounts;
  readonly callsWithoutPrice: number;
  /** Up to three hours of the day with the most calls, the busiest first. */
  readonly busiestHours: readonly number[];
}

/** Exact quantiles over this many calls. */
export interface QuantileData {
  readonly calls: number;
  readonly median: number | null;
  readonly p95: number | null;
}

/** Calls of one hour of the day. */
export interface HourData extends OutcomeCounts {
  /** 0 to 23. */
  readonly hour: number;
  readonly calls: number;
}

export interface CallData {
  readonly startedAt: string;
  readonly tenantId: string;
  /** Masked, unless the operator asked for the number. */
  readonly caller: string;
  readonly outcome: string;
  readonly why: string;
  readonly twilioCallSid: string;
}

const MAX_BUSY_HOURS = 3;

export function buildReportData(gathered: Gathering, context: ReportSource): ReportData {
  const { head, isResumed, hasLogs, timeZone, nameOf } = context;
  const { total, timeline, otherVapiCalls } = gathered;
  return {
    window: {
      from: new Date(head.fromMs).toISOString(),
      until: new Date(head.untilMs).toISOString(),
    },
    timeZone,
    isResumed,
    hasLogs,
    gaps: listGaps(gathered, context),
    total: toFiguresData(total, hasLogs, gathered.tenants.values()),
    tenants: [...gathered.tenants]
      .map(([tenantId, figures]) => ({
        tenantId,
        tenantName: nameOf(tenantId),
        ...toFiguresData(figures, hasLogs, [figures]),
      }))
      .sort((a, b) => b.calls - a.calls || (a.tenantId < b.tenantId ? -1 : 1)),
    callsByHour: total.hours.map((counts, hour) => ({ hour, calls: sumOf(counts), ...counts })),
    timeToAnswer: total.answerTimes.histogram(),
    overTime: { unit: timeline.unit, bins: timeline.list() },
    toLookAt: gathered.listToLookAt().map(toCallData),
    otherVapiCalls,
  };
}

/** @param byTenant the same calls, by tenant */
function toFiguresData(
  figures: Figures,
  hasLogs: boolean,
  byTenant: Iterable<Figures>,
): FiguresData {
  const { calls, outcomes, answerTimes, joinTimes } = figures;
  const answered = outcomes.assistant + outcomes.transferred;
  const callsForAssistant = DOOR_OUTCOMES.reduce((left, name) => left - outcomes[name], calls);
  const share = (count: number) =>
    callsForAssistant === 0 ? null : round(count / callsForAssistant, 4);
  return {
    calls,
    outcomes,
    answered,
    callsForAssistant,
    answeredShare: share(answered),
    fallbackShare: share(outcomes.fallback),
    frontDoor: hasLogs ? toDoorData(figures, byTenant) : null,
    fallbackSteps: figures.fallbackSteps,
    fallbackReasons: figures.fallbackReasons,
    transferOutcomes: figures.transferOutcomes,
    streamErrors: hasLogs ? figures.streamErrors : null,
    boundsMet: hasLogs ? figures.boundsMet : null,
    textErrors: hasLogs ? figures.textErrors : null,
    secondsToAnswer: toQuantiles(answerTimes),
    secondsToJoin: toQuantiles(joinTimes),
    talkSeconds: round(figures.talkMs / 1_000, 0),
    vapiCalls: figures.vapiCalls,
    vapiCostUsd: round(figures.costUsd, 4),
    vapiCallsWithoutCost: figures.vapiCallsWithoutCost,
    orphans: figures.orphans,
    twilioPrices: Object.fromEntries(
      Object.entries(figures.prices).map(([unit, amount]) => [unit, round(amount, 4)]),
    ),
    callsWithoutPrice: figures.callsWithoutPrice,
    busiestHours: listBusiestHours(figures),
  };
}

function toQuantiles(sample: Figures['answerTimes']): QuantileData {
  return {
    calls: sample.count,
    median: sample.quantileSeconds(0.5) ?? null,
    p95: sample.quantileSeconds(0.95) ?? null,
  };
}

function listBusiestHours({ hours }: Figures): number[] {
  return hours
    .map((counts, hour) => ({ hour, calls: sumOf(counts) }))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.calls - a.calls || a.hour - b.hour)
    .slice(0, MAX_BUSY_HOURS)
    .map(({ hour }) => hour);
}

function toCallData({ call, outcome, verdict }: MeasuredCall): CallData {
  const { startMs, tenantId, caller, callSid } = call.twilio;
  const { step, why } = verdict;
  return {
    startedAt: new Date(startMs).toISOString(),
    tenantId,
    caller: caller.shown,
    outcome,
    why: step === undefined || step === 'unknown' ? why : `${why}; ${step}`,
    twilioCallSid: callSid,
  };
}

const sumOf = (counts: OutcomeCounts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
