import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { parseSpan } from '../../history/reconcile/time-window';
import type { Limits } from './signals';

/** When something is wrong, and for how long. */
export interface WatchOptions {
  /** Calls that began at most this long ago are looked at. */
  readonly windowMs: number;
  /** How long everything must be well until an incident is over. */
  readonly calmMs: number;
  /** How long a tenant may be without calls until its part in an incident ends. */
  readonly maxSilenceMs: number;
  /** How long the vendors may be out of reach before that is an incident. */
  readonly maxBlindMs: number;
  /** With fewer calls in the window nothing is decided. */
  readonly minCalls: number;
  /** With fewer bad calls nothing begins. */
  readonly minBadCalls: number;
  readonly limits: Limits;
}

/** The command's options that say when something is wrong, with their defaults. */
export const thresholdOptions = {
  window: { type: 'string', default: '15m' },
  calm: { type: 'string', default: '5m' },
  'max-silence': { type: 'string', default: '24h' },
  'max-blind': { type: 'string', default: '2m' },
  'min-calls': { type: 'string', default: '5' },
  'min-bad-calls': { type: 'string', default: '3' },
  'max-never-reached': { type: 'string', default: '10%' },
  'max-fallback-share': { type: 'string', default: '20%' },
  'max-stream-errors': { type: 'string', default: '10%' },
  'max-seconds-to-answer': { type: 'string', default: '10' },
} as const;

type Name = keyof typeof thresholdOptions | 'every';

const DAY_MS = 24 * 60 * 60_000;

/** @throws {CliError} naming the option that cannot be read */
export function readWatchOptions(values: CommandInput['values']): WatchOptions {
  return {
    windowMs: readSpan(values, 'window', [60_000, DAY_MS], '15m'),
    calmMs: readSpan(values, 'calm', [0, DAY_MS], '5m'),
    maxSilenceMs: readSpan(values, 'max-silence', [60_000, DAY_MS], '24h'),
    maxBlindMs: readSpan(values, 'max-blind', [0, DAY_MS], '2m'),
    minCalls: readCount(values, 'min-calls'),
    minBadCalls: readCount(values, 'min-bad-calls'),
    limits: {
      'never-reached-vapi': readShare(values, 'max-never-reached'),
      fallback: readShare(values, 'max-fallback-share'),
      'stream-errors': readShare(values, 'max-stream-errors'),
      'slow-answer': readSeconds(values, 'max-seconds-to-answer'),
    },
  };
}

/** Returns how often to look. @throws {CliError} */
export function readEveryMs(values: CommandInput['values']): number {
  return readSpan(values, 'every', [1_000, DAY_MS], '60s');
}

function readSpan(
  values: CommandInput['values'],
  name: Name,
  [leastMs, maxMs]: readonly [number, number],
  example: string,
): number {
  const spanMs = parseSpan(String(values[name]));
  if (spanMs !== undefined && spanMs >= leastMs && spanMs <= maxMs) return spanMs;
  throw refuse(values, name, `is no time from ${leastMs / 1_000}s to 1d`, example);
}

function readCount(values: CommandInput['values'], name: Name): number {
  const text = String(values[name]);
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw refuse(values, name, 'is no whole number of 1 or more', '5');
}

function readShare(values: CommandInput['values'], name: Name): number {
  const [, text] = /^(\d{1,3}(?:\.\d{1,2})?)\s?%$/.exec(String(values[name]).trim()) ?? [];
  if (text !== undefined && Number(text) <= 100) return Number(text) / 100;
  throw refuse(values, name, 'is no share from 0% to 100%', '20%');
}

function readSeconds(values: CommandInput['values'], name: Name): number {
  const text = String(values[name]);
  if (/^\d{1,3}(\.\d)?$/.test(text) && Number(text) > 0) return Number(text);
  throw refuse(values, name, 'is no number of seconds', '10');
}

function refuse(
  values: CommandInput['values'],
  name: Name,
  problem: string,
  example: string,
): CliError {
  return new CliError(
    exitCodes.usage,
    `--${name} ${JSON.stringify(values[name])} ${problem}`,
    `--${name} ${example}`,
  );
}
