import { headersOf } from '../fakes/credentials';
import { World } from './world';

const EVENTS_SECRET = 'canary-events-secret-5d02';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

describe('/vapi/events', () => {
  const start = () => {
    const environment = world.environment({ SWITCHBOARD_EVENTS_SECRET: EVENTS_SECRET });
    return world.containerOf('vapi/events', { environment });
  };
  const notify = async (message: unknown, request = headersOf({}, EVENTS_SECRET)) => {
    const events = start();
    return { answer: await events.invoke({ message, request }), events };
  };
  const call = { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c99' };
  const report = { type: 'end-of-call-report', endedReason: 'silence-timed-out', call };

  it.each(['an-older-secret-of-ours', EVENTS_SECRET])(
    'takes nothing with a secret itself: %s (T6)',
    async (secret) => {
      const request = { headers: { 'x-vapi-secret': secret }, cookies: {} };

      const { answer, events } = await notify(report, request);

      expect(answer.status).toBe(401);
      expect(events.logEntries.map(({ event }) => event)).toEqual(['vapi_events.refused']);
    },
  );

  it('takes nothing with the credential of a call that began long ago (T6)', async () => {
    const longAgo = new Date(Date.now() - 14 * 60 * 60_000);

    const { answer } = await notify(report, headersOf({ issuedAt: longAgo }, EVENTS_SECRET));

    expect(answer.status).toBe(401);
  });

  it('warns once of 300 strangers (T10)', async () => {
    const events = start();

    for (let i = 0; i < 300; i += 1) await events.invoke({ message: report });

    expect(events.logEntries).toMatchObject([{ level: 'warn', event: 'vapi_events.refused' }]);
  });

  it('answers 20 of 12,000 unknown tool calls, with two warnings (T10)', async () => {
    const toolCallList = Array.from({ length: 12_000 }, (_, at) => ({ id: `c${at}`, name: 'go' }));

    const { answer, events } = await notify({ type: 'tool-calls', call, toolCallList });

    expect((answer.body as unknown as { results: unknown[] }).results).toHaveLength(20);
    expect(events.logEntries).toMatchObject([
      { event: 'vapi.tool_calls_dropped', unreadToolCalls: 11_980 },
      { event: 'vapi.tool_unknown', tool: 'go', count: 20 },
    ]);
  });

  it.each([
    [undefined, 'no message'],
    ['words', 'no message'],
    [[report], 'no message'],
    [{ type: 'end-of-call-report' }, 'no call'],
    [{ type: 'status-update', status: 'ended', call: 'x' }, 'no call'],
    [{ type: 'tool-calls', toolCallList: [{ id: 'a', name: 'b' }] }, 'no call'],
    [{ ...report, call: { metadata: { tenantId: 'x', callSid: 'CA1' } } }, 'no call'],
  ])('drops %j with a warning (T6, V7)', async (message, why) => {
    const { answer, events } = await notify(message);

    expect(answer).toMatchObject({ status: 200, callbackCount: 1 });
    expect(events.logEntries).toMatchObject([{ event: 'vapi_events.misfit', why }]);
  });

  it.each([
    [report, 'call.reported'],
    [{ ...report, artifact: null, call: { ...call, metadata: 7 } }, 'call.reported'],
    [{ type: 'status-update', status: 'ended', call }, 'vapi.call_ended'],
    [{ type: 'transcript', transcript: 'canary', call }, 'vapi_events.unknown'],
    [{ type: 'tool-calls', call, toolCallList: [{ name: 'x' }] }, 'vapi.tool_calls_dropped'],
  ])('leaves an entry of %j (V7)', async (message, event) => {
    const { answer, events } = await notify(message);

    expect(answer).toMatchObject({ status: 200, callbackCount: 1 });
    expect(events.logEntries.map((entry) => entry['event'])).toEqual([event]);
    expect(JSON.stringify(events.logEntries)).not.toContain('canary');
  });

  it('takes a report of 900 kB in less than a quarter of a second', async () => {
    const messages = Array.from({ length: 3_000 }, (_, index) => ({
      role: 'user',
      message: 'canary words '.repeat(20),
      secondsFromStart: index,
    }));
    const transcript = 'canary '.repeat(15_000);

    const { answer, events } = await notify({ ...report, artifact: { messages, transcript } });

    expect(answer).toMatchObject({ status: 200, body: {} });
    expect(answer.durationMs).toBeLessThan(250);
    expect(JSON.stringify(events.logEntries)).not.toContain('canary');
  });
});
