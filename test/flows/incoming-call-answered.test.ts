import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { findAnswerProblems } from './container';
import { CALLER, CANARY_KEY, LINDEN, RIVERSIDE, formOf, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('an answered call', () => {
  it("is streamed to the call's own WebSocket, with text/xml and one callback", async () => {
    const container = world.container();

    const answer = await container.invoke(formOf());

    expect(findAnswerProblems(answer)).toEqual([]);
    const id = world.vapi.calls[0]?.id;
    expect(answer.body).toMatch(
      new RegExp(
        `<Connect action="/assistant/ended\\?call=${id}&amp;connected=\\d{10}&amp;posts=1">` +
          `<Stream url="wss://${world.vapi.streamHost}/${id}/transport" ` +
          'statusCallback="https://switchboard-1234\\.twil\\.io/assistant/stream-status\\?' +
          `call=${id}&amp;connected=\\d{13}&amp;tenant=riverside-dental"/></Connect>`,
      ),
    );
    expect(container.outcome).toBe('assistant');
  });

  it("tells Vapi what the tenant's assistant needs", async () => {
    const form = formOf();

    await world.container().invoke(form);

    const ids = { tenantId: 'riverside-dental', callSid: form['CallSid'] };
    expect(world.vapi.calls[0]?.request).toEqual({
      phoneCallProviderBypassEnabled: true,
      assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
      phoneNumberId: sandboxSettings.VAPI_PHONE_NUMBER_ID,
      name: 'Riverside Dental',
      customer: { number: CALLER, externalId: form['CallSid'] },
      metadata: { ...ids, switchboardVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown },
      assistantOverrides: {
        variableValues: { businessName: 'Riverside Dental', callerNumber: CALLER, ...ids },
        metadata: { ...ids, switchboardVersion: expect.any(String) as unknown },
        'tools:append': [expect.objectContaining({ type: 'function' })],
        server: expect.objectContaining({
          url: 'https://switchboard-1234.twil.io/vapi/events',
        }) as unknown,
        serverMessages: ['status-update', 'end-of-call-report', 'tool-calls'],
      },
    });
  });

  it('warns of a called address that no tenant has (V3)', async () => {
    const container = world.container();

    await container.invoke(formOf({ to: 'sip:+12025550188@acme.sip.twilio.com' }));
    await container.invoke(formOf({ to: `sip:${RIVERSIDE}@acme.sip.twilio.com` }));

    const warnings = container.logEntries.filter(({ level }) => level === 'warn');
    expect(warnings).toMatchObject([{ event: 'call.number_unread', tenantId: 'default' }]);
    expect(JSON.stringify(warnings)).not.toContain('2025550188');
  });

  it('writes the two log entries of the beginning word for word', async () => {
    const container = world.container();

    await container.invoke(formOf());

    const messages = container.logEntries.map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        'Creating Vapi inbound call for tenant: Riverside Dental',
        'Successfully created Vapi inbound call',
      ]),
    );
  });

  it.each([
    ['answered', 'assistant', RIVERSIDE, 'riverside-dental'],
    ['of nobody', 'assistant', '+12025550199', 'default'],
  ])(
    'leaves tenant and build in the exit entry of a call %s (O14)',
    async (_case, outcome, to, tenantId) => {
      const container = world.container();

      await container.invoke(formOf({ to }));

      expect(container.logEntries.at(-1)).toMatchObject({
        event: 'incoming_call.answered',
        outcome,
        tenantId,
        build: expect.stringMatching(
          /^\d+\.\d+\.\d+\+([0-9a-f]{12}(-changed)?|unknown)$/,
        ) as unknown,
      });
    },
  );

  it.each([
    'anonymous',
    '',
    '+266696687',
    'sip:desk@example.com',
    'client:jenny',
    '5551234',
    'Restricted',
  ])('reaches the assistant with any caller: "%s"', async (from) => {
    const answer = await world.container().invoke(formOf({ from }));

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(world.vapi.calls).toHaveLength(1);
    const overrides = world.vapi.calls[0]?.request['assistantOverrides'] as {
      variableValues: object;
    };
    expect(overrides.variableValues).not.toHaveProperty('callerNumber');
  });

  it('reaches a squad with its own variables', async () => {
    await world.container().invoke(formOf({ to: '+12025550103' }));

    expect(world.vapi.calls[0]?.request).toMatchObject({
      squadId: '7b9d2f64-1c3e-4f58-8a70-5e6c9d0b1a02',
      squadOverrides: {
        variableValues: { takesEmergencies: true, businessName: 'Summit Heating & Cooling' },
        metadata: { crmAccount: 'summit-001' },
      },
    });
  });

  it.each(['+12025550199', '', 'sip:reception@example.sip.twilio.com'])(
    'to "%s", which no tenant has, reaches VAPI_ASSISTANT_ID',
    async (to) => {
      await world.container().invoke(formOf({ to }));

      expect(world.vapi.calls[0]?.request['assistantId']).toBe(sandboxSettings.VAPI_ASSISTANT_ID);
    },
  );

  it("uses the tenant's own key where it names one", async () => {
    const tenantFile = JSON.stringify({
      tenants: [
        {
          id: 'own-key',
          name: 'Own Key',
          numbers: [RIVERSIDE],
          assistant: {
            assistantId: sandboxSettings.VAPI_ASSISTANT_ID,
            apiKeyEnv: 'VAPI_API_KEY_OWN',
            phoneNumberId: sandboxSettings.VAPI_PHONE_NUMBER_ID,
          },
        },
      ],
    });
    const environment = world.environment({
      VAPI_API_KEY_OWN: CANARY_KEY,
      VAPI_API_KEY: 'another-key',
    });

    await world.container({ tenantFile, environment }).invoke(formOf());

    expect(world.vapi.calls).toHaveLength(1);
  });

  it('goes without a field that Vapi has come to refuse', async () => {
    const refusal = {
      message: ['property metadata should not exist'],
      error: 'Bad Request',
      statusCode: 400,
    };
    world.vapi.nextFaults.push({ kind: 'status', status: 400, body: JSON.stringify(refusal) });

    const answer = await world.container().invoke(formOf());

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(world.vapi.calls[0]?.request).not.toHaveProperty('metadata');
    expect(world.vapi.postCount).toBe(2);
  });

  it('keeps its connection to Vapi for the next call', async () => {
    const container = world.container();
    const before = world.vapi.connectionCount;

    await container.invoke(formOf());
    await container.invoke(formOf());

    expect(world.vapi.connectionCount - before).toBe(1);
  });

  it('does not notification that the kept connection went stale', async () => {
    const container = world.container();
    await container.invoke(formOf());
    world.vapi.nextFaults.push({ kind: 'reset', when: 'before-answer' });

    const answer = await container.invoke(formOf());

    expect(container.outcome).toBe('assistant');
    expect(answer.body).toContain('<Stream');
    expect(world.vapi.calls).toHaveLength(2);
  });
});

