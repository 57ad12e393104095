import type { ArchivedCall } from './call-archive';
import { vapiError, type VapiError } from './call-rules';

const QUERY_FIELDS = [
  'table',
  'groupBy',
  'groupByVariableValue',
  'name',
  'timeRange',
  'operations',
];
const RANGE_FIELDS = ['step', 'start', 'end', 'timezone'];
/** Those that this stand-in can calculate; Vapi has more. */
const CALCULATIONS: Readonly<Record<string, (calls: readonly ArchivedCall[]) => number>> = {
  'count id': (calls) => calls.length,
  'sum cost': (calls) =>
    calls.reduce((sum, { cost }) => sum + (typeof cost === 'number' ? cost : 0), 0),
};

/**
 * Returns what `POST /analytics` is answered with.
 * @see https://docs.vapi.ai/api-reference/analytics/get
 */
export function answerAnalytics(
  body: unknown,
  calls: readonly ArchivedCall[],
): { readonly results: readonly object[] } | { readonly error: VapiError } {
  const { queries } = Object(body) as { queries?: unknown };
  const list = Array.isArray(queries) ? (queries as unknown[]) : [];
  const messages = list.length === 0 ? ['queries must be an array'] : list.flatMap(checkQuery);
  if (messages.length > 0) return { error: vapiError(400, 'Bad Request', messages) };
  const known = [...new Map(calls.map((call) => [call.id, call])).values()];
  return { results: list.map((query) => answer(query as Query, known)) };
}

interface Query {
  readonly name: string;
  readonly timeRange: { readonly start: string; readonly end: string };
  readonly operations: readonly {
    readonly operation: string;
    readonly column: string;
    readonly alias?: string;
  }[];
}

function answer({ name, timeRange, operations }: Query, calls: readonly ArchivedCall[]): object {
  const [fromMs, untilMs] = [Date.parse(timeRange.start), Date.parse(timeRange.end)];
  const counted = calls.filter(({ createdAt }) => {
    const atMs = Date.parse(createdAt);
    return atMs >= fromMs && atMs <= untilMs;
  });
  const row = Object.fromEntries(
    operations.map(({ operation, column, alias }) => [
      alias ?? operation + column,
      // As text, like other numbers that come out of its database.
      String(CALCULATIONS[`${operation} ${column}`]?.(counted) ?? 0),
    ]),
  );
  return { name, timeRange, result: counted.length === 0 ? [] : [row] };
}

function checkQuery(query: unknown): string[] {
  const { table, name, timeRange, operations, ...rest } = Object(query) as Record<string, unknown>;
  const range = Object(timeRange) as Record<string, unknown>;
  const asked = Array.isArray(operations) ? (operations as unknown[]) : [];
  return [
    ...Object.keys(rest)
      .filter((key) => !QUERY_FIELDS.includes(key))
      .map((key) => `property ${key} should not exist`),
    ...(table === 'call' || table === 'subscription' ? [] : ['table must be call or subscription']),
    ...(typeof name === 'string' && name.length <= 40 ? [] : ['name must be a string']),
    ...Object.keys(range)
      .filter((key) => !RANGE_FIELDS.includes(key))
      .map((key) => `timeRange.property ${key} should not exist`),
    ...['start', 'end']
      .filter((key) => Number.isNaN(Date.parse(String(range[key]))))
      .map((key) => `timeRange.${key} must be a valid ISO 8601 date string`),
    ...(asked.length === 0 ? ['operations must be an array'] : []),
    ...asked
      .map((each) => Object(each) as Record<string, unknown>)
      .filter(({ operation, column }) => {
        return CALCULATIONS[`${String(operation)} ${String(column)}`] === undefined;
      })
      .map(({ operation, column }) => `no ${String(operation)} of ${String(column)} here`),
  ];
}
