import type { Config } from '../../../src/config/config';
import type { TenantFile } from '../../../src/tenants/schema';
import {
  type AssistantReference,
  referenceOf,
  resolveTenant,
  type Tenant,
} from '../../../src/tenants/tenant';
import type { VapiResourceKind } from './resources';

/** Something at Vapi that tenants depend on, and the key that reads it. */
export interface VapiReference {
  readonly kind: VapiResourceKind;
  readonly id: string;
  /** Name of the variable with the key. */
  readonly apiKeyEnv: string;
  /** Who names it: ids of tenants, or a variable. */
  readonly namedBy: readonly string[];
}

/** Returns what the tenants and the environment name at Vapi, once for each key. */
export function listReferences(
  { tenants, defaults }: Pick<TenantFile, 'tenants' | 'defaults'>,
  { assistantId, phoneNumberId }: Pick<Config['vapi'], 'assistantId' | 'phoneNumberId'>,
): VapiReference[] {
  const found = new Map<string, VapiReference>();
  const add = (kind: VapiResourceKind, id: string | undefined, key: string, by: string) => {
    if (id === undefined) return;
    const name = [kind, id.toLowerCase(), key].join(' ');
    const namedBy = [...(found.get(name)?.namedBy ?? []), by];
    found.set(name, { kind, id, apiKeyEnv: key, namedBy });
  };
  for (const entry of tenants) {
    const tenant = resolveTenant(entry, defaults, { assistantId, phoneNumberId });
    const { id, apiKeyEnv } = tenant;
    for (const assistant of listAssistants(tenant)) {
      add(assistant.kind, assistant.id, apiKeyEnv, id);
    }
    add('phone-number', tenant.phoneNumberId, apiKeyEnv, id);
  }
  // Numbers without a tenant are answered with the defaults' key.
  const { apiKeyEnv } = resolveTenant({}, defaults, { assistantId, phoneNumberId });
  add('assistant', assistantId, apiKeyEnv, 'VAPI_ASSISTANT_ID');
  if (assistantId !== undefined) {
    add('phone-number', phoneNumberId, apiKeyEnv, 'VAPI_PHONE_NUMBER_ID');
  }
  return [...found.values()];
}

/** The usual one, and those for some callers only. */
function listAssistants({ assistant, whenClosed, languages }: Tenant): AssistantReference[] {
  const closed =
    whenClosed !== undefined && 'assistant' in whenClosed ? whenClosed.assistant : undefined;
  const others = [closed, ...(languages?.menu ?? []).map((line) => line.assistant)];
  return [assistant, ...others.map(referenceOf)].filter((found) => found !== undefined);
}

/** A variable in which tenants keep their key. */
export interface NamedKey {
  readonly apiKeyEnv: string;
  readonly namedBy: readonly string[];
}

/** Returns the variables that the file names by `apiKeyEnv`, each once. */
export function listNamedKeys({ tenants, defaults }: TenantFile): NamedKey[] {
  const found = new Map<string, string[]>();
  const add = (name: string | undefined, by: string) => {
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), by]);
  };
  add(defaults.assistant?.apiKeyEnv, 'defaults');
  for (const { id, assistant } of tenants) add(assistant.apiKeyEnv, id);
  return [...found].map(([apiKeyEnv, namedBy]) => ({ apiKeyEnv, namedBy }));
}

const MAX_SHOWN = 3;

/** Returns names for a sentence: `a, b, c and 4 more`. */
export function formatNames(names: readonly string[]): string {
  const rest = names.length - MAX_SHOWN;
  const shown = names.slice(0, MAX_SHOWN).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
