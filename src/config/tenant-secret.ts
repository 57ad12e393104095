import { deriveKey } from './derive-key';
import { Secret } from './secret';

/**
 * Returns the secret that signs a tenant's webhooks where the tenant names none of its own. A tenant that
 * verifies its webhooks with it cannot sign another tenant's.
 * @param secret The one that all tenants' secrets are derived from.
 */
export function deriveTenantSecret(secret: Secret, tenantId: string): Secret {
  const key = deriveKey(secret, `webhooks of ${tenantId}`);
  return new Secret(`whsec_${key.toString('base64')}`);
}
