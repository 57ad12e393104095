import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { JsonDocument } from '../../../src/operator-files/json-document';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { formatWall, readMoment } from '../../core/moment-option';
import { getTenants } from '../../core/tenant-file';
import { formatTable } from '../../print/table';
import { callFields } from '../front-door/call-fields';
import { type CallQuestion, decideCall, type DecidedCall } from '../front-door/decide-call';
import { describeCaller, describeReason, describeStep } from '../front-door/describe-call';
import { findEntry, findHolidayGap, resolveEntry } from '../front-door/find-tenant';
import { maskNumber } from '../../../src/log/redact';

const NOT_IN_THE_FILE =
  'decided by the tenant file. Who is closed by hand is not in it (--closed decides as if this tenant were), nor is what is deployed.';

/** `switchboard decide`: what a call would meet, step by step, and why. */
export const decide: Command = {
  summary: 'shows what a call would meet before the assistant, and why',
  details: `Reads the tenant file, and decides as /incoming-call does. Calls nobody.

  --to               the called number
  --from             the caller, as Twilio names them: a number, anonymous, sip:jane@example.com
  --at               another moment than now, on the tenant's clocks, or with an offset
  --country          the country that Twilio says of the caller, or unknown (default: the number's)
  --state            its state, like CA (default: not known)
  --verification     Twilio's StirVerstat, like TN-Validation-Failed-C
  --add-ons          a JSON file with Twilio's field AddOns
  --closed           as if the tenant were closed by hand
  --calls-this-hour  how often the caller has called, this call counted (default: not counted)
  --calls-this-day   the same for the day
  --calls-at-once    how many calls the tenant has at the moment, this one counted
  --minutes-this-month, --calls-today, --cost-this-month
                     what the tenant has used, for its limits (default: nothing)
  --expect           ends with 1 if the caller does not meet this first: assistant, people, menu,
                     consent, challenge, rejected, busy, refused, voicemail, over-limit, closed,
                     fallback, own-leg`,
  examples: [
    'npm run switchboard -- decide --to +12025550101 --from +12025550143 --at 2026-12-24T17:30',
    'npm run switchboard -- decide --to +12025550101 --from anonymous --expect challenge --json',
  ],
  options: {
    ...{ to: { type: 'string' }, from: { type: 'string' }, at: { type: 'string' } },
    ...{ country: { type: 'string' }, state: { type: 'string' }, closed: { type: 'boolean' } },
    ...{ verification: { type: 'string' }, 'add-ons': { type: 'string' } },
    ...{ 'calls-this-hour': { type: 'string' }, 'calls-this-day': { type: 'string' } },
    ...{ 'minutes-this-month': { type: 'string' }, 'calls-today': { type: 'string' } },
    ...{ 'cost-this-month': { type: 'string' } },
    ...{ 'calls-at-once': { type: 'string' }, expect: { type: 'string' } },
  },
  run(input) {
    const to = requireOption('to', '+12025550101', input);
    const expected = readOption('expect', callFields.expect, input);
    const file = getTenants(input);
    const entry = findEntry(to, file);
    const tenant = resolveEntry(entry, file, input.environment);
    const { at: asked } = input.values;
    const { timeZone } = tenant.hours ?? {};
    const at = asked === undefined ? new Date() : readMoment('at', String(asked), timeZone);
    const question = { ...readQuestion(input), to, at };
    const notes = [
      ...(entry === undefined ? ['no tenant has this number: VAPI_ASSISTANT_ID answers'] : []),
      ...[findHolidayGap(tenant, at)].filter((gap) => gap !== undefined),
    ];
    const decided = decideCall(question, tenant);
    const problems =
      expected === undefined || expected === decided.met
        ? []
        : [`the caller meets ${decided.met} first, and not ${expected}`];
    return Promise.resolve(buildReport(decided, { at, timeZone, notes, problems }));
  },
};

function readQuestion(input: CommandInput): Omit<CallQuestion, 'to' | 'at'> {
  return {
    from: requireOption('from', '+12025550143, or --from anonymous', input),
    country: readOption('country', callFields.country, input),
    state: readOption('state', callFields.state, input),
    verification: readOption('verification', callFields.verification, input),
    addOns: readAddOns(input),
    closed: input.values['closed'] === true,
    callsThisHour: readCount('calls-this-hour', input),
    callsThisDay: readCount('calls-this-day', input),
    callsAtOnce: readCount('calls-at-once', input),
    minutesThisMonth: readAmount('minutes-this-month', input),
    callsToday: readAmount('calls-today', input),
    costThisMonth: readAmount('cost-this-month', input),
  };
}

