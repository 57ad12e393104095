import { SeededRandom } from '../call-logs/seeded-random';

export interface SimulatedCaller {
  readonly index: number;
  readonly callSid: string;
  readonly arrivesAtMs: number;
  /** Hangs up after this long in the queue. */
  readonly patienceMs: number;
  /** Talks this long with the assistant. */
  readonly talkMs: number;
}

/** Callers by hour, from midnight: a business day with a rush in the morning and one after lunch. */
const ARRIVALS_BY_HOUR: readonly number[] = [
  1, 1, 0, 0, 1, 3, 10, 40, 110, 155, 130, 85, 60, 95, 110, 80, 55, 30, 14, 9, 5, 3, 2, 1,
];

const HOUR_MS = 3_600_000;
const MEAN_PATIENCE_MS = 4 * 60_000;
const MEDIAN_TALK_MS = 180_000;

/** Returns a day's callers in the order in which they call: the same for the same seed. */
export function planDay(seed: number, callerCount: number): SimulatedCaller[] {
  const random = new SeededRandom(seed);
  const total = ARRIVALS_BY_HOUR.reduce((sum, count) => sum + count, 0);
  const arrivals = Array.from({ length: callerCount }, () => {
    let left = random.next() * total;
    const hour = ARRIVALS_BY_HOUR.findIndex((count) => (left -= count) < 0);
    return (hour + random.next()) * HOUR_MS;
  }).sort((a, b) => a - b);
  return arrivals.map((arrivesAtMs, index) => ({
    index,
    callSid: `CA${random.hex(32)}`,
    arrivesAtMs,
    patienceMs: 20_000 - MEAN_PATIENCE_MS * Math.log(1 - random.next()),
    // Log-normal, as talks are: many short ones, a few very long.
    talkMs: Math.min(1_200_000, MEDIAN_TALK_MS * Math.exp(0.6 * gauss(random))),
  }));
}

function gauss(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
