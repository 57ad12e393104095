import * as v from 'valibot';
import { DEFAULT_TENANT_ID } from '../../../src/config/tenant-id';
import { decodeText } from '../../../src/operator-files/decode-text';
import { JsonDocument, JsonTextError } from '../../../src/operator-files/json-document';
import { findNearWords } from '../../../src/operator-files/near-words';
import { locateProblem } from '../../../src/operator-files/locate-problem';
import type { TenantFile } from '../../../src/tenants/schema';
import type { Tenant } from '../../../src/tenants/tenant';
import { describeIssues } from '../../../src/tenants/usable';
import { parseMoment } from '../../core/moment-option';
import { callFields, type Meeting } from './call-fields';
import type { CallQuestion } from './decide-call';
import { findEntry, resolveEntry } from './find-tenant';

const entrySchema = v.pipe(
  v.strictObject({
    tenant: v.optional(v.string()),
    to: v.optional(callFields.to),
    from: callFields.from,
    at: v.optional(v.string()),
    country: v.optional(callFields.country),
    state: v.optional(callFields.state),
    verification: v.optional(callFields.verification),
    addOns: v.optional(v.record(v.string(), v.unknown())),
    closed: v.optional(v.boolean()),
    callsThisHour: v.optional(callFields.count),
    callsThisDay: v.optional(callFields.count),
    callsAtOnce: v.optional(callFields.count),
    minutesThisMonth: v.optional(callFields.amount),
    costThisMonth: v.optional(callFields.amount),
    callsToday: v.optional(callFields.amount),
    expect: callFields.expect,
    /** What the assistant must be told. */
    variables: v.optional(v.record(v.string(), v.string())),
    /** Why somebody expects that: shown with a failure. */
    why: v.optional(v.string()),
  }),
  v.check(
    ({ tenant, to }) => (tenant === undefined) !== (to === undefined),
    'needs either "tenant" or "to"',
  ),
);

const tableSchema = v.pipe(v.array(entrySchema), v.minLength(1, 'has no expectation'));

type Entry = v.InferOutput<typeof entrySchema>;

/** What somebody expects of a call. */
export interface Expectation {
  /** In the file, from 1. */
  readonly line: number;
  readonly question: CallQuestion;
  readonly tenant: Tenant;
  readonly expect: Meeting;
  readonly variables: Readonly<Record<string, string>>;
  readonly why: string | undefined;
}

export type ReadExpectations =
  | { readonly expectations: readonly Expectation[]; readonly problems: readonly [] }
  | { readonly expectations?: undefined; readonly problems: readonly string[] };

/** Reads a table of expectations. Each problem has its line and column; all are reported at once. */
export function readExpectations(
  bytes: Uint8Array,
  file: TenantFile,
  environment: Readonly<Record<string, string>>,
): ReadExpectations {
  const { text, problem } = decodeText(bytes);
  if (text === undefined) return { problems: [problem] };
  try {
    const document = new JsonDocument(text);
    const result = v.safeParse(tableSchema, JSON.parse(text));
    const locate = (problem: string) => locateProblem(problem, document);
    if (!result.success) return { problems: describeIssues(result.issues).map(locate) };
    const read = result.output.map((entry, index) => {
      const { line } = document.locate([index]).place;
      return resolveExpectation(entry, { index, line, file, environment });
    });
    const problems = read.flatMap((one) => (typeof one === 'string' ? [locate(one)] : []));
    if (problems.length > 0) return { problems };
    return { expectations: read.filter((one) => typeof one !== 'string'), problems: [] };
  } catch (error) {
    if (error instanceof JsonTextError) return { problems: error.problems };
    throw error;
  }
}

interface Surroundings {
  readonly index: number;
  readonly line: number;
  readonly file: TenantFile;
  readonly environment: Readonly<Record<string, string>>;
}

/** Returns the expectation, or `path: problem`. */
function resolveExpectation(entry: Entry, surroundings: Surroundings): Expectation | string {
  const { index, line, file, environment } = surroundings;
  const { tenant: id, to, at: moment, addOns, expect, variables = {}, why, ...rest } = entry;
  const found =
    id === undefined ? findEntry(to ?? '', file) : file.tenants.find((one) => one.id === id);
  if (found === undefined && id !== DEFAULT_TENANT_ID) {
    return to === undefined
      ? `[${index}].tenant: ${explainUnknown(id ?? '', file)}`
      : `[${index}].to: no tenant has this number; for one without a tenant, write "tenant": "${DEFAULT_TENANT_ID}"`;
  }
  const tenant = resolveEntry(found, file, environment);
  const { hours } = tenant;
  if (moment === undefined && hours !== undefined) {
    return `[${index}]: "at" is missing: the tenant has hours, so the answer depends on the moment`;
  }
  const parsed = moment === undefined ? { at: new Date() } : parseMoment(moment, hours?.timeZone);
  if (parsed.at === undefined) {
    return `[${index}].at: ${parsed.problem}; like ${parsed.examples.join(' or ')}`;
  }
  const question = {
    ...rest,
    to: to ?? found?.numbers[0] ?? '',
    at: parsed.at,
    addOns: addOns && JSON.stringify(addOns),
  };
  return { line, question, tenant, expect, variables, why };
}

function explainUnknown(id: string, { tenants }: TenantFile): string {
  const [near] = findNearWords(id, [...tenants.map((one) => one.id), DEFAULT_TENANT_ID]);
  return `no tenant has this id${near === undefined ? '' : `; did you mean ${near}?`}`;
}
