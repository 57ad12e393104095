import type { ReadConfig } from '../../../src/config/config';
import type { TenantFile } from '../../../src/tenants/schema';
import { exitCodes } from '../../core/exit-codes';
import { findBadVapiUrl } from '../../core/vapi/bad-url';
import type { Progress } from '../../core/progress';
import {
  type CheckedReference,
  createCliVapiResources,
  lookUpReferences,
} from '../../core/vapi/look-up';
import { listReferences, type VapiReference } from '../../core/vapi/references';
import type { Fact } from './fact';

/** An id that nobody has: if Vapi answers 404, it accepts the key. */
export const UNUSED_ID = '00000000-0000-4000-8000-000000000000';

/**
 * Returns Vapi's answers for everything that tenants and environment name, including squads'
 * members.
 */
export async function gatherVapi(
  tenants: TenantFile | undefined,
  { config, problems }: ReadConfig,
  progress: Progress,
): Promise<Fact<readonly CheckedReference[]>> {
  const badUrl = findBadVapiUrl(problems);
  if (badUrl !== undefined) {
    return { unknown: { kind: 'inherited', why: badUrl, exitCode: exitCodes.found } };
  }
  const named = listReferences(tenants ?? { tenants: [], defaults: {} }, config.vapi);
  const references = named.length > 0 ? named : [UNUSED_REFERENCE];
  const keyNames = new Set(references.map(({ apiKeyEnv }) => apiKeyEnv));
  if ([...keyNames].every((name) => config.findSecret(name) === undefined)) {
    const why = [...keyNames].map((name) => `${name} ${config.explainSecret(name)}`).join('; ');
    const fix = 'copy the private key from the Vapi dashboard, API Keys, into .env';
    return { unknown: { kind: 'absent', why, fix, exitCode: exitCodes.configuration } };
  }
  const resources = createCliVapiResources();
  const first = await lookUpReferences(references, config, progress, resources);
  const members = listMembers(first);
  const second = await lookUpReferences(members, config, progress, resources);
  return { value: [...first, ...second] };
}

const UNUSED_REFERENCE: VapiReference = {
  kind: 'assistant',
  id: UNUSED_ID,
  apiKeyEnv: 'VAPI_API_KEY',
  namedBy: [],
};

/** Returns the squads' saved assistants that were not asked for yet. */
function listMembers(checked: readonly CheckedReference[]): VapiReference[] {
  const nameOf = ({ kind, id, apiKeyEnv }: VapiReference) => [kind, id, apiKeyEnv].join(' ');
  const known = new Set(checked.map(nameOf));
  const members = new Map<string, VapiReference>();
  for (const { kind, lookup, apiKeyEnv, id } of checked) {
    if (kind !== 'squad' || lookup.outcome !== 'found') continue;
    for (const { assistantId } of lookup.resource.members) {
      if (assistantId === undefined) continue;
      const member = { kind: 'assistant', id: assistantId, apiKeyEnv } as const;
      const name = nameOf({ ...member, namedBy: [] });
      if (!known.has(name)) members.set(name, { ...member, namedBy: [`squad ${id}`] });
    }
  }
  return [...members.values()];
}
