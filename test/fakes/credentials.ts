import { Secret } from '../../src/config/secret';
import { deriveTenantSecret } from '../../src/config/tenant-secret';
import { issueCredential } from '../../src/vapi/call-credential';

/** Whose call a credential is for, and since when; for Riverside's, and from now on, unless given. */
interface CredentialParts {
  readonly tenantId?: string;
  readonly callSid?: string;
  readonly issuedAt?: Date;
}

/** What Vapi would show of a call, as the platform hands headers to a Function. */
export function headersOf(
  { tenantId = 'riverside-dental', callSid = `CA${'e'.repeat(32)}`, issuedAt }: CredentialParts,
  secret: string,
): { readonly headers: Record<string, string>; readonly cookies: object } {
  const issuedAtMs = (issuedAt ?? new Date()).getTime();
  const credential = issueCredential({ tenantId, callSid }, new Secret(secret), issuedAtMs);
  return { headers: { 'x-vapi-secret': credential }, cookies: {} };
}

/** What Riverside verifies its webhooks with. */
export function tenantSecretOf(secret: string): string {
  return deriveTenantSecret(new Secret(secret), 'riverside-dental').reveal();
}
