const MINUTE_MS = 60_000;
/** Longer than any time zone is away from UTC, so that the clocks on both sides of a change are seen. */
const REACH_MS = 36 * 60 * MINUTE_MS;

export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Making one takes longer than reading it a hundred times. There are some 600 time zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns what the clocks on the wall show at an instant, as the milliseconds at which clocks in UTC
 * show the same; milliseconds of a second are dropped.
 * @throws {RangeError} if there is no such time zone, or no such instant
 */
export function readWall(timeZone: string, atMs: number): number {
  const parts = clockOf(timeZone).formatToParts(atMs);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(
    ...([read('year'), read('month') - 1, read('day')] as const),
    ...([read('hour'), read('minute'), read('second')] as const),
  );
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * Returns when the clocks show that time, earliest first: twice where clocks go back, never where
 * they go forward.
 */
export function listInstants(timeZone: string, wallMs: number): number[] {
  const offsets = [-REACH_MS, REACH_MS].map(
    (reach) => readWall(timeZone, wallMs + reach) - (wallMs + reach),
  );
  return [...new Set(offsets)]
    .map((offsetMs) => wallMs - offsetMs)
    .filter((atMs) => readWall(timeZone, atMs) === wallMs)
    .sort((one, other) => one - other);
}

/** Returns the instants at which the clocks are put forward or back, earliest first. */
export function listClockChanges(timeZone: string, fromMs: number, toMs: number): number[] {
  const offsetAt = (atMs: number) => readWall(timeZone, atMs) - atMs;
  const changes: number[] = [];
  const startMs = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS;
  for (let atMs = startMs; atMs < toMs; atMs += DAY_MS) {
    const before = offsetAt(atMs);
    if (before === offsetAt(atMs + DAY_MS)) continue;
    let [low, high] = [0, DAY_MS / MINUTE_MS];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(atMs + middle * MINUTE_MS) === before) low = middle;
      else high = middle;
    }
    changes.push(atMs + high * MINUTE_MS);
  }
  return changes;
}

/**
 * Returns the first instant at which the clocks show that time, or a later one because they went
 * forward over it.
 */
export function findInstant(timeZone: string, wallMs: number): number {
  const [instant] = listInstants(timeZone, wallMs);
  if (instant !== undefined) return instant;
  const changes = listClockChanges(timeZone, wallMs - REACH_MS, wallMs + REACH_MS);
  return changes.find((atMs) => readWall(timeZone, atMs) >= wallMs) ?? wallMs;
}
