import { exitCodes } from '../../../core/exit-codes';
import { listReferences } from '../../../core/vapi/references';
import type { Check } from '../check';
import type { DoctorFacts } from '../doctor-facts';
import { fail, pass } from '../result';

/** Checks that every setting is present and valid. */
export const environment: Check = {
  id: 'environment',
  run(context) {
    const problems = context.config.problems.filter(
      (problem) => !isMissingKey(problem) || isDefaultKeyNeeded(context),
    );
    if (problems.length === 0) return pass('all settings are valid');
    const isMissing = problems.some(isMissingKey);
    const fix =
      isMissing && !context.hasEnvironmentFile
        ? 'cp .env.example .env and fill in what it describes'
        : 'set or correct them in .env; .env.example describes each';
    const exitCode = isMissing ? exitCodes.configuration : exitCodes.found;
    return fail(problems.join('; '), fix, exitCode);
  },
};

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
