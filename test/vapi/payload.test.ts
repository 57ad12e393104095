import { type Caller, parseCaller } from '../../src/phone/caller';
import type { E164 } from '../../src/phone/e164';
import type { CallRequest, OptionalField } from '../../src/vapi/call-request';
import { buildCreateCallPayload } from '../../src/vapi/payload';
import { eventsServer, transferTool } from '../fakes/call-request';

const request: CallRequest = {
  assistant: { kind: 'assistant', id: 'assistant-id' },
  phoneNumberId: 'number-id',
  name: 'Riverside Dental',
  caller: { kind: 'number', number: '+12025550143' as E164 },
  callerName: 'JANE DOE',
  callSid: 'CA1',
  variables: { businessName: 'Riverside Dental' },
  metadata: { tenantId: 'a' },
};
const noPlaceholder = { placeholderNumber: undefined };

describe('buildCreateCallPayload', () => {
  it('sends exactly what the bypass needs', () => {
    expect(buildCreateCallPayload(request, noPlaceholder)).toEqual({
      phoneCallProviderBypassEnabled: true,
      assistantId: 'assistant-id',
      phoneNumberId: 'number-id',
      name: 'Riverside Dental',
      customer: { number: '+12025550143', name: 'JANE DOE', externalId: 'CA1' },
      metadata: { tenantId: 'a' },
      assistantOverrides: {
        variableValues: { businessName: 'Riverside Dental' },
        metadata: { tenantId: 'a' },
      },
    });
  });

  it.each([
    ['squad', { squadId: 'x' }, 'squadOverrides', ['variableValues', 'metadata']],
    ['workflow', { workflowId: 'x' }, 'workflowOverrides', ['variableValues']],
  ] as const)('gives a %s the overrides of its kind', (kind, id, field, keys) => {
    const payload = buildCreateCallPayload(
      { ...request, assistant: { kind, id: 'x' } },
      noPlaceholder,
    );

    expect(payload).toMatchObject(id);
    expect(payload).not.toHaveProperty('assistantId');
    expect(payload).not.toHaveProperty('assistantOverrides');
    expect(Object.keys(payload[field] ?? {})).toEqual(keys);
  });

  it.each<[string, Caller, string]>([
    ['withheld', { kind: 'withheld' }, 'anonymous'],
    ['SIP', parseCaller('sip:front.desk;npdi@example.com:5060'), 'frontdesk'],
    ['client', { kind: 'client', name: 'jenny-1' }, 'jenny1'],
    ['short number', { kind: 'unparsed', text: '*67' }, 'anonymous'],
    ['local number', { kind: 'unparsed', text: '(202) 555-0143' }, '2025550143'],
    ['endless', { kind: 'unparsed', text: 'x'.repeat(90) }, 'x'.repeat(39)],
  ])('names a %s caller without the E.164 check', (_case, caller, number) => {
    const { customer } = buildCreateCallPayload({ ...request, caller }, noPlaceholder);

    expect(customer).toMatchObject({ number, numberE164CheckEnabled: false });
  });

  it('tells Vapi the number of a SIP address, without its parameters (V2)', () => {
    const caller = parseCaller('sip:+12025550143;npdi;rn=+12025550199@198.51.100.7');

    const { customer } = buildCreateCallPayload({ ...request, caller }, noPlaceholder);

    expect(customer).toMatchObject({ number: '+12025550143' });
    expect(customer).not.toHaveProperty('numberE164CheckEnabled');
  });

  it('prefers the placeholder for callers without a number', () => {
    const { customer } = buildCreateCallPayload(
      { ...request, caller: { kind: 'withheld' } },
      { placeholderNumber: '+15550100000' },
    );

    expect(customer).toEqual({ number: '+15550100000', name: 'JANE DOE', externalId: 'CA1' });
  });

  it('keeps names within 40 characters without cutting one in half', () => {
    const payload = buildCreateCallPayload(
      { ...request, name: `${'n'.repeat(39)}😀`, callerName: 'c'.repeat(60) },
      noPlaceholder,
    );

    expect(payload.name).toBe('n'.repeat(39));
    expect(payload.customer?.name).toBe('c'.repeat(40));
  });

  it('leaves the transfer tool out when asked to, and the overrides in', () => {
    const overridesOf = (without: readonly OptionalField[]) =>
      buildCreateCallPayload({ ...request, transferTool }, { ...noPlaceholder, without })
        .assistantOverrides;

    expect(overridesOf([])).toHaveProperty(['tools:append']);
    expect(overridesOf(['tools:append'])).not.toHaveProperty(['tools:append']);
    expect(overridesOf(['tools:append'])).toHaveProperty('variableValues');
  });

  it.each(['customer', 'metadata', 'name'] as const)('leaves %s out when asked to', (without) => {
    const payload = buildCreateCallPayload(request, {
      placeholderNumber: undefined,
      without: [without],
    });

    expect(payload).not.toHaveProperty(without);
    expect(payload.assistantOverrides?.metadata).toEqual({ tenantId: 'a' });
  });

  it('leaves out what the tenant does not have', () => {
    const payload = buildCreateCallPayload(
      { ...request, name: undefined, phoneNumberId: undefined, callerName: undefined },
      noPlaceholder,
    );
    const sent = JSON.parse(JSON.stringify(payload)) as object;

    expect(Object.keys(sent)).toEqual([
      'phoneCallProviderBypassEnabled',
      'assistantId',
      'assistantOverrides',
      'customer',
      'metadata',
    ]);
    expect(payload.customer).not.toHaveProperty('name');
  });
});

