import { Secret } from '../../src/config/secret';
import { hasEventsSecret } from '../../src/vapi/events-secret';

const NEW = new Secret('the-new-secret-of-ours');
const OLD = new Secret('the-old-secret-of-ours');
const both = [NEW, OLD];

describe('hasEventsSecret', () => {
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
    expect(hasEventsSecret(headers as Record<string, unknown>, secrets)).toBe(isKnown);
  });
});
