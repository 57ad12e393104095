import { type ClosedByHand, isClosedByHand } from '../config/closed-by-hand';
import { DAY_MS, listClockChanges, listInstants, readWall } from './wall-clock';

/** Times of the day, `HH:MM`; an end that is not after its start is on the next day. */
export interface Span {
  readonly from: string;
  /** `24:00` is the end of the day. */
  readonly to: string;
}

/** When a business is open, or people can be reached, in one time zone. */
export interface Hours {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly open: readonly (Span & { readonly days: readonly Day[] })[];
  /** Dates with hours of their own; they matter more than holidays and the week. */
  readonly special?: readonly SpecialDay[] | undefined;
  /** Names of closed days by their dates, `YYYY-MM-DD`: what the build makes of `holidays`. */
  readonly holidayDates?: Readonly<Record<string, string>> | undefined;
}

/** One date, or the dates from one to another, as `YYYY-MM-DD`. */
export interface SpecialDay {
  readonly date?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Empty = closed. */
  readonly open: readonly Span[];
  readonly name?: string | undefined;
}

/** Days as the tenant file writes them, Monday first. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Day = (typeof DAYS)[number];

export interface HoursDecision {
  readonly isOpen: boolean;
  readonly why: 'no-hours' | 'week' | 'holiday' | 'special' | 'by-hand';
  /** Of the holiday or the special day. */
  readonly name?: string | undefined;
  /** The next opening of a closed business; undefined = none within 14 days, or not known. */
  readonly opensAt?: Date | undefined;
  /** When it opens on the day of the decision. */
  readonly today: readonly Span[];
}

/** How far ahead the next opening is looked for. */
const LOOK_AHEAD_DAYS = 14;

const ALWAYS_OPEN: HoursDecision = { isOpen: true, why: 'no-hours', today: [] };

/**
 * Returns whether a business is open at that moment, and why. Never throws: without hours, and with
 * hours that cannot be read, it is open.
 */
export function decideHours(
  hours: Hours | undefined,
  at: Date,
  closedByHand?: ClosedByHand,
): HoursDecision {
  const byHand = isClosedByHand(closedByHand, at) ? closedByHand : undefined;
  try {
    return decideAt(hours, at.getTime(), byHand);
  } catch {
    // A time zone that this Node does not know, or parts that are no lists.
    return decideAt(undefined, at.getTime(), byHand);
  }
}

function decideAt(
  hours: Hours | undefined,
  atMs: number,
  byHand: ClosedByHand | undefined,
): HoursDecision {
  const scheduled = hours === undefined ? ALWAYS_OPEN : decideSchedule(hours, atMs);
  if (byHand === undefined) return scheduled;
  const { untilMs } = byHand;
  return {
    isOpen: false,
    why: 'by-hand',
    opensAt: untilMs === undefined ? undefined : findOpening(hours, untilMs),
    today: scheduled.today,
  };
}

function decideSchedule(hours: Hours, atMs: number): HoursDecision {
  const wallMs = readWall(hours.timeZone, atMs);
  const opener = findOpenDay(hours, wallMs);
  const today = planDay(hours, dayOf(wallMs));
  const { why, name } = opener ?? today;
  return {
    isOpen: opener !== undefined,
    why,
    name,
    opensAt: opener === undefined ? findOpening(hours, atMs) : undefined,
    today: today.spans,
  };
}

interface DayPlan {
  readonly why: 'week' | 'holiday' | 'special';
  readonly name: string | undefined;
  readonly spans: readonly Span[];
}

/** Returns when a business opens on a day, which counts from 1 January 1970. */
export function planDay({ open, special = [], holidayDates = {} }: Hours, day: number): DayPlan {
  const date = formatDay(day);
  const own = special.find(({ date: only, from = only, to = only }) =>
    from === undefined || to === undefined ? false : from <= date && date <= to,
  );
  if (own !== undefined) return { why: 'special', name: own.name, spans: sortSpans(own.open) };
  if (Object.hasOwn(holidayDates, date)) {
    return { why: 'holiday', name: holidayDates[date], spans: [] };
  }
  // 1 January 1970 was a Thursday.
  const weekday = DAYS[(((day + 3) % 7) + 7) % 7]!;
  const spans = open.filter(({ days }) => days.includes(weekday));
  return { why: 'week', name: undefined, spans: sortSpans(spans) };
}

function sortSpans(spans: readonly Span[]): Span[] {
  return spans
    .map(({ from, to }) => ({ from, to }))
    .sort((one, other) => one.from.localeCompare(other.from));
}

/** Returns the day whose hours include that time: the same day, or the one before. */
function findOpenDay(hours: Hours, wallMs: number): DayPlan | undefined {
  const day = dayOf(wallMs);
  const time = new Date(wallMs).toISOString().slice(11, 16);
  const today = planDay(hours, day);
  if (today.spans.some((span) => span.from <= time && (time < span.to || isOvernight(span)))) {
    return today;
  }
  const dayBefore = planDay(hours, day - 1);
  const isStillOpen = dayBefore.spans.some((span) => isOvernight(span) && time < span.to);
  return isStillOpen ? dayBefore : undefined;
}

/** Texts of the form `HH:MM` sort like the times that they mean. */
function isOvernight({ from, to }: Span): boolean {
  return to <= from;
}

/**
 * Returns the first moment from then on at which it is open. That is this moment, the start of a
 * span, or a moment at which the clocks change.
 */
function findOpening(hours: Hours | undefined, fromMs: number): Date | undefined {
  if (hours === undefined) return new Date(fromMs);
  const { timeZone } = hours;
  const isOpenAt = (atMs: number) => findOpenDay(hours, readWall(timeZone, atMs)) !== undefined;
  if (isOpenAt(fromMs)) return new Date(fromMs);
  const toMs = fromMs + LOOK_AHEAD_DAYS * DAY_MS;
  const isOpening = (atMs: number) => atMs >= fromMs && atMs <= toMs && isOpenAt(atMs);
  const changes = listClockChanges(timeZone, fromMs, toMs).filter(isOpening);
  const firstDay = dayOf(readWall(timeZone, fromMs));
  for (let day = firstDay; day <= firstDay + LOOK_AHEAD_DAYS + 1; day += 1) {
    const starts = planDay(hours, day)
      .spans.flatMap(({ from }) => listInstants(timeZone, day * DAY_MS + readTimeMs(from)))
      .filter(isOpening);
    if (starts.length > 0) return new Date(Math.min(...starts, ...changes));
  }
  return changes[0] === undefined ? undefined : new Date(changes[0]);
}

/** Milliseconds from the start of the day to a time, `HH:MM`. */
export function readTimeMs(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
}

export function dayOf(wallMs: number): number {
  return Math.floor(wallMs / DAY_MS);
}

/** Returns a day as `YYYY-MM-DD`. */
export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
