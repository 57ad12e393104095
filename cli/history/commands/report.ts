import type { Command, CommandInput, CommandReport } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes, worstExitCode } from '../../core/exit-codes';
import { ARCHIVE_HELP, archiveOption, openArchive } from '../archive/read-archive';
import { formatCallFigures } from '../report/print-call-figures';
import { formatCsvCall, formatCsvHeader } from '../report/calls-csv';
import { renderPage } from '../report/page/render-page';
import {
  type CollectedWindow,
  collectWindow,
  WINDOW_HELP,
  windowOptions,
} from '../reconcile/collect-window';
import { describeKeyFailure } from '../reconcile/key-failure';
import { reconcileCalls } from '../reconcile/reconcile-calls';
import { readSince, type TimeWindow } from '../reconcile/time-window';
import { FROM_UNTIL_HELP, fromUntilOptions, readFromUntil } from '../reconcile/window-options';
import { Gathering } from '../report/gather';
import { wentWell } from '../report/measure-call';
import { OutputFile } from '../report/output-file';
import { buildReportData, type ReportData } from '../report/report-data';
import { WallClock } from '../report/wall-clock';
import { NO_ENVIRONMENT, resolveTenant } from '../../../src/tenants/tenant';
import { getTenants } from '../../core/tenant-file';
import { readTenantIds } from '../../core/tenant-option';
import { type SplitOptions, SplitReport } from '../report/client/split-report';
import { giveBoth, limitTo } from '../report/filter-window';
import { OutputFolder } from '../report/output-folder';

/** `switchboard report`: how did the calls go? */
export const report: Command = {
  summary: 'counts how calls went, per tenant: answered, fallbacks, seconds, cost; as a page too',
  details: `Reads the calls of both vendors as reconcile does and shows, per tenant and in total, how many were
answered, got a fallback or no assistant, how long callers waited and talked, and what it cost. Changes
nothing. Interrupted, it continues where it stopped when it is run again.

  --since         how far back: 7d (default), 24h, 90m, or a time like 2026-08-01T06:00Z
${FROM_UNTIL_HELP}
${ARCHIVE_HELP}
  --tenant        only this tenant; may be repeated
  --html          writes one page with figures and tables that needs nothing else, not even scripts
  --csv           writes a table of the calls, for spreadsheets
  --split-by-tenant  writes a page for each tenant into a folder, fit to be sent to the business: in its
                  time zone and language, with nobody else's calls
  --without-costs    leaves the costs out of those pages
  --time-zone     whose hours are meant: Europe/Berlin, UTC (default: this machine's)
  --logs          reads the Functions' log too, for calls that did not go well: stream failures,
                  reasons of fallbacks, transfers that ended with the call
${WINDOW_HELP}`,
  examples: [
    'npm run switchboard -- report --since 7d --html report.html',
    'npm run switchboard -- report --since 24h --tenant riverside-dental --logs --environment production --time-zone America/New_York --csv calls.csv',
  ],
  options: {
    ...windowOptions,
    ...fromUntilOptions,
    ...archiveOption,
    since: { type: 'string' },
    html: { type: 'string' },
    csv: { type: 'string' },
    'split-by-tenant': { type: 'string' },
    'without-costs': { type: 'boolean', default: false },
    'time-zone': { type: 'string' },
  },
  run: runReport,
};

async function runReport(input: CommandInput): Promise<CommandReport> {
  const { values, workingFolder } = input;
  const zone = values['time-zone'];
  const clock = WallClock.in(typeof zone === 'string' ? zone : undefined);
  const html = OutputFile.open('--html', values['html'], { workingFolder });
  try {
    const csv = OutputFile.open('--csv', values['csv'], { workingFolder, other: html });
    try {
      const pages = openPages(input);
      try {
        return await writeReport(input, { clock, html, csv, pages });
      } finally {
        pages?.discard();
      }
    } finally {
      csv?.discard();
    }
  } finally {
    html?.discard();
  }
}

interface Outputs {
  readonly clock: WallClock;
  readonly html: OutputFile | undefined;
  readonly csv: OutputFile | undefined;
  /** The folder of the tenants' own pages. */
  readonly pages: OutputFolder | undefined;
}

function openPages({ values, workingFolder }: CommandInput): OutputFolder | undefined {
  if (values['without-costs'] === true && values['split-by-tenant'] === undefined) {
    throw new CliError(
      exitCodes.usage,
      "--without-costs is for the tenants' own pages",
      '--split-by-tenant pages --without-costs',
    );
  }
  const folder = values['split-by-tenant'];
  if (typeof folder !== 'string') return undefined;
  return OutputFolder.open('--split-by-tenant', folder, { workingFolder, example: 'pages' });
}

