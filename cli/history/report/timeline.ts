import type { TimeWindow } from '../reconcile/time-window';
import type { WallClock } from './wall-clock';

/** The span of time of one bar. */
export type TimeUnit = 'hour' | 'day' | 'week';

/** Calls that failed within one unit of time. */
export interface TimeBin {
  /** `2026-08-01`, for hours `2026-08-01 14`; weeks by their Monday. */
  readonly key: string;
  calls: number;
  fallback: number;
  noAssistant: number;
  streamFailures: number;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 15 * 60_000;

/** Counts calls by the time of their start, with zeros for times without calls. */
export class Timeline {
  readonly unit: TimeUnit;
  readonly #bins = new Map<string, TimeBin>();

  constructor(
    { fromMs, untilMs }: TimeWindow,
    private readonly clock: WallClock,
    unit?: TimeUnit,
  ) {
    const spanMs = untilMs - fromMs;
    const fitting = spanMs <= 2 * DAY_MS ? 'hour' : spanMs <= 62 * DAY_MS ? 'day' : 'week';
    this.unit = unit ?? fitting;
    for (let ms = fromMs; ms < untilMs; ms += STEP_MS) this.binAt(ms);
    this.binAt(untilMs);
  }

  binAt(ms: number): TimeBin {
    const key = this.#keyOf(ms);
    const known = this.#bins.get(key);
    if (known !== undefined) return known;
    const bin = { key, calls: 0, fallback: 0, noAssistant: 0, streamFailures: 0 };
    this.#bins.set(key, bin);
    return bin;
  }

  list(): readonly TimeBin[] {
    return [...this.#bins.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  #keyOf(ms: number): string {
    const { day, hour } = this.clock.read(ms);
    if (this.unit === 'hour') return `${day} ${String(hour).padStart(2, '0')}`;
    return this.unit === 'day' ? day : mondayOf(day);
  }
}

function mondayOf(day: string): string {
  const ms = Date.parse(day);
  const daysSinceMonday = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - daysSinceMonday * DAY_MS).toISOString().slice(0, 10);
}
