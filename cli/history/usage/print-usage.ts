import { formatTable } from '../../print/table';
import { exclusionRules } from './rules';
import { formatAmounts } from './money';
import {
  type ComparisonData,
  type FigureData,
  formatWall,
  type TenantUsageData,
  type UsageData,
} from './usage-data';

const NONE = '-';

/** Only the CSV and the JSON have tenants beyond these. */
const MAX_TENANTS = 50;

/** Returns the usage as tables for a terminal. */
export function formatUsage(data: UsageData): string {
  const { window, timeZone, notes } = data;
  return [
    `${formatWall(window.from, timeZone)} to ${formatWall(window.until, timeZone)} (${timeZone})`,
    formatTenants(data),
    formatExcluded(data),
    formatComparisons(data),
    notes.join('\n'),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function formatTenants({ tenants }: UsageData): string {
  const rows = tenants
    .slice(0, MAX_TENANTS)
    .map((tenant) => [
      tenant.tenantId ?? 'no tenant',
      String(tenant.calls),
      formatMinutes(tenant.vapi.seconds),
      String(tenant.twilioInbound.startedMinutes),
      String(tenant.twilioOutgoing.startedMinutes),
      String(tenant.transfers),
      String(tenant.messages),
      formatAmounts(tenant.vapi.cost),
      formatAmounts(tenant.twilioCost),
      String(countUnpriced(tenant)),
    ]);
  const table = formatTable(
    [
      ...['tenant', 'calls', 'min at Vapi', 'min in', 'min out', 'transfers', 'texts'],
      ...['cost at Vapi', 'cost at Twilio', 'not priced yet'],
    ],
    rows,
  );
  const left = tenants.length - MAX_TENANTS;
  return left > 0 ? `${table}\n… and ${left} more: --csv, --json` : table;
}

/** What the vendors charge, although a rule keeps it out of the bill. */
function formatExcluded({ tenants, rules }: UsageData): string {
  const rows = tenants.flatMap(({ tenantId, excluded }) =>
    exclusionRules
      .filter((rule) => excluded[rule].calls > 0)
      .map((rule) => [
        tenantId ?? 'no tenant',
        rule === 'rejected' ? rule : `under ${rules.underSeconds} s`,
        String(excluded[rule].calls),
        formatMinutes(excluded[rule].vapi.seconds),
        String(excluded[rule].twilioInbound.startedMinutes),
        formatAmounts(excluded[rule].vapi.cost),
        formatAmounts(excluded[rule].twilioCost),
      ]),
  );
  if (rows.length === 0) return '';
  return formatTable(
    ['left out', 'rule', 'calls', 'min at Vapi', 'min in', 'cost at Vapi', 'cost at Twilio'],
    rows,
  );
}

function formatComparisons({ comparisons }: UsageData): string {
  if (comparisons.length === 0) return '';
  return formatTable(
    ['all tenants and nobody', 'ours', "the vendor's own figure", 'difference'],
    comparisons.map((each) => [
      each.what,
      formatFigure(each, each.ours),
      each.theirs === null ? NONE : formatFigure(each, each.theirs),
      formatDifference(each),
    ]),
  );
}

function formatDifference(comparison: ComparisonData): string {
  const { difference, isSame, differingDays } = comparison;
  if (difference === null) return NONE;
  if (isSame === true) return 'none';
  const days = differingDays.length === 0 ? '' : ` (${differingDays.slice(0, 5).join(', ')})`;
  return formatFigure(comparison, difference) + days;
}

function formatFigure({ what }: ComparisonData, { count, minutes, cost }: FigureData): string {
  const isOfLegs = what === 'calls-inbound' || what === 'calls-outbound';
  return [String(count), ...(isOfLegs ? [`${minutes} min`] : []), formatAmounts(cost)].join(', ');
}

/** Vapi bills by the second. */
const formatMinutes = (seconds: number): string => (seconds / 60).toFixed(1);

export function countUnpriced(figures: Omit<TenantUsageData, 'tenantId' | 'tenantName'>): number {
  const { vapi, twilioInbound, twilioOutgoing, twilioMessages } = figures;
  return [vapi, twilioInbound, twilioOutgoing, twilioMessages].reduce(
    (sum, { unpriced }) => sum + unpriced,
    0,
  );
}