describe('calls at the same time', () => {
  it('never share anything', async () => {
    const container = world.container();
    const forms = Array.from({ length: 20 }, (_unused, index) =>
      formOf({
        to: index % 2 ? RIVERSIDE : LINDEN,
        from: `+120255502${String(index).padStart(2, '0')}`,
      }),
    );

    const answers = await Promise.all(forms.map((form) => container.invoke(form)));

    const streams = answers.map(({ body }) => /wss:[^"]+/.exec(body)?.[0]);
    expect(new Set(streams).size).toBe(20);
    for (const [index, form] of forms.entries()) {
      const call = world.vapi.calls.find(({ id }) => streams[index]?.includes(id));
      expect(call?.request).toMatchObject({
        name: index % 2 ? 'Riverside Dental' : 'Zahnarztpraxis Linden',
        customer: { number: form['From'], externalId: form['CallSid'] },
      });
    }
  });

  it('make one call at Vapi when they are two copies of one webhook', async () => {
    const container = world.container();
    const form = formOf();

    const [first, second] = await Promise.all([container.invoke(form), container.invoke(form)]);

    const exits = container.logEntries.filter(({ event }) => event === 'incoming_call.answered');
    expect(exits.map(({ tenantId }) => tenantId)).toEqual(['riverside-dental', 'riverside-dental']);
    expect(world.vapi.postCount).toBe(1);
    expect(first.body).toBe(second.body);
    expect(findAnswerProblems(second)).toEqual([]);
  });
});
