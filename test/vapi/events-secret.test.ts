import { Secret } from '../../src/config/secret';
import { deriveEventsHeader, findEventsSender } from '../../src/vapi/events-secret';

const NEW = new Secret('the-new-secret-of-ours');
const OLD = new Secret('the-old-secret-of-ours');
const both = [NEW, OLD];

describe('findEventsSender', () => {
  it.each<[object, readonly Secret[], boolean]>([
    [{ 'x-vapi-secret': 'the-new-secret-of-ours' }, both, true],
    [{ 'x-vapi-secret': 'the-old-secret-of-ours' }, both, true],
    [{ authorization: 'Bearer the-old-secret-of-ours' }, both, true],
    [{ authorization: 'bearer the-new-secret-of-ours' }, both, true],
    [{ 'x-vapi-secret': 'wrong', authorization: 'Bearer the-new-secret-of-ours' }, both, true],
    [{ 'x-vapi-secret': 'the-old-secret-of-ours' }, [NEW], false],
    [{ 'x-vapi-secret': 'the-new-secret-of-our' }, both, false],
    [{ 'x-vapi-secret': 'the-new-secret-of-oursX' }, both, false],
    [{ 'x-vapi-secret': '' }, both, false],
    [{ 'x-vapi-secret': ['the-new-secret-of-ours'] }, both, false],
    [{ authorization: 'Basic the-new-secret-of-ours' }, both, false],
    [{}, both, false],
    [{}, [], false],
    [{ 'x-vapi-secret': '', authorization: 'Bearer ' }, [], false],
    [{ 'x-vapi-secret': 'undefined' }, [], false],
  ])('%j', (headers, secrets, isKnown) => {
    const sender = findEventsSender({ ...headers }, secrets);

    expect(sender).toEqual(isKnown ? { tenantId: undefined } : undefined);
  });

  it.each([NEW, OLD])('knows whom a derived header speaks for', (secret) => {
    const header = deriveEventsHeader(secret, 'riverside-dental');

    expect(findEventsSender({ 'x-vapi-secret': header }, both)).toEqual({
      tenantId: 'riverside-dental',
    });
    expect(header).not.toContain(secret.reveal());
  });

  it.each([
    ["another tenant's id", (header: string) => header.replace('dental', 'legal')],
    ['no id', (header: string) => header.replace('dental', '')],
    ['no signature', () => 'dental.'],
    ['the id alone', () => 'dental'],
    ['one letter more', (header: string) => `${header}A`],
  ])('takes a derived header with %s for a stranger', (_case, change) => {
    const header = change(deriveEventsHeader(NEW, 'dental'));

    expect(findEventsSender({ 'x-vapi-secret': header }, both)).toBeUndefined();
  });
});
