import { findMisfit } from '../../src/vapi/check-sender';

const CALL_SID = `CA${'c'.repeat(32)}`;
const OTHER_SID = `CA${'d'.repeat(32)}`;
const sender = { tenantId: 'a-1', callSid: CALL_SID };

describe('findMisfit', () => {
  it.each([
    { id: 'v1' },
    { metadata: { callSid: CALL_SID, tenantId: 'a-1' } },
    { transport: { callSid: CALL_SID } },
    { id: 'v1', phoneCallProviderId: OTHER_SID },
  ])("takes a message about its sender's call: %j (T6)", (call) => {
    expect(findMisfit({ call }, sender)).toBeUndefined();
  });

  it.each([
    ['no message', undefined],
    ['no message', 'text'],
    ['no message', {}],
    ['no call', { type: 'tool-calls' }],
    ['no call', { call: 'x' }],
    ['no call', { call: { assistantOverrides: { metadata: { tenantId: 'a-1' } } } }],
    ['another call', { call: { id: 'v1', metadata: { callSid: OTHER_SID } } }],
    ['another call', { assistant: { metadata: { callSid: OTHER_SID } } }],
    ['another tenant', { call: { id: 'v1', squadOverrides: { metadata: { tenantId: 'b' } } } }],
  ])('refuses a message with %s: %j (T6)', (misfit, message) => {
    expect(findMisfit(message, sender)).toBe(misfit);
  });

  it('believes metadata, which assistants cannot write over, before variables (T6)', () => {
    const assistantOverrides = {
      metadata: { callSid: CALL_SID },
      variableValues: { callSid: OTHER_SID },
    };

    expect(findMisfit({ call: { assistantOverrides } }, sender)).toBeUndefined();
  });
});
