import { exitCodes } from '../../../core/exit-codes';
import {
  listNamedVariables,
  listUnknownSettings,
} from '../../../../src/operator-files/unknown-settings';
import { listReferences } from '../../../core/vapi/references';
import type { Check } from '../check';
import type { DoctorFacts } from '../doctor-facts';
import { combine, fail, pass, warn } from '../result';

/** Checks that every setting is present and valid, and that none is misspelt. */
export const environment: Check = {
  id: 'environment',
  run(context) {
    const problems = context.config.problems.filter(
      (problem) => !isMissingKey(problem) || isDefaultKeyNeeded(context),
    );
    const isMissing = problems.some(isMissingKey);
    const fix =
      isMissing && !context.hasEnvironmentFile
        ? 'cp .env.example .env and fill in what it describes'
        : 'set or correct them in .env; .env.example describes each';
    const exitCode = isMissing ? exitCodes.configuration : exitCodes.found;
    return combine(
      [
        ...problems.map((problem) => fail(problem, fix, exitCode)),
        ...listUnknown(context).map((problem) => warn(problem, fix)),
      ],
      pass('all settings are valid'),
    );
  },
};

/** Only `.env` is the project's own: a shell holds variables of others too. */
function listUnknown({ hasEnvironmentFile, uploaded = {}, tenants }: DoctorFacts): string[] {
  if (!hasEnvironmentFile || tenants.value === undefined) return [];
  return listUnknownSettings(Object.keys(uploaded), listNamedVariables(tenants.value.tenants));
}

function isMissingKey(problem: string): boolean {
  return problem.startsWith('VAPI_API_KEY: is not set');
}

/** Tenants that all have keys of their own need no other key. */
function isDefaultKeyNeeded({ tenants, config }: DoctorFacts): boolean {
  if (tenants.value === undefined) return true;
  const references = listReferences(tenants.value.tenants, config.config.vapi);
  return (
    references.length === 0 || references.some(({ apiKeyEnv }) => apiKeyEnv === 'VAPI_API_KEY')
  );
}
