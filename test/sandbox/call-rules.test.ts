import { findCallError, type Organisation } from '../../sandbox/vapi/call-rules';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const organisation: Organisation = {
  apiKey: 'key',
  assistantIds: [ID],
  squadIds: [],
  workflowIds: [],
  phoneNumberIds: [ID],
};
const good = {
  phoneCallProviderBypassEnabled: true,
  assistantId: ID,
  phoneNumberId: ID,
  customer: { number: '+12025550143', externalId: 'CA1' },
  metadata: { a: 1 },
  assistantOverrides: { variableValues: { a: 1 }, metadata: { a: 1 } },
};

describe('the stand-in Vapi', () => {
  it('accepts a good request', () => {
    expect(findCallError(good, organisation)).toBeUndefined();
  });

  it.each<[object, string]>([
    [{ colour: 'red' }, 'property colour should not exist'],
    [{ assistantOverrides: { serverUrl: 'x' } }, 'property serverUrl should not exist'],
    [{ customer: { phone: '1' } }, 'property phone should not exist'],
    [{ assistantId: 'x' }, 'assistantId must be a UUID'],
    [{ phoneNumberId: 'x' }, 'phoneNumberId must be a UUID'],
    [{ phoneNumberId: undefined }, "Couldn't Get Phone Number"],
    [{ assistantId: undefined }, "Couldn't Get Assistant"],
    [{ customer: { number: 'anonymous' } }, 'valid phone number in the E.164 format'],
    [{ customer: { number: 'sip:a@b', numberE164CheckEnabled: false } }, 'letters and digits'],
    [{ customer: { externalId: 'x'.repeat(41) } }, 'customer.externalId must be shorter'],
    [{ name: 'x'.repeat(41) }, 'name must be shorter'],
    [{ metadata: 'x' }, 'metadata must be an object'],
    [{ workflowOverrides: { metadata: {} } }, 'property metadata should not exist'],
  ])('refuses %j with 400', (parts, message) => {
    const error = findCallError({ ...good, ...parts }, organisation);

    expect(error?.status).toBe(400);
    expect(String(error?.body.message)).toContain(message);
  });

  it('answers 404 for ids of another organisation', () => {
    const other = 'a'.repeat(8) + ID.slice(8);

    expect(findCallError({ ...good, assistantId: other }, organisation)?.status).toBe(404);
    expect(findCallError({ ...good, phoneNumberId: other }, organisation)?.status).toBe(404);
  });
});
