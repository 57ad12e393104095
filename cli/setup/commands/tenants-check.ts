import { statSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from '../../../src/config/config';
import { planStaticFallbacks } from '../../../src/fallback/static-fallbacks';
import { buildStaticLinks } from '../../../src/twilio/static-links';
import { listPrivateWebhooks } from '../../../src/operator-files/public-host';
import { findMusicProblems } from '../../../src/tenants/hold-music';
import type { TenantFile } from '../../../src/tenants/schema';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import { ENVIRONMENT_HELP, environmentOption } from '../../core/deployment';
import { readEnvironmentFile } from '../../core/environment';
import { exitCodes, worstExitCode } from '../../core/exit-codes';
import { findBadVapiUrl } from '../../core/vapi/bad-url';
import { formatTable } from '../../print/table';
import { checkStaticFallbacks, findFallbackDomain } from '../tenants/static-fallbacks';
import { findAuthToken } from '../../core/twilio-client';
import { readTenants } from '../../core/tenant-file';
import { listFrontDoorNotes } from '../tenants/front-door-notes';
import { FORWARDING_NOTE, listOutgoingLegs } from '../tenants/outgoing-legs';
import { listTextNotes } from '../tenants/text-notes';
import { listUnsetSecrets } from '../tenants/unset-secrets';
import { type Finding, checkIds, checkKey, listKeyStates } from '../../core/vapi/check-references';
import { lookUpReferences } from '../../core/vapi/look-up';
import { formatNames, listNamedKeys, listReferences } from '../../core/vapi/references';

/** `switchboard tenants check`: checks the tenant file. */
export const tenantsCheck: Command = {
  summary: 'checks the tenant file',
  details: [
    'Names every problem with tenant, line and column: shape, numbers and ids that stand twice, music that is not',
    'in src/assets, and variables named by apiKeyEnv that .env does not set. Notes name secrets',
    'without which transfers, reports, limits or webhooks do nothing, whom the file lets us ring beyond',
    "phones of the tenants' own countries, what of a front door may not work as meant, and which texts to",
    'callers are longer than one message.',
    '',
    '--live         also asks Vapi whether every assistant, squad, workflow and phone number exists,',
    '               and whether the static fallback of every tenant is served',
    '--domain       where the fallbacks are served (default: the deployed environment)',
    ENVIRONMENT_HELP,
  ].join('\n'),
  examples: [
    'npm run switchboard -- tenants check',
    'npm run switchboard -- tenants check --live --json',
  ],
  options: { live: { type: 'boolean' }, domain: { type: 'string' }, ...environmentOption },
  async run(input) {
    const { file, tenants, problems, warnings } = readTenants(input);
    if (tenants === undefined) return reportBrokenFile(file, problems);
    const live = input.values['live'] === true ? await checkLive(tenants, input) : undefined;
    const { config } = readConfig(input.environment);
    // Asking Vapi finds unset keys as well.
    const unsetKeys = live === undefined ? listUnsetKeys(tenants, config) : [];
    // Without a .env, it is not known what will be set: CI checks only the file.
    const hasEnvironmentFile = readEnvironmentFile(input.projectFolder) !== undefined;
    const findings = [
      ...checkMusic(tenants, input),
      ...(live?.findings ?? []),
      ...(hasEnvironmentFile ? unsetKeys.map(toFinding) : []),
    ];
    // Not among the findings: the file is valid, and calls are answered.
    const unset = listUnsetSecrets(tenants, config);
    const { beyondDefaults, ringsPeople } = listOutgoingLegs(tenants);
    const noted = [
      ...(hasEnvironmentFile ? [] : unsetKeys),
      ...unset.map(({ problem, fix }) => `${problem}; fix: ${fix}`),
      ...listPrivateWebhooks(tenants),
      ...beyondDefaults,
      ...listFrontDoorNotes(tenants),
      ...listTextNotes(tenants),
      ...(ringsPeople ? [FORWARDING_NOTE] : []),
    ];
    const notes = [
      ...(live?.notes ?? []),
      ...noted.map((note) => `note: ${note}`),
      ...warnings.map((warning) => `warning: ${warning}`),
    ];
    const unsetSecrets = unset.map(({ name }) => name);
    return buildReport({
      file,
      tenants,
      findings,
      notes,
      unsetSecrets,
      warnings,
      beyondDefaults,
      live: live?.data,
    });
  },
};

const toFinding = (problem: string): Finding => ({ problem, exitCode: exitCodes.found });

interface LiveCheck {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

function reportBrokenFile(file: string, problems: readonly string[]): CommandReport {
  return {
    data: { file, tenantCount: 0 },
    problems,
    text: [`${file} has problems:`, ...problems].join('\n  '),
    exitCode: exitCodes.found,
  };
}

function listUnsetKeys(tenants: TenantFile, config: Config): string[] {
  return listNamedKeys(tenants)
    .filter(({ apiKeyEnv }) => config.findSecret(apiKeyEnv) === undefined)
    .map(
      ({ apiKeyEnv, namedBy }) =>
        `apiKeyEnv of ${formatNames(namedBy)} names ${apiKeyEnv}, which ${config.explainSecret(apiKeyEnv)}`,
    );
}

function checkMusic(tenants: TenantFile, { projectFolder }: CommandInput): Finding[] {
  const findSize = (name: string) =>
    statSync(path.join(projectFolder, 'src/assets', name), { throwIfNoEntry: false })?.size;
  return findMusicProblems(tenants, findSize).map(toFinding);
}

async function checkLive(tenants: TenantFile, input: CommandInput): Promise<LiveCheck> {
  const { config, problems } = readConfig(input.environment);
  const badUrl = findBadVapiUrl(problems);
  if (badUrl !== undefined) throw new CliError(exitCodes.configuration, badUrl);
  const references = listReferences(tenants, config.vapi);
  const checked = await lookUpReferences(references, config, input.progress);
  const keys = listKeyStates(checked);
  const isAnyKeySet = keys.some(({ state }) => state !== 'not-set');
  const findings = [
    ...keys.flatMap((key) => checkKey(key, isAnyKeySet) ?? []),
    ...checkIds(checked),
  ];
  const fallback = await findFallbackDomain(input);
  const notes = [`${checked.length} ids looked up at Vapi`];
  if ('unknown' in fallback) notes.push(`fallbacks not looked at: ${fallback.unknown}`);
  else {
    const ids = [...new Set(planStaticFallbacks(tenants, buildStaticLinks).idOf.values())];
    const { domainName } = fallback;
    const { httpsAgent } = input;
    const onDone = (count: number) =>
      input.progress.show(`asking ${domainName}: ${count} of ${ids.length}`);
    const authToken = findAuthToken(input.environment);
    findings.push(
      ...(await checkStaticFallbacks(ids, { domainName, httpsAgent, authToken, onDone })),
    );
    notes.push(`${ids.length} fallbacks asked for under ${domainName}`);
  }
  const resources = checked.map(({ kind, id, apiKeyEnv, namedBy, lookup }) => {
    return { kind, id, apiKeyEnv, namedBy, outcome: lookup.outcome };
  });
  return { findings, notes, data: { resources, fallback } };
}

interface ReportParts {
  readonly file: string;
  readonly tenants: TenantFile;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly unsetSecrets: readonly string[];
  readonly warnings: readonly string[];
  readonly beyondDefaults: readonly string[];
  readonly live: unknown;
}

function buildReport({
  file,
  tenants,
  findings,
  notes,
  unsetSecrets,
  warnings,
  beyondDefaults,
  live,
}: ReportParts): CommandReport {
  const rows = tenants.tenants.map(({ id, name, numbers }) => [id, name, numbers.join(' ')]);
  const problems = findings.map(({ problem }) => problem);
  const verdict =
    problems.length === 0
      ? `${file}: all valid`
      : [`${file} is well-formed, but:`, ...problems].join('\n  ');
  return {
    data: {
      file,
      tenantCount: rows.length,
      unsetSecrets,
      warnings,
      beyondDefaults,
      ...(live === undefined ? {} : { live }),
    },
    problems,
    text: [formatTable(['tenant', 'name', 'numbers'], rows), '', ...notes, verdict].join('\n'),
    exitCode: worstExitCode(findings.map(({ exitCode }) => exitCode)),
  };
}
