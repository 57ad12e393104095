import { Secret } from '../../src/config/secret';
import { offerTransfer } from '../../src/transfer/offer';
import { readPermit } from '../../src/transfer/token';
import { parseIncomingCall } from '../../src/twilio/incoming-call';
import { OWN, PERSON, tenantOf } from '../fakes/tenants';

const secret = new Secret('a-secret-of-these-tests-1');
const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const transfer = {
  destinations: [
    {
      key: 'desk',
      description: 'Questions',
      numbers: [PERSON as never],
      ring: 'together' as const,
      ringSeconds: 20,
      callerId: 'caller' as const,
    },
  ],
  onFailure: 'assistant' as const,
};
const usual = {
  eventsUrl: 'https://ours.example/vapi/events',
  secret,
  credential: 'canary',
  nowMs: () => 5_000_000,
  transfers: 0,
};
const call = parseIncomingCall({ CallSid: 'CA1', To: OWN, CallToken: 'canary' });
const tenant = tenantOf({ id: 'a', assistant: { assistantId: ID }, transfer });

describe('offerTransfer', () => {
  it('permits this call, for as long as a call at Vapi can last', () => {
    const offer = offerTransfer(tenant, call, usual);

    expect(readPermit(offer?.token ?? '', [secret], 5_000 + 43_200)).toEqual({
      permit: {
        transfers: 0,
        callSid: 'CA1',
        tenantId: 'a',
        calledNumber: OWN,
        expiresAtSeconds: 5_000 + 43_200,
        callToken: 'canary',
      },
    });
  });

  it.each([
    ['without people', tenantOf({ id: 'a', assistant: { assistantId: ID } }), call, usual],
    ['without an assistant', tenantOf({ id: 'a', transfer }), call, usual],
    ['to a workflow', tenantOf({ assistant: { workflowId: ID }, transfer }), call, usual],
    ['without a secret', tenant, call, { ...usual, secret: undefined }],
    ['without our address', tenant, call, { ...usual, eventsUrl: undefined }],
    ['for no call', tenant, parseIncomingCall({}), { ...usual, credential: undefined }],
  ])('offers nothing %s', (_case, who, whose, context) => {
    expect(offerTransfer(who, whose, context)).toBeUndefined();
  });
});