describe('buildCreateCallPayload, for a call whose messages come to us', () => {
  const payloadOf = (kind: 'assistant' | 'squad' | 'workflow', without?: OptionalField[]) =>
    buildCreateCallPayload(
      { ...request, assistant: { kind, id: 'x' }, transferTool, eventsServer },
      { ...noPlaceholder, without },
    );

  it.each(['assistant', 'squad'] as const)('names our server to a %s, with retries', (kind) => {
    const { assistantOverrides, squadOverrides } = payloadOf(kind);

    expect(assistantOverrides ?? squadOverrides).toMatchObject({
      server: {
        url: 'https://ours.example/vapi/events',
        timeoutSeconds: 15,
        headers: { 'X-Vapi-Secret': 'canary-credential' },
        backoffPlan: { type: 'exponential', maxRetries: 5, baseDelaySeconds: 2 },
      },
      serverMessages: ['status-update', 'end-of-call-report', 'tool-calls'],
    });
  });

  it('gives a workflow variables only', () => {
    expect(Object.keys(payloadOf('workflow').workflowOverrides ?? {})).toEqual(['variableValues']);
  });

  it('leaves out server and messages together, and nothing else', () => {
    const { assistantOverrides } = payloadOf('assistant', ['server']);

    expect(Object.keys(assistantOverrides ?? {})).toEqual([
      'variableValues',
      'metadata',
      'tools:append',
    ]);
  });
});

describe('buildCreateCallPayload, for a call that can be transferred', () => {
  const payloadOf = (kind: 'assistant' | 'squad' | 'workflow') =>
    buildCreateCallPayload(
      { ...request, assistant: { kind, id: 'x' }, transferTool, firstWords: 'I am back.' },
      noPlaceholder,
    );

  it.each([
    ['assistant', 'I am back.'],
    ['squad', undefined],
  ] as const)('gives a %s the tool, and first words %j', (kind, firstMessage) => {
    const { assistantOverrides, squadOverrides } = payloadOf(kind);
    const overrides = assistantOverrides ?? squadOverrides;

    expect(overrides?.firstMessage).toBe(firstMessage);
    expect(overrides?.['tools:append']).toMatchObject([
      {
        type: 'function',
        async: false,
        function: {
          name: 'transfer_to_person',
          parameters: {
            properties: { destination: { enum: ['front-desk', 'billing'] } },
            required: ['destination', 'summary'],
          },
        },
        server: {
          url: 'https://ours.example/vapi/events',
          headers: { 'X-Vapi-Secret': 'canary-credential' },
        },
        messages: [{ type: 'request-start', blocking: true }],
        parameters: [{ key: 'token', value: 'canary-permit' }],
      },
    ]);
    expect(JSON.stringify(overrides?.['tools:append']?.[0])).toContain('billing: Bills');
  });

  it('gives a workflow neither: it takes variables only', () => {
    const text = JSON.stringify(payloadOf('workflow'));

    expect(text).not.toContain('transfer_to_person');
    expect(text).not.toContain('I am back.');
  });
});

describe('buildCreateCallPayload, for a call about whose recording something is said', () => {
  const payloadOf = (kind: 'assistant' | 'squad' | 'workflow', recordingEnabled?: boolean) =>
    buildCreateCallPayload(
      { ...request, assistant: { kind, id: 'x' }, recordingEnabled },
      noPlaceholder,
    );

  it.each([true, false])('tells assistants and squads: %s', (recordingEnabled) => {
    const { assistantOverrides } = payloadOf('assistant', recordingEnabled);
    const { squadOverrides } = payloadOf('squad', recordingEnabled);

    expect(assistantOverrides?.artifactPlan).toEqual({ recordingEnabled });
    expect(squadOverrides?.artifactPlan).toEqual({ recordingEnabled });
  });

  it('says nothing where nothing is to be said, and nothing to a workflow', () => {
    const texts = [payloadOf('assistant'), payloadOf('squad'), payloadOf('workflow', false)];

    expect(JSON.stringify(texts)).not.toContain('artifactPlan');
  });

  it('keeps its word where Vapi refuses other fields', () => {
    const payload = buildCreateCallPayload(
      { ...request, recordingEnabled: false },
      { ...noPlaceholder, without: ['customer', 'metadata', 'name', 'tools:append'] },
    );

    expect(payload.assistantOverrides?.artifactPlan).toEqual({ recordingEnabled: false });
  });
});
