import type { CountedUsage } from './count-usage';
import { DAY_MS, type TimeWindow } from '../reconcile/time-window';
import { type UsageCategory, usageCategories } from './daily-figures';
import { Money } from './money';
import { UsagePart } from './usage-count';
import { nameDay, type VendorFigure } from './vendor-figures';

/** Our sum over every tenant and nobody, beside what the vendor says itself. */
export interface Comparison {
  readonly what: UsageCategory | 'calls at Vapi';
  readonly ours: VendorFigure;
  /** Undefined = the vendor does not say. */
  readonly theirs: VendorFigure | undefined;
  /** Days in GMT whose figures differ; none for Vapi. */
  readonly differingDays: readonly string[];
}

/** Twilio rounds its sums, so less than this is no difference. */
const SMALLEST_DIFFERENCE = 0.005;

export function differs({ ours, theirs }: Comparison): boolean {
  return theirs !== undefined && !isSame(ours, theirs);
}

/** Compares by day in GMT, as Twilio counts. @param theirs by category and day */
export function compareWithTwilio(
  { daily }: Pick<CountedUsage, 'daily'>,
  theirs: ReadonlyMap<string, VendorFigure>,
): Comparison[] {
  const days = listDays(daily.days);
  return usageCategories.map((what) => {
    const ours = days.map((day) => toFigure(daily.find(what, day)));
    const said = days.map((day) => theirs.get(nameDay(what, day)) ?? NOTHING);
    return {
      what,
      ours: sumUp(ours),
      theirs: sumUp(said),
      differingDays: days.filter((_day, index) => !isSame(ours[index]!, said[index]!)),
    };
  });
}

export function compareWithVapi(
  { tenants }: Pick<CountedUsage, 'tenants'>,
  theirs: VendorFigure | undefined,
): Comparison {
  const sum = new UsagePart();
  for (const { billed, excluded } of tenants.values()) {
    for (const { vapi } of [billed, ...Object.values(excluded)]) sum.addAll(vapi);
  }
  const ours = { ...toFigure(sum), minutes: 0 };
  return { what: 'calls at Vapi', ours, theirs, differingDays: [] };
}

const NOTHING: VendorFigure = { count: 0, minutes: 0, money: new Money() };

function toFigure({ count, startedMinutes, money }: UsagePart): VendorFigure {
  return { count, minutes: startedMinutes, money };
}

function sumUp(figures: readonly VendorFigure[]): VendorFigure {
  const money = new Money();
  for (const each of figures) money.addAll(each.money);
  const total = (pick: (figure: VendorFigure) => number) =>
    figures.reduce((sum, figure) => sum + pick(figure), 0);
  return { count: total(({ count }) => count), minutes: total(({ minutes }) => minutes), money };
}

function isSame(ours: VendorFigure, theirs: VendorFigure): boolean {
  const amounts = Object.values(ours.money.minus(theirs.money).toJSON());
  return (
    ours.count === theirs.count &&
    ours.minutes === theirs.minutes &&
    amounts.every((amount) => Math.abs(Number(amount)) < SMALLEST_DIFFERENCE)
  );
}

function listDays(days: TimeWindow | undefined): string[] {
  const { fromMs, untilMs } = days ?? { fromMs: 0, untilMs: 0 };
  return Array.from({ length: (untilMs - fromMs) / DAY_MS }, (_each, index) =>
    new Date(fromMs + index * DAY_MS).toISOString().slice(0, 10),
  );
}
