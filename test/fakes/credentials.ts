import { Secret } from '../../src/config/secret';
import { issueCredential } from '../../src/vapi/call-credential';

/** What Vapi would show of a call, as the platform hands headers to a Function. */
export function headersOf(
  parts: { readonly tenantId?: string; readonly callSid?: string },
  secret: string,
): { readonly headers: Record<string, string>; readonly cookies: object } {
  const sender = { tenantId: 'riverside-dental', callSid: `CA${'e'.repeat(32)}`, ...parts };
  const credential = issueCredential(sender, new Secret(secret), Date.now());
  return { headers: { 'x-vapi-secret': credential }, cookies: {} };
}