function requireOption(name: 'to' | 'from', example: string, input: CommandInput): string {
  const text = readOption(name, callFields[name], input);
  if (text !== undefined) return text;
  throw new CliError(exitCodes.usage, `--${name} is missing`, `--${name} ${example}`);
}

function readCount(name: string, input: CommandInput): number | undefined {
  return readOption(name, v.pipe(v.string(), v.transform(Number), callFields.count), input);
}

function readAmount(name: string, input: CommandInput): number | undefined {
  return readOption(name, v.pipe(v.string(), v.transform(Number), callFields.amount), input);
}

function readOption<T>(
  name: string,
  schema: v.GenericSchema<unknown, T>,
  { values }: CommandInput,
): T | undefined {
  const { [name]: value } = values;
  if (value === undefined) return undefined;
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new CliError(
    exitCodes.usage,
    `--${name} ${String(value)}: ${result.issues[0].message}`,
    'npm run switchboard -- decide --help',
  );
}

/** Returns the file's text, which Twilio would send. */
function readAddOns({ values, workingFolder }: CommandInput): string | undefined {
  const { 'add-ons': name } = values;
  if (typeof name !== 'string') return undefined;
  try {
    const text = readFileSync(path.resolve(workingFolder, name), 'utf8');
    if (new JsonDocument(text).root.type === 'Object') return text;
  } catch (error) {
    throw new CliError(exitCodes.usage, `--add-ons ${name}: ${(error as Error).message}`);
  }
  throw new CliError(exitCodes.usage, `--add-ons ${name}: is not a JSON object`);
}

interface ReportParts {
  readonly at: Date;
  readonly timeZone: string | undefined;
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

function buildReport(decided: DecidedCall, parts: ReportParts): CommandReport {
  const { call, tenant, met, hasFrontDoor, reasons, answerers } = decided;
  const { notes, problems, at } = parts;
  const steps = decided.steps.map((step) => ({
    kind: step.kind,
    text: describeStep(step, decided),
  }));
  return {
    data: {
      tenantId: tenant.id,
      called: maskNumber(call.calledNumber),
      caller: describeCaller(call.caller),
      at: at.toISOString(),
      country: call.callerPlace.country ?? null,
      state: call.callerPlace.state ?? null,
      ...{ hasFrontDoor, met, steps },
      reasons: reasons.map((reason) => ({ ...reason, text: describeReason(reason) })),
      answerers,
      variables: decided.variables,
      laterVariables: decided.laterVariables,
      notes,
    },
    problems,
    text: formatText(decided, steps, parts),
    exitCode: problems.length === 0 ? exitCodes.done : exitCodes.found,
  };
}

function formatText(
  decided: DecidedCall,
  steps: readonly { readonly kind: string; readonly text: string }[],
  { at, timeZone, notes, problems }: ReportParts,
): string {
  const { call, tenant, reasons, variables, laterVariables } = decided;
  const { country = 'unknown', state } = call.callerPlace;
  const when =
    timeZone === undefined ? at.toISOString() : `${formatWall(timeZone, at)} (${timeZone})`;
  const place = state === undefined ? country : `${country}, ${state}`;
  const rows = [
    ...Object.entries(variables).map(([name, value]) => [name, String(value)]),
    ...Object.entries(laterVariables).map(([name, values]) => [
      name,
      `later: ${values.join(', ')}`,
    ]),
  ];
  return [
    `${tenant.id}: ${describeCaller(call.caller)} calls ${maskNumber(call.calledNumber)} at ${when}; country ${place}`,
    ...(decided.hasFrontDoor
      ? []
      : ['this tenant has no front door: the assistant answers at once']),
    ...notes.map((note) => `note: ${note}`),
    '',
    formatTable(
      ['step', 'what the caller meets', ''],
      steps.map(({ kind, text }, index) => [`${index + 1}`, kind, text]),
    ),
    ...section(['part', 'choice', 'why'], reasons.map(toRow)),
    ...section(['variable', 'value'], rows),
    '',
    NOT_IN_THE_FILE,
    ...problems,
  ].join('\n');
}

const toRow = (reason: DecidedCall['reasons'][number]) => [
  reason.part,
  reason.choice,
  describeReason(reason),
];

function section(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', formatTable(header, rows)];
}
