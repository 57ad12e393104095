import type { AxiosInstance } from 'axios';
import type { Config } from '../../../src/config/config';
import { version } from '../../../src/config/version';
import type { TwilioClient } from '../../core/twilio-client';
import { askPatiently } from '../reconcile/ask-patiently';
import type { VapiKey } from '../reconcile/key-failure';
import type { TimeWindow } from '../reconcile/time-window';
import {
  buildAccountAddress,
  findNextAddress,
  listOf,
  readTwilioPage,
} from '../reconcile/twilio-pages';
import { type UsageCategory, usageCategories } from './daily-figures';
import { Money } from './money';

/** What a vendor itself says of some calls or messages. */
export interface VendorFigure {
  readonly count: number;
  /** As Twilio bills them; Vapi has no such figure. */
  readonly minutes: number;
  readonly money: Money;
}

/**
 * Returns Twilio's own figures by category and day, `calls-inbound 2026-11-29`.
 * @throws {CliError}
 * @see https://www.twilio.com/docs/usage/api/usage-record
 */
export async function readTwilioUsage(
  client: TwilioClient,
  accountSid: string,
  { fromMs, untilMs }: TimeWindow,
): Promise<ReadonlyMap<string, VendorFigure>> {
  const account = buildAccountAddress(client, accountSid);
  const figures = new Map<string, VendorFigure>();
  for (const category of usageCategories) {
    const query = new URLSearchParams({
      Category: category,
      StartDate: toDay(fromMs),
      // The last day is in it.
      EndDate: toDay(untilMs - 1),
      PageSize: '1000',
    });
    const what = `reading Twilio's usage of ${category}`;
    let uri: string | undefined = `${account}/Usage/Records/Daily.json?${query.toString()}`;
    while (uri !== undefined) {
      const body = await readTwilioPage(client, what, { uri });
      for (const record of listOf(body, 'usage_records', what)) {
        figures.set(nameDay(category, String(record['start_date'])), readRecord(record));
      }
      uri = findNextAddress(body, account);
    }
  }
  return figures;
}

export const nameDay = (category: UsageCategory, day: string): string => `${category} ${day}`;

/** Counts come as text, and a sum of charges has no sign. */
function readRecord(record: Readonly<Record<string, unknown>>): VendorFigure {
  const { count, usage, usage_unit: unit, price, price_unit: currency } = record;
  const money = new Money();
  const amount = Math.abs(Number(price));
  if (amount > 0) money.add(amount, String(currency).toUpperCase());
  return { count: Number(count), minutes: unit === 'minutes' ? Number(usage) : 0, money };
}

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export interface VapiSource {
  /** An HTTP client that resolves for every status. */
  readonly http: AxiosInstance;
  readonly config: Config;
  readonly keys: readonly VapiKey[];
}

/**
 * Returns Vapi's own sum over the organisations of the keys; undefined if one does not give it. The list
 * is what counts: this figure is there to compare with.
 * @see https://docs.vapi.ai/api-reference/analytics/get
 */
export async function readVapiUsage(
  { http, config, keys }: VapiSource,
  { fromMs, untilMs }: TimeWindow,
): Promise<VendorFigure | undefined> {
  const money = new Money();
  let count = 0;
  for (const { apiKeyEnv } of keys) {
    const apiKey = config.findSecret(apiKeyEnv);
    const { value } = await askPatiently(
      async () => {
        try {
          const { status, data } = await http.request<string>({
            method: 'POST',
            url: `${config.findVapiUrl(apiKeyEnv)}/analytics`,
            headers: {
              Authorization: `Bearer ${apiKey?.reveal() ?? ''}`,
              'Content-Type': 'application/json',
              'User-Agent': `vapi-switchboard/${version}`,
            },
            data: JSON.stringify(buildQuery(fromMs, untilMs)),
            timeout: TIMEOUT_MS,
          });
          if (status === 429 || status >= 500) return { problem: String(status) };
          return { value: { sums: status < 300 ? findSums(parseJson(data)) : undefined } };
        } catch {
          return { problem: 'no answer' };
        }
      },
      { maxTries: 3 },
    );
    if (value?.sums === undefined) return undefined;
    count += value.sums.count;
    money.add(value.sums.cost, 'USD');
  }
  return { count, minutes: 0, money };
}

const QUERY_NAME = 'usage';
const TIMEOUT_MS = 30_000;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function buildQuery(fromMs: number, untilMs: number) {
  const timeRange = {
    start: new Date(fromMs).toISOString(),
    end: new Date(untilMs - 1).toISOString(),
    timezone: 'UTC',
  };
  const operations = [
    { operation: 'count', column: 'id', alias: 'calls' },
    { operation: 'sum', column: 'cost', alias: 'cost' },
  ];
  return { queries: [{ table: 'call', name: QUERY_NAME, timeRange, operations }] };
}

/** Vapi writes numbers as numbers or as text; no call at all is an empty result. */
function findSums(data: unknown): { readonly count: number; readonly cost: number } | undefined {
  const found: unknown = Array.isArray(data)
    ? (data as unknown[]).find((each) => (Object(each) as { name?: unknown }).name === QUERY_NAME)
    : undefined;
  const { result } = Object(found) as { result?: unknown };
  if (!Array.isArray(result)) return undefined;
  const { calls = 0, cost = 0 } = Object(result[0]) as Record<string, unknown>;
  const sums = { count: Number(calls), cost: Number(cost) };
  return Number.isFinite(sums.count) && Number.isFinite(sums.cost) ? sums : undefined;
}
