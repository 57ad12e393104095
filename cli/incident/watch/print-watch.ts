import type { Reading, Signal } from './signals';

const SENTENCES: Readonly<Record<Signal, string>> = {
  'never-reached-vapi': 'never reached Vapi',
  fallback: 'ended in a fallback',
  'stream-errors': 'reached Vapi, but no assistant joined',
  'slow-answer': 'waited too long for the assistant',
};

/** Returns the readings of one signal in words: `7 of 12 calls (58 %) never reached Vapi`. */
export function describeReading(signal: Signal, readings: readonly Reading[]): string {
  const all = readings.reduce((sum, { callCount }) => sum + callCount, 0);
  const bad = readings.reduce((sum, { badCalls }) => sum + badCalls.length, 0);
  const share = all === 0 ? 0 : Math.round((bad / all) * 100);
  const counted = `${bad} of ${all} calls (${share} %) ${SENTENCES[signal]}`;
  if (signal !== 'slow-answer') return counted;
  const seconds = Math.max(...readings.map(({ value }) => value));
  return `${counted}; 95 % were answered within ${seconds.toFixed(1)} s`;
}
