import { referenceOf, type Tenant } from '../tenants/tenant';
import type { DoorState } from '../phone/door-state';

/**
 * Returns the tenant as it is for a caller: in the language that they chose, with the assistant or the
 * fallback of a closed business. A closed business's own assistant comes before that of a language.
 */
export function applyDoor(tenant: Tenant, door: DoorState): Tenant {
  return applyClosing(applyLanguage(tenant, door), door);
}

function applyLanguage(tenant: Tenant, { language }: DoorState): Tenant {
  const line = tenant.languages?.menu.find((candidate) => candidate.language === language);
  if (line === undefined) return tenant;
  const { voice, assistant, variables } = line;
  return {
    ...tenant,
    language: line.language,
    voice: voice ?? (line.language === tenant.language ? tenant.voice : undefined),
    writtenIn: tenant.writtenIn ?? { language: tenant.language, voice: tenant.voice },
    assistant: referenceOf(assistant) ?? tenant.assistant,
    variables: { ...tenant.variables, ...variables },
  };
}

function applyClosing(tenant: Tenant, { closedBy }: DoorState): Tenant {
  const { whenClosed } = tenant;
  if (closedBy === undefined || whenClosed === undefined) return tenant;
  return 'fallback' in whenClosed
    ? { ...tenant, fallback: whenClosed.fallback }
    : { ...tenant, assistant: referenceOf(whenClosed.assistant) ?? tenant.assistant };
}
