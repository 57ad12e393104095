import { checkKey, listKeyStates } from '../../../core/vapi/check-references';
import type { Check } from '../check';
import { reportUnknown } from '../fact';
import { combine, fail, pass } from '../result';

const FIXES = {
  'not-set': 'set the variable in .env, or correct apiKeyEnv in the tenant file',
  unauthorized:
    'copy the private key from the Vapi dashboard, API Keys; EU organisations set VAPI_BASE_URL',
  forbidden: 'check the rights of the key in the Vapi dashboard, API Keys',
  unavailable: 'look at status.vapi.ai, and at VAPI_BASE_URL',
} as const;

/** Checks that Vapi accepts the key of every tenant. */
export const vapiKey: Check = {
  id: 'vapi-key',
  asks: ['vapi'],
  run({ vapi }) {
    if (vapi.unknown !== undefined) return reportUnknown(vapi.unknown);
    const keys = listKeyStates(vapi.value);
    const results = keys.flatMap((key) => {
      const finding = checkKey(key, true);
      if (finding === undefined || key.state === 'accepted') return [];
      return fail(finding.problem, FIXES[key.state], finding.exitCode);
    });
    return combine(results, pass(`accepted: ${keys.map(({ apiKeyEnv }) => apiKeyEnv).join(', ')}`));
  },
};
