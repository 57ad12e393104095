import * as v from 'valibot';
import type { Config } from '../../../src/config/config';
import { headerValue, settings, webhookSecret } from '../../../src/config/settings';
import { DEFAULT_SECRET_ENV } from '../../../src/notifications/deliver-webhook';
import type { TenantFile } from '../../../src/tenants/schema';
import type { SignedWebhook } from '../../../src/tenants/schema-parts';
import { resolveTenant, type Tenant } from '../../../src/tenants/tenant';
import { formatNames } from '../../core/vapi/references';

/** A secret that tenants need, but that is not set or not usable. */
export interface UnsetSecret {
  /** The variable's. */
  readonly name: string;
  /** A sentence for an operator. */
  readonly problem: string;
  readonly fix: string;
}

const EVENTS_SECRET = 'SWITCHBOARD_EVENTS_SECRET';

/**
 * Returns the secrets without which a part of the tenant file does nothing, although it is valid.
 */
export function listUnsetSecrets({ tenants, defaults }: TenantFile, config: Config): UnsetSecret[] {
  const isSet = ({ name, kind }: Need) => {
    if (name === EVENTS_SECRET) return config.eventsSecrets.length > 0;
    const find = kind === 'header' ? config.findHeaderValue : config.findWebhookSecret;
    return find(name) !== undefined;
  };
  const explain = (name: string) => {
    const schema = headerNames.has(name) ? headerValue : webhookSecret;
    return config.explainSecret(
      name,
      name === EVENTS_SECRET ? settings[EVENTS_SECRET] : v.optional(schema),
    );
  };
  const headerNames = new Set<string>();
  const partsByName = new Map<string, string[]>();
  for (const entry of tenants) {
    const tenant = resolveTenant(entry, defaults, config.vapi);
    for (const { name, part, kind } of listNeeds(tenant).filter((need) => !isSet(need))) {
      if (kind === 'header') headerNames.add(name);
      partsByName.set(name, [...(partsByName.get(name) ?? []), `${part} of ${tenant.id}`]);
    }
  }
  return [...partsByName].map(([name, parts]) => ({
    name,
    problem: `${name}, needed by the ${formatNames(parts)}, ${explain(name)}`,
    fix: headerNames.has(name)
      ? `put the value that the receiver expects after ${name}= in .env, then npm run deploy`
      : `run \`openssl rand -hex 24\`, put its output after ${name}= in .env, then npm run deploy`,
  }));
}

/** A part of a tenant's entry, and the variable without which it does nothing. */
interface Need {
  readonly name: string;
  readonly part: string;
  /** A header's value is no secret that signs. */
  readonly kind?: 'header';
}

function listNeeds(tenant: Tenant): Need[] {
  const { transfer, reports, recording, voicemail, callers, limits, afterCall } = tenant;
  const header = afterCall?.webhook?.header;
  return [
    ...(callers?.limits === undefined ? [] : [{ name: EVENTS_SECRET, part: 'limits' }]),
    ...(limits?.monthlyCostUsd === undefined
      ? []
      : [{ name: EVENTS_SECRET, part: 'monthlyCostUsd' }]),
    ...(afterCall?.textBack === undefined ? [] : [{ name: EVENTS_SECRET, part: 'textBack' }]),
    ...(transfer === undefined ? [] : [{ name: EVENTS_SECRET, part: 'transfer' }]),
    ...(reports === undefined ? [] : [{ name: EVENTS_SECRET, part: 'reports' }]),
    ...signedBy(reports?.webhook, 'reports webhook'),
    ...signedBy(recording?.notify?.webhook, 'recording webhook'),
    ...signedBy(voicemail?.notify?.webhook, 'voicemail webhook'),
    ...signedBy(afterCall?.webhook, 'afterCall webhook'),
    ...(header === undefined
      ? []
      : [{ name: header.valueEnv, part: 'afterCall header', kind: 'header' as const }]),
  ];
}

function signedBy(webhook: SignedWebhook | undefined, part: string): Need[] {
  return webhook === undefined ? [] : [{ name: webhook.secretEnv ?? DEFAULT_SECRET_ENV, part }];
}
