import { setTimeout as sleep } from 'node:timers/promises';
import { setVariables } from '../change-deployment';
import type { Expected, FaultCase } from '../fault-case';
import type { Fault } from '../../vapi/faults';

const BREAKER_OPEN_MS = 1_000;

/**
 * Hours of an outage as a series of calls, with shorter times than in life. The last call comes
 * when the breaker lets one through again.
 */
const incident = (
  name: string,
  faults: readonly (Fault | undefined)[],
  expected: Expected = 'anyone',
): FaultCase => ({
  name,
  expected,
  continues: false,
  change: setVariables({
    SWITCHBOARD_DEADLINE_MS: '4000',
    SWITCHBOARD_BREAKER_OPEN_MS: String(BREAKER_OPEN_MS),
  }),
  script: async (world) => {
    for (const [at, fault] of faults.entries()) {
      if (at === faults.length - 1) await sleep(BREAKER_OPEN_MS + 100);
      world.vapi.standingFault = fault;
      await world.call();
    }
  },
});

const healthy = undefined;
const status = (code: number): Fault => ({ kind: 'status', status: code, body: 'error' });
const slow = (delayMs: number): Fault => ({ kind: 'delay', delayMs });
const noSocket: Fault = { kind: 'handshake', status: 404 };
const noWorker: Fault = {
  kind: 'stream',
  assistant: 'mute',
  breakAfterMs: 500,
  endedReason: 'call.in-progress.error-vapifault-worker-not-available',
};
const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

/** Incidents that Vapi's status page reported, replayed. @see https://status.vapi.ai */
export const incidents: readonly FaultCase[] = [
  incident('7 Nov 2024: 521 for 11 minutes', [healthy, ...times(6, status(521)), healthy]),
  incident('11 Nov 2024: WebSockets answer 404, then healthy calls do', [
    healthy,
    ...times(3, noSocket),
    ...times(3, status(404)),
    healthy,
  ]),
  incident('13 Jan 2025: slow, with errors between', [
    healthy,
    slow(1_500),
    status(500),
    slow(2_500),
    { kind: 'hang' },
    status(503),
    slow(5_000),
    healthy,
  ]),
  incident('10 Mar 2025: slower and slower, then errors', [
    slow(1_000),
    slow(2_000),
    slow(3_500),
    { kind: 'hang' },
    status(504),
    status(502),
    slow(1_000),
  ]),
  incident('25 Jul 2025: calls accepted, no worker joins', [
    healthy,
    ...times(5, noWorker),
    healthy,
  ]),
  incident('21 May 2026: 5xx for hours', [
    healthy,
    ...[500, 502, 503, 504, 500, 502, 503, 504].map(status),
    healthy,
  ]),
];
