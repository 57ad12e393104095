import { HttpConnections } from '../../../src/http/connections';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes, worstExitCode } from '../../core/exit-codes';
import { checkTenantIds, readTenantIds } from '../../core/tenant-option';
import { getTenants } from '../../core/tenant-file';
import { ARCHIVE_HELP, archiveOption, openArchive } from '../archive/read-archive';
import {
  type ArchivedDays,
  type CollectedWindow,
  collectWindow,
  WINDOW_HELP,
  windowOptions,
} from '../reconcile/collect-window';
import { describeKeyFailure } from '../reconcile/key-failure';
import { DAY_MS, leaveOutDays, type TimeWindow } from '../reconcile/time-window';
import {
  FROM_UNTIL_HELP,
  fromUntilOptions,
  readFromUntil,
  readMonth,
  readTimeZone,
} from '../reconcile/window-options';
import { OutputFile } from '../report/output-file';
import { type Comparison, compareWithTwilio, compareWithVapi, differs } from '../usage/compare';
import { countUsage, type CountedUsage } from '../usage/count-usage';
import { listUsageNotes } from '../usage/list-notes';
import { formatUsage } from '../usage/print-usage';
import { readRules, ruleOptions } from '../usage/rules';
import { formatUsageCsv } from '../usage/usage-csv';
import { buildUsageData } from '../usage/usage-data';
import { readTwilioUsage, readVapiUsage } from '../usage/vendor-figures';

/** `switchboard usage`: what did each tenant use? */
export const usage: Command = {
  summary: 'counts minutes, messages and cost per tenant, and compares the sums with both vendors',
  details: `Reads all calls, legs and text messages of the account and counts them for the tenants whose they
were. The sums over every tenant and nobody are compared with Twilio's usage records and Vapi's
analytics. Changes nothing. Ends with 1 if they differ.

  --month         a calendar month: 2026-11
${FROM_UNTIL_HELP}
  --time-zone     whose months and days are meant: Europe/Berlin (default: UTC)
  --tenant        shows only this tenant; may be repeated
  --exclude-under-seconds  leaves out shorter calls, by Twilio's duration of the caller's leg
  --exclude-rejected       leaves out calls that were refused (--logs) or never answered
  --csv           writes a row per tenant, for invoices
${ARCHIVE_HELP}
  --logs          reads the Functions' log too, for calls that did not go well
${WINDOW_HELP}`,
  examples: [
    'npm run switchboard -- usage --month 2026-11 --csv usage.csv',
    'npm run switchboard -- usage --from 2026-11-01 --until 2026-11-15 --time-zone Europe/Berlin --tenant riverside-dental --exclude-under-seconds 10 --json',
  ],
  options: {
    ...windowOptions,
    ...fromUntilOptions,
    ...ruleOptions,
    ...archiveOption,
    month: { type: 'string' },
    csv: { type: 'string' },
    'time-zone': { type: 'string' },
  },
  run: runUsage,
};

/** What is counted: the window of the bill, and the whole days that Twilio's figures are of. */
interface UsageWindow {
  readonly timeZone: string;
  readonly window: TimeWindow;
  readonly days: TimeWindow | undefined;
  readonly typed: readonly unknown[];
}

async function runUsage(input: CommandInput): Promise<CommandReport> {
  const nowMs = Date.now();
  const chosen = readUsageWindow(input, nowMs);
  const rules = readRules(input);
  checkTenantIds(readTenantIds(input), input);
  const { workingFolder } = input;
  const example = 'usage.csv';
  const csv = OutputFile.open('--csv', input.values['csv'], { workingFolder, example });
  try {
    const { window: billed, days = billed } = chosen;
    const window = {
      fromMs: Math.min(billed.fromMs, days.fromMs),
      untilMs: Math.max(billed.untilMs, days.untilMs),
    };
    const archive = openArchive(input, window);
    const collected = await collectWindow(input, {
      command: 'usage',
      nowMs,
      window,
      archive,
      typed: chosen.typed,
      isWhole: true,
    });
    // A resumed run ends when the interrupted one began.
    const untilMs = Math.min(billed.untilMs, collected.spill.head.untilMs);
    const kept = { ...chosen, window: { ...billed, untilMs } };
    return await reportUsage(input, { ...kept, collected, archive, rules, csv });
  } finally {
    csv?.discard();
  }
}

