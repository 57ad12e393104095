import {
  DAYS,
  decideHours,
  formatDay,
  type Hours,
  dayOf,
  planDay,
} from '../../../src/tenants/hours';
import type { TenantFile } from '../../../src/tenants/schema';
import { readWall } from '../../../src/tenants/wall-clock';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { formatWall, readMoment } from '../../core/moment-option';
import { getTenants } from '../../core/tenant-file';
import { checkTenantIds, readTenantIds, tenantOption } from '../../core/tenant-option';
import { formatReason, formatSpans } from '../../print/hours';
import { formatTable } from '../../print/table';

const DEFAULT_DAYS = 14;
const MAX_DAYS = 1_100;

/** `switchboard tenants hours`: what the hours of the tenant file say. */
export const tenantsHours: Command = {
  summary: 'shows who is open now, the week, and holidays and special days ahead',
  details: `Reads the tenant file, and not what is deployed: it does not know who is closed by hand
(closed status shows that).

  --tenant       only this tenant; may be repeated
  --at           another moment than now, on the tenant's clocks, or with an offset
  --days         how many days ahead are shown where they differ from the week (default: ${DEFAULT_DAYS})`,
  examples: [
    'npm run switchboard -- tenants hours --tenant riverside-dental',
    'npm run switchboard -- tenants hours --at 2026-12-24T17:30 --days 365 --json',
  ],
  options: { ...tenantOption, at: { type: 'string' }, days: { type: 'string' } },
  run(input) {
    const ids = readTenantIds(input);
    checkTenantIds(ids, input);
    const days = readDays(input);
    checkForm(input);
    const { defaults, tenants } = getTenants(input);
    const shown = tenants
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .map((tenant) => describeTenant(tenant, defaults, { input, days }));
    return Promise.resolve({
      data: { tenants: shown.map(({ data }) => data) },
      problems: [],
      text: shown.map(({ text }) => text).join('\n\n') || 'the tenant file has no tenant',
      exitCode: exitCodes.done,
    });
  },
};

function readDays({ values }: CommandInput): number {
  const text = String(values['days'] ?? DEFAULT_DAYS);
  const days = Number(text);
  if (/^\d{1,4}$/.test(text) && days >= 1 && days <= MAX_DAYS) return days;
  throw new CliError(
    exitCodes.usage,
    `--days ${text}: is not a number of days from 1 to ${MAX_DAYS}`,
  );
}

/** A tenant without hours reads no moment. */
function checkForm({ values: { at } }: CommandInput): void {
  if (at !== undefined) readMoment('at', String(at), 'UTC');
}

interface Shown {
  readonly data: unknown;
  readonly text: string;
}

interface Question {
  readonly input: CommandInput;
  readonly days: number;
}

function describeTenant(
  { id, hours: own }: TenantFile['tenants'][number],
  defaults: TenantFile['defaults'],
  { input, days }: Question,
): Shown {
  const hours = own ?? defaults.hours;
  if (hours === undefined) {
    return {
      data: { tenantId: id, isOpen: true, why: 'no-hours' },
      text: `${id}: has no hours, always open`,
    };
  }
  const { timeZone } = hours;
  const { at: asked } = input.values;
  const at = asked === undefined ? new Date() : readMoment('at', String(asked), timeZone);
  const { isOpen, why, name, opensAt } = decideHours(hours, at);
  const opening =
    opensAt === undefined
      ? 'no opening within 14 days'
      : `opens at ${formatWall(timeZone, opensAt)}`;
  const week = listWeek(hours);
  const ahead = listAhead(hours, dayOf(readWall(timeZone, at.getTime())), days);
  const table = formatTable(
    ['day', 'open'],
    [
      ...week.map(({ day, spans }) => [day, formatSpans(spans)]),
      ...ahead.map(({ date, why, name, spans }) => [
        date,
        `${formatSpans(spans)}  ${formatReason({ why, name })}`,
      ]),
    ],
  );
  return {
    data: {
      tenantId: id,
      timeZone,
      at: at.toISOString(),
      isOpen,
      why,
      name: name ?? null,
      opensAt: opensAt?.toISOString() ?? null,
      week,
      ahead,
    },
    text: [
      `${id}: ${isOpen ? 'open' : 'closed'} at ${formatWall(timeZone, at)} (${timeZone}), ${formatReason({ why, name })}${isOpen ? '' : `; ${opening}`}`,
      table,
    ].join('\n'),
  };
}

/** 5 January 1970 was a Monday. */
function listWeek({ timeZone, open }: Hours) {
  return DAYS.map((day, index) => ({ day, spans: planDay({ timeZone, open }, 4 + index).spans }));
}

/** Returns the days that differ from the week, and holidays and special days that do not. */
function listAhead(hours: Hours, firstDay: number, days: number) {
  return Array.from({ length: days }, (_day, index) => firstDay + index).flatMap((day) => {
    const { why, name, spans } = planDay(hours, day);
    return why === 'week' ? [] : [{ date: formatDay(day), why, name: name ?? '', spans }];
  });
}
