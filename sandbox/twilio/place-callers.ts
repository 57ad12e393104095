import type { CallReport } from './voice/call-report';
import type { NetworkCallOptions, PhoneNetwork } from './phone-network';

/** One of many callers. */
export interface CallerPlan extends Partial<NetworkCallOptions> {
  /** Calls this long after the first moment. Default 0. */
  readonly arrivesAfterMs?: number;
}

/** How one of many callers fared; times from the first moment. */
export interface CallerReport extends CallReport {
  readonly from: string;
  readonly arrivedAtMs: number;
  readonly endedAtMs: number;
}

/** Where everybody calls, unless their plan says otherwise. */
export type SharedOptions = Pick<NetworkCallOptions, 'voiceUrl' | 'to'> &
  Partial<NetworkCallOptions>;

/**
 * Places many calls, each at its own time, and waits until everything that they caused is over.
 * Callers without a number in their plan get one of their own.
 *
 * @returns the reports in the order of the plans
 */
export async function placeCallers(
  network: PhoneNetwork,
  shared: SharedOptions,
  plans: readonly CallerPlan[],
): Promise<CallerReport[]> {
  const { clock } = network;
  clock.go();
  const startedAtMs = clock.nowMs();
  const nowMs = () => Math.round(clock.nowMs() - startedAtMs);
  const placing = plans.map(async ({ arrivesAfterMs = 0, ...plan }, index) => {
    await clock.sleep(arrivesAfterMs);
    const arrivedAtMs = nowMs();
    const options = { from: numberOf(index), ...shared, ...plan };
    const report = await network.beginCall(options).finished;
    return { ...report, from: options.from, arrivedAtMs, endedAtMs: nowMs() };
  });
  const reports = await Promise.all(placing);
  await network.settle();
  return reports;
}

/** Numbers that nobody has. */
function numberOf(index: number): string {
  return `+1202556${String(index).padStart(4, '0')}`;
}