function readUsageWindow(input: CommandInput, nowMs: number): UsageWindow {
  const timeZone = readTimeZone(input, 'UTC');
  const { month, from, until } = input.values;
  if (typeof month === 'string' && (from ?? until) !== undefined) {
    throw new CliError(
      exitCodes.usage,
      '--month names the whole window',
      'leave --from and --until out',
    );
  }
  const window =
    typeof month === 'string'
      ? readMonth(month, nowMs, timeZone)
      : readFromUntil(input, nowMs, timeZone);
  if (window === undefined) {
    throw new CliError(
      exitCodes.usage,
      '--month is missing',
      '--month 2026-11, or --from and --until',
    );
  }
  const fromMs = Math.floor(window.fromMs / DAY_MS) * DAY_MS;
  const overMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const untilMs = Math.min(Math.ceil(window.untilMs / DAY_MS) * DAY_MS, overMs);
  const days = untilMs > fromMs ? { fromMs, untilMs } : undefined;
  return { timeZone, window, days, typed: [month, from, until, timeZone] };
}

interface UsageRun extends UsageWindow {
  readonly collected: CollectedWindow;
  readonly archive: ArchivedDays | undefined;
  readonly rules: ReturnType<typeof readRules>;
  readonly csv: OutputFile | undefined;
}

async function reportUsage(input: CommandInput, run: UsageRun): Promise<CommandReport> {
  const { collected, archive, window, days, rules, timeZone, csv } = run;
  const { spill, keyFailures, hasLogs, nowMs, tenantIds, readTraces } = collected;
  const counted = await countUsage(spill, { window, days, rules, readTraces });
  input.progress.show("asking for the vendors' own figures");
  const comparisons = await compareAll(counted, run);
  const names = new Map(getTenants(input).tenants.map(({ id, name }) => [id, name]));
  const shownIds = readTenantIds(input);
  const { isResumed } = spill;
  const data = buildUsageData(counted, {
    window,
    timeZone,
    rules,
    comparisons,
    notes: listUsageNotes(counted, {
      ...{ window, days, nowMs, hasLogs, isResumed, rules, keyFailures, comparisons },
      oldestReadMs: leaveOutDays(window, archive?.days ?? new Set())[0]?.fromMs,
    }),
    shownIds: shownIds.length === 0 ? undefined : new Set(shownIds),
    knownIds: tenantIds,
    nameOf: (tenantId) => names.get(tenantId) ?? tenantId,
  });
  csv?.write(formatUsageCsv(data));
  csv?.finish();
  if (keyFailures.length === 0) spill.remove();
  const problems = [
    ...keyFailures.map(describeKeyFailure),
    ...comparisons.filter(differs).map(({ what }) => `${what}: our sum is not the vendor's`),
  ];
  const files = csv === undefined ? [] : [csv.file];
  return {
    data: { ...data, files },
    problems,
    text: [formatUsage(data), ...files.map((file) => `written: ${file}`)].join('\n\n'),
    exitCode: worstExitCode([
      ...keyFailures.map(({ error }) => error.exitCode),
      comparisons.some(differs) ? exitCodes.found : exitCodes.done,
    ]),
  };
}

/** A key that could not be listed is not asked for its sum. */
async function compareAll(
  counted: CountedUsage,
  { collected, window, days }: UsageRun,
): Promise<Comparison[]> {
  const { client, accountSid, config, keys, keyFailures } = collected;
  const http = new HttpConnections().client('kept');
  const theirs =
    keyFailures.length > 0 ? undefined : await readVapiUsage({ http, config, keys }, window);
  const ofTwilio =
    days === undefined
      ? []
      : compareWithTwilio(counted, await readTwilioUsage(client, accountSid, days));
  return [...ofTwilio, compareWithVapi(counted, theirs)];
}
