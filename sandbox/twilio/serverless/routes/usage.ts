import { badParameter, buildPageBody, readParameters, readWhole } from '../../rest/rest-request';
import type { ApiState } from '../api-state';
import type { CallLogStore } from '../call-log-store';
import type { ApiReply, Route, RoutedRequest } from '../router';
import { checkAccount, PAGING } from './calls';

export const usageRoutes: readonly Route[] = [
  {
    host: 'api.twilio.com',
    method: 'GET',
    path: '/2010-04-01/Accounts/:account/Usage/Records/Daily.json',
    handle: listDailyUsage,
  },
];

const DAY_MS = 24 * 60 * 60_000;
const PARAMETERS = ['Category', 'StartDate', 'EndDate', 'IncludeSubaccounts', ...PAGING];
const PAGE_SIZE = { from: 1, to: 1_000, fallback: 50 };

/** What is charged: calls in minutes, each begun one counts, and messages. */
interface Charged {
  readonly atMs: number;
  readonly minutes: number;
  readonly price: string | undefined;
  readonly priceUnit?: string | undefined;
}

/** Counted from what the store lists, and from what it hides. */
const CATEGORIES: Readonly<
  Record<string, { readonly unit: string; readonly list: (store: CallLogStore) => Charged[] }>
> = {
  'calls-inbound': { unit: 'calls', list: (store) => listCalls(store, true) },
  'calls-outbound': { unit: 'calls', list: (store) => listCalls(store, false) },
  sms: {
    unit: 'messages',
    list: ({ messages }) =>
      messages.map(({ sentMs: atMs, price }) => ({ atMs, minutes: 0, price })),
  },
};

function listCalls(store: CallLogStore, isInbound: boolean): Charged[] {
  return [...store.list(undefined), ...store.unlisted]
    .filter(({ direction }) => (direction === 'inbound') === isInbound)
    .map(({ startMs, createdMs, durationSeconds = 0, price, priceUnit }) => ({
      atMs: startMs ?? createdMs,
      minutes: Math.ceil(durationSeconds / 60),
      price,
      priceUnit,
    }));
}

/** One record per day, by GMT, newest first. A day without usage has a record of zeros. */
function listDailyUsage(request: RoutedRequest, { account, calls }: ApiState): ApiReply {
  checkAccount(request, account.accountSid);
  const wanted = readParameters(request.query, PARAMETERS);
  const category = wanted['Category'] ?? '';
  const found = CATEGORIES[category];
  if (found === undefined) throw badParameter(`Category ${category} is not known here`);
  const [fromMs, lastMs] = [readDay(wanted, 'StartDate'), readDay(wanted, 'EndDate')];
  if (lastMs < fromMs) throw badParameter('EndDate lies before StartDate');
  const charged = found.list(calls);
  const records = Array.from({ length: (lastMs - fromMs) / DAY_MS + 1 }, (_each, index) =>
    toRecord(lastMs - index * DAY_MS, charged, { category, unit: found.unit }),
  );
  const pageSize = readWhole('PageSize', wanted['PageSize'], PAGE_SIZE);
  const page = readWhole('Page', wanted['Page'], { from: 0, to: 1e6, fallback: 0 });
  const uriOf = (index: number) => {
    const own = new URLSearchParams(request.query);
    own.set('Page', String(index));
    return `${request.path}?${own.toString()}`;
  };
  const body = buildPageBody('usage_records', records, { page, pageSize, uriOf });
  return { status: 200, body };
}

function toRecord(
  dayMs: number,
  charged: readonly Charged[],
  { category, unit }: { readonly category: string; readonly unit: string },
) {
  const ofDay = charged.filter(({ atMs }) => atMs >= dayMs && atMs < dayMs + DAY_MS);
  const day = new Date(dayMs).toISOString().slice(0, 10);
  // Whole hundred-thousandths: Twilio's prices have five digits behind the point.
  const price = ofDay.reduce((sum, each) => sum + Math.round(-Number(each.price ?? 0) * 1e5), 0);
  const isOfCalls = unit === 'calls';
  const minutes = ofDay.reduce((sum, each) => sum + each.minutes, 0);
  return {
    category,
    start_date: day,
    end_date: day,
    count: String(ofDay.length),
    count_unit: unit,
    usage: String(isOfCalls ? minutes : ofDay.length),
    usage_unit: isOfCalls ? 'minutes' : unit,
    price: (price / 1e5).toFixed(5),
    price_unit: (charged.find((each) => each.priceUnit)?.priceUnit ?? 'USD').toLowerCase(),
    as_of: `${day}T23:59:59+00:00`,
  };
}

function readDay(wanted: Readonly<Record<string, string | undefined>>, name: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(wanted[name] ?? '') ? Date.parse(wanted[name] ?? '') : NaN;
  if (Number.isNaN(ms)) throw badParameter(`${name} is not YYYY-MM-DD`);
  return ms;
}
