import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';

/** The calls that are counted: those that began in it. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: DAY_MS,
};

/** Anything longer is a typing error. */
export const LONGEST_DAYS = 400;

/** Vapi's ordinary plan keeps calls this long. @see https://docs.vapi.ai (data retention) */
export const VAPI_KEEPS_MS = 14 * DAY_MS;

/** The clocks of Twilio and Vapi, and late webhooks, differ by less. */
export const SLACK_MS = 15 * MINUTE_MS;

/** Twilio ends a call after four hours, unless the account asked for more. */
export const LONGEST_CALL_MS = 4 * 60 * MINUTE_MS;

/** Returns what is left of a span without some days, oldest first. @param days their starts in UTC */
export function leaveOutDays(
  { fromMs, untilMs }: TimeWindow,
  days: ReadonlySet<number>,
): TimeWindow[] {
  const left: TimeWindow[] = [];
  let startMs = fromMs;
  for (const dayMs of [...days].sort((a, b) => a - b)) {
    if (dayMs + DAY_MS <= startMs || dayMs >= untilMs) continue;
    if (dayMs > startMs) left.push({ fromMs: startMs, untilMs: dayMs });
    startMs = dayMs + DAY_MS;
  }
  return startMs < untilMs ? [...left, { fromMs: startMs, untilMs }] : left;
}

/** Returns a span of time such as `90s`, `15m` or `1h`; undefined for every other text. */
export function parseSpan(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,4})([smhd])$/.exec(text.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS_MS[unit] ?? NaN);
}

/**
 * Returns when `--since` begins: `90m`, `24h`, `7d`, or a time like 2026-08-01T06:00Z.
 * @throws {CliError} if it is no time, in the future, or too long ago
 */
export function readSince(text: string, nowMs: number): number {
  const spanMs = parseSpan(text);
  const fromMs = spanMs === undefined ? parseTime(text.trim()) : nowMs - spanMs;
  if (!(fromMs < nowMs)) {
    throw refuse(
      `${JSON.stringify(text)} is no time before now`,
      '24h, --since 90m, --since 7d or --since 2026-08-01T06:00Z',
    );
  }
  if (nowMs - fromMs <= LONGEST_DAYS * DAY_MS) return fromMs;
  throw refuse(
    `${JSON.stringify(text)} lies more than ${LONGEST_DAYS} days back`,
    `${LONGEST_DAYS}d at most`,
  );
}

const refuse = (problem: string, examples: string) =>
  new CliError(exitCodes.usage, `--since ${problem}`, `--since ${examples}`);

/** A time without a zone would mean something else on each machine. */
export function parseTime(text: string): number {
  const [, day = ''] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  return isDay(day) ? Date.parse(text) : NaN;
}

/** JavaScript reads the 30th of February as the 2nd of March. */
export function isDay(text: string): boolean {
  const dayMs = Date.parse(text);
  return Number.isFinite(dayMs) && new Date(dayMs).toISOString().startsWith(text);
}
