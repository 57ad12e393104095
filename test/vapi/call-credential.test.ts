import { Secret } from '../../src/config/secret';
import { findEventsSender, issueCredential } from '../../src/vapi/call-credential';

const NEW = new Secret('the-new-secret-of-ours');
const OLD = new Secret('the-old-secret-of-ours');
const both = [NEW, OLD];
const sender = { tenantId: 'riverside-dental', callSid: `CA${'1'.repeat(32)}` };
const NOW_MS = 1_790_000_000_000;
const HOUR_MS = 3_600_000;

const find = (given: unknown, secrets = both, nowMs = NOW_MS) =>
  findEventsSender({ 'x-vapi-secret': given }, secrets, nowMs);

describe('findEventsSender', () => {
  it.each([NEW, OLD])('knows whose call a credential is for (T6)', (secret) => {
    const credential = issueCredential(sender, secret, NOW_MS);

    expect(find(credential)).toEqual(sender);
    expect(find(credential, [new Secret('a-third-secret-of-ours')])).toBeUndefined();
    expect(credential).not.toContain(secret.reveal());
  });

  it('refuses a credential after thirteen hours (T6)', () => {
    const credential = issueCredential(sender, NEW, NOW_MS);

    expect(find(credential, both, NOW_MS + 13 * HOUR_MS)).toEqual(sender);
    expect(find(credential, both, NOW_MS + 13 * HOUR_MS + 1)).toBeUndefined();
  });

  it.each([
    [{ 'x-vapi-secret': 'the-new-secret-of-ours' }],
    [{ 'x-vapi-secret': 'the-old-secret-of-ours' }],
    [{ authorization: 'Bearer the-new-secret-of-ours' }],
    [{ 'x-vapi-secret': '' }],
    [{ 'x-vapi-secret': 'undefined' }],
    [{ 'x-vapi-secret': ['the-new-secret-of-ours'] }],
    [{}],
  ])('never accepts the secret itself, nor nothing: %j (T6)', (headers) => {
    expect(findEventsSender(headers, both, NOW_MS)).toBeUndefined();
    expect(findEventsSender(headers, [], NOW_MS)).toBeUndefined();
  });

  it.each<[string, (credential: string) => string]>([
    ['another tenant', (text) => text.replace('dental', 'legal')],
    ['another call', (text) => text.replace('CA1', 'CA2')],
    ['a later end', (text) => text.replace(/\.1790/, '.1791')],
    ['no tenant', (text) => text.replace(sender.tenantId, '')],
    ['no signature', (text) => text.replace(/[^.]*$/, '')],
    ['one letter more', (text) => `${text}A`],
    ['one part more', (text) => `${text}.A`],
    ['another prefix', (text) => text.replace('sb-call', 'sb-permit')],
  ])('takes a credential with %s for a stranger (T6)', (_case, change) => {
    expect(find(change(issueCredential(sender, NEW, NOW_MS)))).toBeUndefined();
  });
});
