import type { Expected, FaultCase } from '../fault-case';

const delay = (seconds: number, expected: Expected): FaultCase => ({
  name: `answers after ${seconds} s`,
  expected,
  fault: { kind: 'delay', delayMs: seconds * 1_000 },
});

/** Answers that come late, or never. */
export const delays: readonly FaultCase[] = [
  delay(1, 'assistant'),
  delay(4, 'assistant'),
  delay(6, 'assistant'),
  delay(9, 'fallback'),
  { name: 'never answers', expected: 'fallback', fault: { kind: 'hang' } },
  {
    name: 'headers a byte at a time',
    expected: 'fallback',
    fault: { kind: 'trickle', part: 'headers', everyMs: 300 },
  },
  {
    name: 'body a byte at a time',
    expected: 'fallback',
    fault: { kind: 'trickle', part: 'body', everyMs: 300 },
  },
];
