import { DAY_MS as WALL_DAY_MS, findInstant, isTimeZone } from '../../../src/tenants/wall-clock';
import type { CommandInput } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { DAY_MS, isDay, LONGEST_DAYS, parseTime, type TimeWindow } from './time-window';

/** Options that name a window by its ends. */
export const fromUntilOptions = {
  from: { type: 'string' },
  until: { type: 'string' },
} as const;

export const FROM_UNTIL_HELP = `  --from          the first day, 2026-11-01, or a time like 2026-11-01T06:00Z
  --until         the last day, which belongs to the window, or a time; default: now`;

const refuse = (message: string, fix: string): CliError =>
  new CliError(exitCodes.usage, message, fix);

/** Returns the zone that `--time-zone` names. @throws {CliError} if there is no such zone */
export function readTimeZone({ values }: Pick<CommandInput, 'values'>, usual: string): string {
  const zone = values['time-zone'] ?? usual;
  if (typeof zone === 'string' && isTimeZone(zone)) return zone;
  throw refuse(
    `--time-zone ${JSON.stringify(zone)} is no time zone`,
    '--time-zone Europe/Berlin or --time-zone UTC',
  );
}

/**
 * Returns the window that `--from` and `--until` name; undefined without them. Its end belongs to it no
 * more, and lies in the past.
 * @throws {CliError}
 */
export function readFromUntil(
  { values }: Pick<CommandInput, 'values'>,
  nowMs: number,
  timeZone: string,
): TimeWindow | undefined {
  const { from, until } = values;
  if (from === undefined && until === undefined) return undefined;
  if (typeof from !== 'string') throw refuse('--until needs --from', '--from 2026-11-01');
  const fromMs = readEnd('from', from, timeZone).startMs;
  const untilMs = typeof until === 'string' ? readEnd('until', until, timeZone).endMs : nowMs;
  return checkWindow({ fromMs, untilMs }, nowMs, `--from ${from}`);
}

/** Returns a calendar month. @throws {CliError} if it is none, or has not begun */
export function readMonth(text: string, nowMs: number, timeZone: string): TimeWindow {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined) {
    throw refuse(`--month ${JSON.stringify(text)} is no month`, '--month 2026-11');
  }
  const startOf = (index: number) => findInstant(timeZone, Date.UTC(Number(year), index));
  const window = { fromMs: startOf(Number(month) - 1), untilMs: startOf(Number(month)) };
  return checkWindow(window, nowMs, `--month ${text}`);
}

function readEnd(name: string, text: string, timeZone: string) {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isDay(text)) {
    const wallMs = Date.parse(text);
    const startMs = findInstant(timeZone, wallMs);
    return { startMs, endMs: findInstant(timeZone, wallMs + WALL_DAY_MS) };
  }
  const atMs = parseTime(text.trim());
  if (!Number.isNaN(atMs)) return { startMs: atMs, endMs: atMs };
  throw refuse(
    `--${name} ${JSON.stringify(text)} is neither a day nor a time`,
    `--${name} 2026-11-01, or --${name} 2026-11-01T06:00Z`,
  );
}

function checkWindow({ fromMs, untilMs }: TimeWindow, nowMs: number, named: string): TimeWindow {
  if (fromMs >= nowMs) throw refuse(`${named} lies in the future`, 'name a time before now');
  if (untilMs <= fromMs) throw refuse('--until lies before --from', 'name a later --until');
  if (nowMs - fromMs <= LONGEST_DAYS * DAY_MS) return { fromMs, untilMs: Math.min(untilMs, nowMs) };
  throw refuse(
    `${named} lies more than ${LONGEST_DAYS} days back`,
    'Twilio lists the calls of thirteen months',
  );
}
