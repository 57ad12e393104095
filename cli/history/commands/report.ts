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
  type WindowRequest,
} from '../reconcile/collect-window';
import { describeKeyFailure } from '../reconcile/key-failure';
import { reconcileCalls } from '../reconcile/reconcile-calls';
import { readSince } from '../reconcile/time-window';
import { FROM_UNTIL_HELP, fromUntilOptions, readFromUntil } from '../reconcile/window-options';
import { Gathering } from '../report/gather';
import { wentWell } from '../report/measure-call';
import { OutputFile } from '../report/output-file';
import { buildReportData, type ReportData } from '../report/report-data';
import { WallClock } from '../report/wall-clock';
import { getTenants } from '../../core/tenant-file';

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
      return await writeReport(input, { clock, html, csv });
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
}

async function writeReport(input: CommandInput, outputs: Outputs): Promise<CommandReport> {
  const { html, csv } = outputs;
  const collected = await collectWindow(input, readRequest(input, outputs));
  const data = await countCalls(input, collected, outputs);
  input.progress.show('writing');
  html?.write(await renderPage(data));
  const files = [html, csv].filter((file) => file !== undefined);
  for (const file of files) file.finish();
  if (collected.keyFailures.length === 0) collected.spill.remove();
  return {
    data: { ...data, files: files.map(({ file }) => file) },
    problems: collected.keyFailures.map(describeKeyFailure),
    text: [formatCallFigures(data), ...files.map(({ file }) => `written: ${file}`)].join('\n\n'),
    exitCode: worstExitCode(collected.keyFailures.map(({ error }) => error.exitCode)),
  };
}

function readRequest(input: CommandInput, { clock }: Outputs): WindowRequest {
  const { since, from, until } = input.values;
  const nowMs = Date.now();
  const named = readFromUntil(input, nowMs, clock.timeZone);
  if (named !== undefined && since !== undefined) {
    throw new CliError(
      exitCodes.usage,
      '--since ends now',
      'leave out --since, or --from and --until',
    );
  }
  // A call that begins with the next day is not of this one.
  const before = named && { ...named, untilMs: named.untilMs - 1 };
  const window = before ?? { fromMs: readSince(String(since ?? '7d'), nowMs), untilMs: nowMs };
  const archive = openArchive(input, window);
  const typed = [since, from, until, clock.timeZone];
  return { command: 'report', nowMs, window, archive, typed };
}

async function countCalls(
  input: CommandInput,
  { spill, nowMs, hasLogs, tenantIds, doors, isPart, keyFailures, readTraces }: CollectedWindow,
  { clock, csv }: Outputs,
): Promise<ReportData> {
  const names = new Map(getTenants(input).tenants.map(({ id, name }) => [id, name]));
  const nameOf = (tenantId: string) => names.get(tenantId) ?? tenantId;
  const { head, isResumed } = spill;
  csv?.write(formatCsvHeader());
  const gathered = new Gathering({
    window: head,
    clock,
    nowMs,
    tenantIds,
    listCall: csv && ((measured) => csv.write(formatCsvCall(measured, nameOf))),
  });
  const needsTrace = (call: Parameters<typeof wentWell>[0]) => !wentWell(call);
  const options = { tenantIds, doors, isPart, keyFailures, readTraces, needsTrace };
  await reconcileCalls(spill, options, gathered);
  const { timeZone } = clock;
  const source = { head, isResumed, hasLogs, nowMs, timeZone, nameOf, keyFailures };
  return buildReportData(gathered, source);
}
