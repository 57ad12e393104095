import * as v from 'valibot';
import { MAX_TRANSCRIBED_SECONDS } from './constants';
import type { FallbackStep } from './fallback-schema';
import { type TenantFile, tenantFileSchema } from './schema';
import { describeIssues } from './usable';

/** A checked tenant file, or everything that is wrong with it. */
export type CheckedTenantFile =
  | { readonly file: TenantFile; readonly problems: readonly [] }
  | { readonly file: undefined; readonly problems: readonly string[] };

/**
 * Checks a whole tenant file: its shape, duplicate ids and numbers, fallbacks that ring ourselves.
 * It reports every problem at once, each as `path: what is wrong`.
 */
export function checkTenantFile(text: string): CheckedTenantFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { file: undefined, problems: [`the file: is not JSON (${(error as Error).message})`] };
  }
  const result = v.safeParse(tenantFileSchema, parsed);
  const problems = [
    ...(result.success ? [] : describeIssues(result.issues)),
    ...listRepeated(parsed),
    ...(result.success ? checks.flatMap((check) => check(result.output)) : []),
  ];
  if (result.success && problems.length === 0) return { file: result.output, problems: [] };
  return { file: undefined, problems };
}

/** What is checked once the file's shape is right. */
const checks = [
  listLoops,
  listUntranscribed,
  listToolless,
  listUnreported,
  listUntold,
  listUncapped,
  listWithoutHours,
];

/** Defaults apply only to tenants whom they fit: without hours, these people can always be reached. */
function listWithoutHours({ defaults, tenants }: TenantFile): string[] {
  return tenants.flatMap(({ transfer, hours = defaults.hours }, index) =>
    (transfer?.destinations ?? []).flatMap((destination, at) =>
      destination.hours === 'tenant' && hours === undefined
        ? [
            `tenants[${index}].transfer.destinations[${at}].hours: refers to the tenant's hours, and it has none`,
          ]
        : [],
    ),
  );
}

/** Looks at the raw file, so that one report holds duplicate numbers beside all other problems. */
function listRepeated(parsed: unknown): string[] {
  const firstPaths = new Map<string, string>();
  const problems: string[] = [];
  const claim = (kind: string, value: unknown, path: string) => {
    if (typeof value !== 'string') return;
    const first = firstPaths.get(`${kind} ${value}`);
    if (first !== undefined) problems.push(`${path}: the ${kind} ${value} is taken by ${first}`);
    else firstPaths.set(`${kind} ${value}`, path);
  };
  const { tenants } = Object(parsed) as { tenants?: unknown };
  for (const [index, tenant] of (Array.isArray(tenants) ? tenants : []).entries()) {
    const { id, numbers } = Object(tenant) as { id?: unknown; numbers?: unknown };
    claim('id', id, `tenants[${index}].id`);
    for (const [at, number] of (Array.isArray(numbers) ? numbers : []).entries()) {
      claim('number', number, `tenants[${index}].numbers[${at}]`);
    }
  }
  return problems;
}

/** Calls to a number which we answer would loop forever, at the caller's cost. */
function listLoops(file: TenantFile): string[] {
  const owners = new Map(
    file.tenants.flatMap(({ id, numbers }) => numbers.map((number) => [number, id] as const)),
  );
  const entries = [
    ['defaults', file.defaults] as const,
    ...file.tenants.map((tenant, index) => [`tenants[${index}]`, tenant] as const),
  ];
  const findLoops = (path: string, numbers: readonly string[]) =>
    numbers.flatMap((number, index) => {
      const owner = owners.get(number);
      if (owner === undefined) return [];
      return [
        `${path}.numbers[${index}]: rings ${number}, which this switchboard answers for ${owner}`,
      ];
    });
  const findLoopsIn = (path: string, chain: readonly FallbackStep[]) =>
    chain.flatMap((step, at) =>
      step.step === 'dial' ? findLoops(`${path}[${at}]`, step.numbers) : [],
    );
  return entries.flatMap(([path, { fallback = [], whenClosed, answerFirst, transfer }]) => [
    ...findLoopsIn(`${path}.fallback`, fallback),
    ...(whenClosed !== undefined && 'fallback' in whenClosed
      ? findLoopsIn(`${path}.whenClosed.fallback`, whenClosed.fallback)
      : []),
    ...findLoops(`${path}.answerFirst.open`, answerFirst?.open?.numbers ?? []),
    ...findLoops(`${path}.answerFirst.closed`, answerFirst?.closed?.numbers ?? []),
    ...(transfer?.destinations ?? []).flatMap(({ numbers }, at) =>
      findLoops(`${path}.transfer.destinations[${at}]`, numbers),
    ),
  ]);
}

