import { CliError } from '../cli-error';
import { exitCodes } from '../exit-codes';

/** Which calls are counted: those that began in it. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

const MINUTE_MS = 60_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
};

/** Vapi's ordinary plan keeps calls so long. @see https://docs.vapi.ai (data retention) */
export const VAPI_KEEPS_MS = 14 * 24 * 60 * MINUTE_MS;

/** Clocks of Twilio and Vapi, and webhooks that come late, differ by less. */
export const SLACK_MS = 15 * MINUTE_MS;

/** Twilio ends a call after four hours, unless the account asked for more. */
export const LONGEST_CALL_MS = 4 * 60 * MINUTE_MS;

/** Returns a span of time such as `90s`, `15m` or `1h`; undefined for every other text. */
export function parseSpan(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,4})([smhd])$/.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS_MS[unit] ?? NaN);
}

/** Returns when `--since` begins: `90m`, `24h`, `7d`, or a time like 2026-08-01T06:00Z. @throws {CliError} */
export function readSince(text: string, nowMs: number): number {
  const spanMs = parseSpan(text);
  const fromMs = spanMs === undefined ? parseTime(text) : nowMs - spanMs;
  if (Number.isFinite(fromMs) && fromMs < nowMs) return fromMs;
  throw new CliError(
    exitCodes.usage,
    `--since ${JSON.stringify(text)} is no time before now`,
    '--since 24h, --since 90m, --since 7d or --since 2026-08-01T06:00Z',
  );
}

/** A time without a zone would mean another one on each machine. */
function parseTime(text: string): number {
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text.trim())
    ? Date.parse(text)
    : NaN;
}
