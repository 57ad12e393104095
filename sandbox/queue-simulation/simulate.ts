import { planDay } from './day';
import { runGuide } from './guide';
import type { DayResult } from './ledger';
import { SimulatedSwitchboard } from './switchboard';
import { type Mishaps, World } from './world';

export interface DayOptions {
  readonly seed: number;
  readonly callers: number;
  readonly slots: number;
  readonly mishaps: Mishaps;
}

/** The day that the documentation shows. */
export const DEFAULT_DAY: DayOptions = {
  seed: 7,
  callers: 1_000,
  slots: 10,
  mishaps: { lostReports: 0.05, crashes: 0.005 },
};

export interface DayResults {
  readonly switchboard: DayResult;
  readonly guide: DayResult;
}

/** Runs one day's callers against our decisions and against the guide's, in the same world. */
export async function simulateDay(options: DayOptions): Promise<DayResults> {
  const callers = planDay(options.seed, options.callers);
  const newWorld = () => new World(options.slots, options.mishaps, options.seed);
  const ours = newWorld();
  await new SimulatedSwitchboard(ours).run(callers);
  const theirs = newWorld();
  await runGuide(theirs, callers);
  return { switchboard: ours.ledger.close(), guide: theirs.ledger.close() };
}
