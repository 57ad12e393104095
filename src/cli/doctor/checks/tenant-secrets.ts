import { DEFAULT_SECRET_ENV } from '../../../notices/deliver-webhook';
import type { SignedWebhook } from '../../../tenants/schema-parts';
import { resolveTenant, type Tenant } from '../../../tenants/tenant';
import { formatNames } from '../../vapi/references';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { combine, pass, warn } from '../result';

/** Are the secrets set without which a part of the tenant file does nothing? */
export const tenantSecrets: Check = {
  id: 'tenant-secrets',
  run({ tenants, config: { config } }) {
    if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
    const { tenants: entries, defaults } = tenants.value.tenants;
    const isSet = (name: string) =>
      name === EVENTS_SECRET
        ? config.eventsSecrets.length > 0
        : config.findWebhookSecret(name) !== undefined;
    const without = new Map<string, string[]>();
    for (const entry of entries) {
      const tenant = resolveTenant(entry, defaults, config.vapi);
      for (const { name, part } of listNeeds(tenant).filter((need) => !isSet(need.name))) {
        without.set(name, [...(without.get(name) ?? []), `${part} of ${tenant.id}`]);
      }
    }
    const results = [...without].map(([name, parts]) =>
      warn(
        `${name} is not set or not usable, and needed by the ${formatNames(parts)}`,
        `put ${name} into .env, made by \`openssl rand -hex 24\`; then npm run deploy`,
      ),
    );
    return combine(results, pass('all that tenants need are set'));
  },
};

const EVENTS_SECRET = 'SWITCHBOARD_EVENTS_SECRET';

/** A part of a tenant's entry, and the variable without which it does nothing. */
interface Need {
  readonly name: string;
  readonly part: string;
}

function listNeeds(tenant: Tenant): Need[] {
  const { transfer, reports, recording, voicemail } = tenant;
  return [
    ...(transfer === undefined ? [] : [{ name: EVENTS_SECRET, part: 'transfer' }]),
    ...(reports === undefined ? [] : [{ name: EVENTS_SECRET, part: 'reports' }]),
    ...signedBy(reports?.webhook, 'reports webhook'),
    ...signedBy(recording?.notify?.webhook, 'recording webhook'),
    ...signedBy(voicemail?.notify?.webhook, 'voicemail webhook'),
  ];
}

function signedBy(webhook: SignedWebhook | undefined, part: string): Need[] {
  return webhook === undefined ? [] : [{ name: webhook.secretEnv ?? DEFAULT_SECRET_ENV, part }];
}