/** Vapi gives tools to assistants and squads only. */
function listToolless({ tenants }: TenantFile): string[] {
  return tenants.flatMap(({ transfer, assistant }, index) =>
    transfer !== undefined && assistant.workflowId !== undefined
      ? [`tenants[${index}].transfer: a workflow takes no tools; use an assistant or a squad`]
      : [],
  );
}

/**
 * What Vapi sends to somebody else cannot be passed on. Defaults apply only to tenants whom they
 * fit.
 */
function listUnreported({ defaults, tenants }: TenantFile): string[] {
  return tenants.flatMap(({ reports, assistant, ownServer = defaults.ownServer }, index) => {
    if (reports === undefined) return [];
    const where = `tenants[${index}].reports:`;
    return [
      ...(ownServer === true
        ? [`${where} Vapi sends its messages to the assistant's ownServer, and not to us`]
        : []),
      ...(assistant.workflowId === undefined
        ? []
        : [`${where} a workflow takes no server; use an assistant or a squad`]),
    ];
  });
}

/** Vapi accepts no recording setting for a workflow, so what the file says could not be kept. */
function listUntold({ defaults, tenants }: TenantFile): string[] {
  return tenants.flatMap(({ recording = defaults.recording, assistant }, index) =>
    recording !== undefined && recording.by !== 'twilio' && assistant.workflowId !== undefined
      ? [
          `tenants[${index}].recording: Vapi records workflows as they are configured there; only "twilio" works here`,
        ]
      : [],
  );
}

/** Vapi takes no time limit for a workflow, and reports the cost of calls only to one server. */
function listUncapped({ defaults, tenants }: TenantFile): string[] {
  return tenants.flatMap((tenant, index) => {
    const { limits, assistant, ownServer = defaults.ownServer } = tenant;
    const isWorkflow = assistant.workflowId !== undefined;
    const where = `tenants[${index}].limits`;
    return [
      ...(limits?.maxCallSeconds !== undefined && isWorkflow
        ? [`${where}.maxCallSeconds: a workflow takes no time limit; use an assistant or a squad`]
        : []),
      ...(limits?.monthlyCostUsd !== undefined && (isWorkflow || ownServer === true)
        ? [`${where}.monthlyCostUsd: Vapi sends its reports, which have the cost, not to us`]
        : []),
    ];
  });
}

/** Twilio would make no transcription, and nobody would learn why. */
function listUntranscribed({ defaults, tenants }: TenantFile): string[] {
  // Of what the defaults say, only another language makes a difference for a tenant.
  const inheritedBy = (language?: string) =>
    language === undefined ? undefined : defaults.voicemail;
  const entries = [
    ['defaults', defaults] as const,
    ...tenants.map(
      ({ language, voicemail = inheritedBy(language) }, index) =>
        [`tenants[${index}]`, { language, voicemail }] as const,
    ),
  ];
  return entries.flatMap(([path, { voicemail, language = defaults.language ?? 'en-US' }]) => {
    if (voicemail?.transcribe !== true) return [];
    const where = `${path}.voicemail.transcribe: Twilio transcribes`;
    return [
      ...(language === 'en-US' ? [] : [`${where} en-US only, not ${language}`]),
      ...(voicemail.maxSeconds <= MAX_TRANSCRIBED_SECONDS
        ? []
        : [`${where} up to ${MAX_TRANSCRIBED_SECONDS} seconds, not ${voicemail.maxSeconds}`]),
    ];
  });
}