async function writeReport(input: CommandInput, outputs: Outputs): Promise<CommandReport> {
  const { html, csv, pages, clock } = outputs;
  const nowMs = Date.now();
  const window = readWindow(input, nowMs, clock.timeZone);
  const split = pages && buildSplit(input, nowMs, clock.timeZone);
  const span = split === undefined ? window : SplitReport.spanOf(split);
  const { since, from, until } = input.values;
  const collected = await collectWindow(input, {
    ...{ command: 'report', nowMs, window: span, archive: openArchive(input, span) },
    typed: [since, from, until, clock.timeZone, span.fromMs - window.fromMs],
  });
  const data = await countCalls(input, collected, { outputs, window, split });
  input.progress.show('writing');
  html?.write(await renderPage(data));
  const written = [html, csv].filter((file) => file !== undefined);
  for (const file of written) file.finish();
  pages?.finish();
  if (collected.keyFailures.length === 0) collected.spill.remove();
  const files = [...written.map(({ file }) => file), ...(pages?.listFiles() ?? [])];
  return {
    data: { ...data, files },
    problems: collected.keyFailures.map(describeKeyFailure),
    text: [formatCallFigures(data), ...listWritten(files)].join('\n\n'),
    exitCode: worstExitCode(collected.keyFailures.map(({ error }) => error.exitCode)),
  };
}

const listWritten = (files: readonly string[]): string[] =>
  files.length === 0 ? [] : [files.map((file) => `written: ${file}`).join('\n')];

/** The same words name other instants in another time zone. */
function readWindow(input: CommandInput, nowMs: number, timeZone: string): TimeWindow {
  const { since } = input.values;
  const named = readFromUntil(input, nowMs, timeZone);
  if (named === undefined) {
    return { fromMs: readSince(String(since ?? '7d'), nowMs), untilMs: nowMs };
  }
  if (since === undefined) {
    // A call that begins with the next day is not of this one.
    return { ...named, untilMs: named.untilMs - 1 };
  }
  const fix = 'leave out --since, or --from and --until';
  throw new CliError(exitCodes.usage, '--since ends now', fix);
}

function buildSplit(input: CommandInput, nowMs: number, usualZone: string): SplitOptions {
  const { tenants, defaults } = getTenants(input);
  const namedIds = readTenantIds(input);
  return {
    tenants: tenants
      .filter(({ id }) => namedIds.length === 0 || namedIds.includes(id))
      .map((entry) => resolveTenant(entry, defaults, NO_ENVIRONMENT)),
    usualZone,
    windowIn: (timeZone) => readWindow(input, nowMs, timeZone),
    hasCosts: input.values['without-costs'] !== true,
  };
}

interface Counting {
  readonly outputs: Outputs;
  /** What the operator's own figures are of; pages may be of a little more. */
  readonly window: TimeWindow;
  readonly split: SplitOptions | undefined;
}

async function countCalls(
  input: CommandInput,
  { spill, nowMs, hasLogs, tenantIds, doors, isPart, keyFailures, readTraces }: CollectedWindow,
  { outputs: { clock, csv, pages }, window, split }: Counting,
): Promise<ReportData> {
  const names = new Map(getTenants(input).tenants.map(({ id, name }) => [id, name]));
  const nameOf = (tenantId: string) => names.get(tenantId) ?? tenantId;
  const { head: read, isResumed } = spill;
  // A resumed run ends when the interrupted one began.
  const untilMs = Math.min(window.untilMs, read.untilMs);
  const head = split === undefined ? read : { ...read, fromMs: window.fromMs, untilMs };
  csv?.write(formatCsvHeader());
  const gathered = new Gathering({
    window: head,
    clock,
    nowMs,
    tenantIds,
    listCall: csv && ((measured) => csv.write(formatCsvCall(measured, nameOf))),
  });
  const parts = split && new SplitReport(split, nowMs);
  const own = limitTo(head, gathered);
  const needsTrace = (call: Parameters<typeof wentWell>[0]) => !wentWell(call);
  const options = { tenantIds, doors, isPart, keyFailures, readTraces, needsTrace };
  await reconcileCalls(spill, options, parts === undefined ? own : giveBoth(own, parts));
  const source = { head, isResumed, hasLogs, nowMs, nameOf, keyFailures };
  if (pages !== undefined) {
    input.progress.show('drawing');
    await parts?.write(pages, source);
  }
  return buildReportData(gathered, { ...source, timeZone: clock.timeZone });
}
