import type { Clock } from '../clock/clock';

/**
 * Returns what makes our Functions believe, for one call, that it began at this moment; without one
 * they see the machine's time. `call-moment.cjs` reads it inside of twilio-run.
 */
export function buildMomentHeaders(
  clock: Clock,
  beginsAtMs: number | undefined,
): () => Readonly<Record<string, string>> {
  if (beginsAtMs === undefined) return () => ({});
  const aheadMs = beginsAtMs - clock.nowMs();
  return () => ({ 'X-Sandbox-Now': new Date(clock.nowMs() + aheadMs).toISOString() });
}
