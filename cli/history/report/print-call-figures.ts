import { listOutcomes } from './outcome';
import type { FiguresData, ReportData } from './report-data';
import {
  countMetBounds,
  countTextErrors,
  describeDoor,
  formatCount,
  formatDuration,
  formatHour,
  formatMoney,
  formatPrices,
  formatSeconds,
  formatShare,
  NONE,
  OUTCOME_MEANINGS,
  sortCounts,
  STREAM_ERRORS,
} from './figure-words';
import { formatTable } from '../../print/table';

/** Only the files and the JSON have tenants beyond these. */
const MAX_TENANTS = 30;

/** Returns the report as tables for a terminal. */
export function formatCallFigures(data: ReportData): string {
  const { window, timeZone, total, gaps } = data;
  return [
    `${window.from} to ${window.until}; hours in ${timeZone}`,
    formatSummary(total),
    formatOutcomes(total),
    formatDoor(total),
    formatDetails(data),
    formatTenants(data),
    gaps.join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function formatSummary(total: FiguresData): string {
  const { secondsToAnswer: answer, secondsToJoin: join } = total;
  return formatTable(
    ['', ''],
    [
      ['calls', formatCount(total.calls)],
      ['answered', formatShare(total.answeredShare)],
      ['fallback', formatShare(total.fallbackShare)],
      [
        'to answer',
        `median ${formatSeconds(answer.median)}, p95 ${formatSeconds(answer.p95)} (Twilio's start to the assistant)`,
      ],
      [
        'to join',
        `median ${formatSeconds(join.median)}, p95 ${formatSeconds(join.p95)} (by Vapi's clock alone)`,
      ],
      ['talk time', formatDuration(total.talkSeconds)],
      [
        'cost',
        `${total.vapiCalls === 0 ? NONE : formatMoney(total.vapiCostUsd)} at Vapi; ${formatPrices(total.twilioPrices)} at Twilio`,
      ],
      ['busiest', total.busiestHours.map(formatHour).join(', ') || NONE],
    ],
  ).trimStart();
}

function formatOutcomes({ calls, outcomes }: FiguresData): string {
  if (calls === 0) return '';
  const rows = listOutcomes(outcomes).map((name) => [
    name,
    formatCount(outcomes[name]),
    formatShare(outcomes[name] / calls),
    OUTCOME_MEANINGS[name],
  ]);
  return formatTable(['outcome', 'calls', 'share', ''], rows);
}

function formatDoor({ frontDoor }: FiguresData): string {
  const rows = describeDoor(frontDoor);
  return rows.length === 0 ? '' : formatTable(['front door', ''], rows);
}

function formatDetails(data: ReportData): string {
  const { total } = data;
  const { fallbackSteps, fallbackReasons, transferOutcomes, streamErrors } = total;
  const list = (title: string, counts: Readonly<Record<string, number>>) => {
    const words = sortCounts(counts).map(([word, count]) => `${word} ${formatCount(count)}`);
    return words.length === 0 ? [] : [[title, words.join(', ')]];
  };
  const failures = Object.fromEntries(
    Object.entries(streamErrors ?? {}).map(([code, count]) => [
      STREAM_ERRORS[code] === undefined ? code : `${code} (${STREAM_ERRORS[code]})`,
      count,
    ]),
  );
  const rows = [
    ...list('fallback steps', fallbackSteps),
    ...list('fallback reasons', fallbackReasons),
    ...list('refused by', data.total.frontDoor?.refusals ?? {}),
    ...list('transfers', transferOutcomes),
    ...list('stream failures', failures),
    ...list('bounds met', countMetBounds(data)),
    ...list('texts that failed', countTextErrors(data)),
  ];
  return rows.length === 0 ? '' : formatTable(['', ''], rows).trimStart();
}

function formatTenants({ tenants }: ReportData): string {
  if (tenants.length < 2) return '';
  const rows = tenants
    .slice(0, MAX_TENANTS)
    .map((figures) => [
      figures.tenantId,
      formatCount(figures.calls),
      formatShare(figures.answeredShare),
      formatShare(figures.fallbackShare),
      formatCount(figures.outcomes['no-assistant']),
      formatSeconds(figures.secondsToAnswer.median),
      formatSeconds(figures.secondsToAnswer.p95),
      formatDuration(figures.talkSeconds),
      figures.vapiCalls === 0 ? NONE : formatMoney(figures.vapiCostUsd),
    ]);
  const table = formatTable(
    [
      'tenant',
      'calls',
      'answered',
      'fallback',
      'no assistant',
      'median',
      'p95',
      'talk time',
      'Vapi cost',
    ],
    rows,
  );
  const left = tenants.length - MAX_TENANTS;
  return left > 0 ? `${table}\n… and ${left} more: --html, --json` : table;
}
