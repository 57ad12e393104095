import { explainTextError } from '../../../src/texts/text-errors';
import { type DoorData, hasDoorEnds } from './door-figures';
import type { WordCounts } from './figures';
import type { CallOutcome } from './outcome';
import type { ReportData } from './report-data';

/** Shown if there is no figure. */
export const NONE = '–';

export const OUTCOME_NAMES: Readonly<Record<CallOutcome, string>> = {
  assistant: 'Assistant',
  transferred: 'Transferred',
  people: 'People',
  fallback: 'Fallback',
  'no-assistant': 'No assistant',
  refused: 'Refused',
  'over-limit': 'Over a limit',
  closed: 'Closed',
  abandoned: 'Abandoned',
  unknown: 'Unknown',
};

export const OUTCOME_MEANINGS: Readonly<Record<CallOutcome, string>> = {
  assistant: 'the assistant had the caller',
  transferred: 'transferred to a person by the assistant, or tried',
  people: 'people who are rung first took the call',
  fallback: 'people, voicemail or a sentence instead of the assistant, or after it',
  'no-assistant': 'never reached Vapi, or the assistant never joined',
  refused: 'rejected by the front door, or answered with a sentence or voicemail instead',
  'over-limit': 'the fallback of a tenant that has met one of its limits',
  closed: 'the fallback of a closed business',
  abandoned: 'the caller was gone before anything',
  unknown: 'still in progress, failed at Twilio, or too old to say',
};

/** What Twilio's error codes of streams mean. @see https://www.twilio.com/docs/api/errors */
export const STREAM_ERRORS: Readonly<Record<string, string>> = {
  '31901': 'connecting took too long',
  '31902': 'the connection was refused',
  '31903': 'the connection broke',
  '31910': 'no TLS connection',
  '31920': 'the WebSocket handshake was refused',
  '31922': 'the address is no wss: address',
  '31923': 'the address is malformed',
  '31924': 'the WebSocket protocol was broken',
  unknown: 'Twilio gave no code',
};

/** Returns how often each tenant met each bound, by `<tenant>: <bound>`. */
export function countMetBounds({ tenants }: Pick<ReportData, 'tenants'>): WordCounts {
  return Object.fromEntries(
    tenants.flatMap(({ tenantId, boundsMet }) =>
      Object.entries(boundsMet ?? {}).map(([bound, count]) => [`${tenantId}: ${bound}`, count]),
    ),
  );
}

/** Returns how many texts to callers failed, by Twilio's error and what it means. */
export function countTextErrors({ total }: Pick<ReportData, 'total'>): WordCounts {
  return Object.fromEntries(
    Object.entries(total.textErrors ?? {}).map(([code, count]) => [
      `${code}: ${explainTextError(Number(code) || undefined).why}`,
      count,
    ]),
  );
}

/** Returns what the front door ended and saved, each as a name and words; empty if it ended nothing. */
export function describeDoor(door: DoorData | null): [name: string, words: string][] {
  if (door === null || !hasDoorEnds(door)) return [];
  const { ends, peopleTalkSeconds, estimatedSavedSeconds, callsWithoutEstimate } = door;
  const saved = ends.rejected + ends.refused + ends['people-answered'];
  const left =
    callsWithoutEstimate === 0 ? '' : `; ${formatCount(callsWithoutEstimate)} calls left out`;
  return [
    ['rejected unanswered, unbilled', formatCount(ends.rejected)],
    ['refused with a sentence or voicemail', formatCount(ends.refused)],
    [
      'answered by people',
      `${formatCount(ends['people-answered'])}, ${formatDuration(peopleTalkSeconds)} of talk`,
    ],
    ['over a limit', formatCount(ends['over-limit'])],
    ['closed', formatCount(ends.closed)],
    [
      'calls that Vapi was spared',
      saved === 0 || estimatedSavedSeconds === null
        ? formatCount(saved)
        : `${formatCount(saved)}, about ${formatDuration(estimatedSavedSeconds)} if each took its tenant's average talk${left}`,
    ],
  ];
}

/** Returns a whole number with commas: `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Returns `12.3 %`. @param share 0 to 1 */
export function formatShare(share: number | null): string {
  return share === null ? NONE : `${(share * 100).toFixed(1)} %`;
}

/** Returns `2.4 s`. */
export function formatSeconds(seconds: number | null): string {
  return seconds === null ? NONE : `${seconds.toFixed(1).replace('-', '−')} s`;
}

/** Returns `3 h 05 min`; shorter times as `12 min` or `40 s`, from 100 hours on `133 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 6_000) return `${formatCount(Math.round(minutes / 60))} h`;
  const rest = String(minutes % 60).padStart(2, '0');
  return `${formatCount(Math.floor(minutes / 60))} h ${rest} min`;
}

/** Returns `$12.34`; other currencies as `12.34 EUR`. */
export function formatMoney(amount: number, unit = 'USD'): string {
  const text = amount.toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return unit === 'USD' ? `$${text}` : `${text} ${unit}`;
}

/** Returns the amounts of all currencies. */
export function formatPrices(prices: WordCounts): string {
  const texts = Object.entries(prices).map(([unit, amount]) => formatMoney(amount, unit));
  return texts.length === 0 ? NONE : texts.join(', ');
}

/** Returns an hour of the day: `09:00–10:00`. */
export function formatHour(hour: number): string {
  const pad = (value: number) => `${String(value).padStart(2, '0')}:00`;
  return `${pad(hour)}–${pad((hour + 1) % 24)}`;
}

/** Returns words with their counts, the most frequent first. */
export function sortCounts(counts: WordCounts): [word: string, count: number][] {
  return Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
