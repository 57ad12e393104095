import { replaceFunction } from '../change-deployment';
import type { FaultCase } from '../fault-case';

const VOICE = '/incoming-call';
const ENDED = '/assistant/ended';

/** The number's fallback URL has to speak: no code of ours runs. */
const brokenCode = (name: string, code: string): FaultCase => ({
  name,
  expected: 'fallback',
  change: replaceFunction(VOICE, code),
  brokenPaths: [VOICE],
});

/** Breaks what is requested after a stream that failed. Does nothing if it is not deployed yet. */
const brokenEnd = (name: string, code: string): FaultCase => ({
  name,
  expected: 'fallback',
  continues: true,
  fault: { kind: 'handshake', status: 404 },
  change: (deployed) =>
    deployed.functions.some(({ path }) => path === ENDED)
      ? replaceFunction(ENDED, code)(deployed)
      : deployed,
  brokenPaths: [ENDED],
});

const DAY_MS = 86_400_000;

/** The clock jumps while Vapi is working: a container may sleep, and clocks are set. */
const jumpingClock = (name: string, jumpMs: number): FaultCase => ({
  name,
  expected: 'assistant',
  fault: { kind: 'delay', delayMs: 1_500 },
  preload: `
    const now = Date.now.bind(Date);
    let jumpMs = 0;
    Date.now = () => now() + jumpMs;
    process.once('message', () => setTimeout(() => { jumpMs = ${jumpMs}; }, 1000));`,
});

/** Twilio's platform, or our own code on it, fails. */
export const platform: readonly FaultCase[] = [
  brokenCode('Function crashes at load', "throw new Error('crashed at load');"),
  brokenCode('Function without a handler', 'exports.other = 1;'),
  brokenCode(
    'Function crashes after its answer was due',
    "exports.handler = () => { setTimeout(() => { throw new Error('late'); }, 200); };",
  ),
  brokenCode('Function hangs for ever', 'exports.handler = () => {};'),
  brokenCode('Function blocks for ever', 'exports.handler = () => { for (;;); };'),
  brokenCode('Function ends its process', 'exports.handler = () => process.exit(1);'),
  brokenEnd('/assistant/ended crashes at load', "throw new Error('crashed at load');"),
  brokenEnd('/assistant/ended hangs for ever', 'exports.handler = () => {};'),
  jumpingClock('clock jumps a day ahead', DAY_MS),
  jumpingClock('clock jumps a day back', -DAY_MS),
  {
    name: 'clock jumps a day ahead between calls',
    expected: 'assistant',
    preload: `
      const now = Date.now.bind(Date);
      let count = 0;
      process.on('message', () => { count += 1; });
      Date.now = () => now() + Math.max(0, count - 1) * ${DAY_MS};`,
    script: async (world) => {
      await world.call();
      await world.call();
    },
  },
];
