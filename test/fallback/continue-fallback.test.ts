import { continueFallback } from '../../src/fallback/continue-fallback';
import { parseChainRequest } from '../../src/twilio/chain-request';
import { contextOf, tenantOf } from '../fakes/tenants';

const tenant = tenantOf({
  fallback: [
    { step: 'say', text: 'First.' },
    { step: 'say', text: 'Second.' },
  ],
});

const continueWith = (parameters: Record<string, string>) =>
  continueFallback(tenant, parseChainRequest(parameters), contextOf());

describe('continueFallback', () => {
  it.each([
    [{ DialBridged: 'true' }, 'answered'],
    [{ CallStatus: 'completed' }, 'caller-left'],
  ])('only hangs up where nobody is left to speak to: %j', (parameters, outcome) => {
    const continued = continueWith({ DialCallStatus: 'completed', step: '1', ...parameters });

    expect(continued).toEqual({ verbs: [{ kind: 'hangup' }], outcome });
  });

  it('continues from the position in the address where nobody answered', () => {
    const { verbs, outcome } = continueWith({ DialCallStatus: 'busy', step: '1', turn: '0' });

    expect(outcome).toBe('busy');
    expect(verbs).toMatchObject([{ speech: { text: 'Second.' } }, { kind: 'hangup' }]);
  });

  it.each([{}, { step: 'x' }, { turn: '0' }])(
    'ends with words, without ringing again, where the address lost its position: %j',
    (parameters) => {
      const { verbs, outcome } = continueWith(parameters);

      expect(outcome).toBe('continued');
      expect(verbs).toMatchObject([{ kind: 'say' }, { kind: 'hangup' }]);
      expect(JSON.stringify(verbs)).not.toMatch(/First|Second/);
    },
  );
});
