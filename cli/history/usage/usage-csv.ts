import { formatCsv } from '../report/csv-table';
import { countUnpriced } from './print-usage';
import { formatWall, type TenantUsageData, type UsageData, type UsageFigures } from './usage-data';

const COLUMNS = [
  'from',
  'until',
  'time_zone',
  'tenant_id',
  'tenant_name',
  'calls',
  'vapi_calls',
  'vapi_seconds',
  'twilio_inbound_minutes',
  'twilio_outgoing_minutes',
  'transfers',
  'messages',
  'vapi_cost_usd',
  'twilio_cost',
  'twilio_currency',
  'not_priced_yet',
  'excluded_rejected_calls',
  'excluded_short_calls',
  'excluded_rejected_vapi_cost_usd',
  'excluded_short_vapi_cost_usd',
] as const;

/**
 * Returns a row per tenant. A tenant whom Twilio charges in several currencies has a row for each; counts
 * are in the first only, so that columns can be summed.
 */
export function formatUsageCsv(data: UsageData): string {
  return formatCsv([COLUMNS, ...data.tenants.flatMap((tenant) => toRows(data, tenant))]);
}

function toRows({ window, timeZone }: UsageData, tenant: TenantUsageData): unknown[][] {
  const { excluded } = tenant;
  const [from, until] = [window.from, window.until].map((time) => formatWall(time, timeZone));
  const head = [from, until, timeZone, tenant.tenantId ?? '', tenant.tenantName];
  const counts = [
    ...[tenant.calls, tenant.vapi.count, tenant.vapi.seconds],
    ...[tenant.twilioInbound.startedMinutes, tenant.twilioOutgoing.startedMinutes],
    ...[tenant.transfers, tenant.messages, costAtVapi(tenant)],
  ];
  const rest = [
    ...[countUnpriced(tenant), excluded.rejected.calls, excluded['under-seconds'].calls],
    ...[costAtVapi(excluded.rejected), costAtVapi(excluded['under-seconds'])],
  ];
  const currencies = Object.entries(tenant.twilioCost);
  const [first = ['', '0.00'], ...others] = currencies;
  return [
    [...head, ...counts, first[1], first[0], ...rest],
    ...others.map(([currency, amount]) => [
      ...head,
      ...counts.map(() => ''),
      amount,
      currency,
      ...rest.map(() => ''),
    ]),
  ];
}

const costAtVapi = ({ vapi }: UsageFigures): string => vapi.cost['USD'] ?? '0.00';
