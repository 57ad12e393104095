import { Clock } from '../../sandbox/clock/clock';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import axios from 'axios';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { beginCall } from '../../sandbox/twilio/voice/place-call';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';
import { askForPerson, type ToolScript } from '../../sandbox/vapi/tool-script';
import { parseServerMessage } from '../../src/vapi/server-message';
import { buildTransferTool } from '../../src/vapi/transfer-tool';
import { type RawServer, startRawServer } from '../fakes/raw-server';

/** What Vapi is given to show. */
const HEADER = 'sb-call.a.CA1.1.canary';

const { VAPI_API_KEY, VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID } = sandboxSettings;
const RESULT = { result: 'The caller is being connected.' };

interface SeenMessage {
  readonly headers: IncomingMessage['headers'];
  readonly message: Readonly<Record<string, unknown>>;
}

let vapi: StandInVapi;
let toolServer: RawServer;
const seen: SeenMessage[] = [];
let answerTool: (toolCallId: string) => { status: number; body: object };

beforeAll(async () => {
  vapi = await StandInVapi.start({
    clock: new Clock(),
    organisation: {
      apiKey: VAPI_API_KEY,
      assistantIds: [VAPI_ASSISTANT_ID],
      squadIds: [],
      workflowIds: [],
      phoneNumberIds: [VAPI_PHONE_NUMBER_ID],
    },
    slots: 1_000,
  });
  toolServer = await startRawServer((request, response) => {
    void json(request).then((body) => {
      const { message } = body as { message: SeenMessage['message'] };
      seen.push({ headers: request.headers, message });
      const [toolCall] = parseServerMessage(message).toolCalls;
      const { status, body: answer } = answerTool(toolCall?.id ?? '');
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
});
afterAll(async () => {
  await vapi.stop();
  await toolServer.close();
});
beforeEach(() => {
  seen.length = 0;
  answerTool = (toolCallId) => ({ status: 200, body: { results: [{ toolCallId, ...RESULT }] } });
});

/** The tool as the switchboard makes it. */
const buildTool = () =>
  buildTransferTool({
    destinations: [{ key: 'front-desk', description: 'Appointments' }],
    startWords: 'One moment, please.',
    eventsUrl: `${toolServer.url}/events`,
    credential: HEADER,
    token: 'p1.signed.token.AAAA',
  });

/** Makes a call whose assistant follows the script; returns what there is of it. */
async function createCall(script: ToolScript | undefined, overrides: object = {}) {
  if (script !== undefined) vapi.nextScripts.push(script);
  const { status, data } = await axios.post<{ phoneCallProviderDetails?: { twiml: string } }>(
    `${vapi.apiUrl}/call`,
    {
      phoneCallProviderBypassEnabled: true,
      assistantId: VAPI_ASSISTANT_ID,
      phoneNumberId: VAPI_PHONE_NUMBER_ID,
      assistantOverrides: { 'tools:append': [buildTool()], ...overrides },
    },
    {
      proxy: false,
      validateStatus: () => true,
      headers: { Authorization: `Bearer ${VAPI_API_KEY}`, 'User-Agent': 'test' },
    },
  );
  return { status, data, twiml: data.phoneCallProviderDetails?.twiml ?? '' };
}

/** Connects a caller to that call, and hangs up once the tool has answered, or at its end. */
async function talk(script: ToolScript | undefined, overrides: object = {}) {
  const { twiml } = await createCall(script, overrides);
  const call = vapi.calls.at(-1)!;
  const answer = { status: 200, contentType: 'text/xml', body: twiml, durationMs: 0 };
  const caller = beginCall({
    voiceUrl: 'http://app.example/start',
    post: () => Promise.resolve(answer),
    authToken: 'token',
    accountSid: 'AC1',
    from: '+12025550143',
    to: '+12025550101',
    clock: vapi.clock,
    certificateAuthority: vapi.certificateAuthority,
  });
  const deliveries = script?.deliveries ?? 1;
  const hangUp = setInterval(() => {
    const isMoved = call.toolExchanges.length === deliveries && call.hasCalledTool;
    if (isMoved) caller.interrupt({ twiml: '<Response><Hangup/></Response>' });
  }, 5);
  const report = await caller.finished;
  clearInterval(hangUp);
  return { call, report };
}

const ask = (more: Partial<ToolScript> = {}) => askForPerson('front-desk', 'A question', more);

describe('an assistant that asks for a person', () => {
  it('says its start words, calls the tool as Vapi does, and then nothing', async () => {
    const { call, report } = await talk(ask());

    expect(report.heard).toEqual([
      'Hello, this is your assistant. How can I help you?',
      'One moment, please.',
    ]);
    expect(call.toolExchanges).toMatchObject([{ status: 200, results: [RESULT] }]);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers['x-vapi-secret']).toBe(HEADER);
    expect(parseServerMessage(seen[0]?.message)).toMatchObject({
      type: 'tool-calls',
      toolCalls: [
        {
          name: 'transfer_to_person',
          arguments: {
            destination: 'front-desk',
            summary: 'A question',
            token: 'p1.signed.token.AAAA',
          },
        },
      ],
    });
    expect(call.endedReason).toBe('phone-call-provider-closed-websocket');
  });

  it.each(['object', 'text', 'flat'] as const)('writes arguments as %s', async (shape) => {
    await talk(ask({ shape }));

    const [toolCall] = seen[0]?.message['toolCallList'] as Record<string, unknown>[];
    const inner = toolCall?.['function'] as { arguments?: unknown } | undefined;
    const written = shape === 'flat' ? toolCall?.['parameters'] : inner?.arguments;
    expect(typeof written).toBe(shape === 'text' ? 'string' : 'object');
    expect(parseServerMessage(seen[0]?.message).toolCalls[0]?.arguments).toMatchObject({
      destination: 'front-desk',
    });
  });

  it('lets static parameters win over what the model fills in', async () => {
    const { arguments: given } = ask();
    await talk(ask({ arguments: { ...given, token: 'invented' } }));

    const [toolCall] = parseServerMessage(seen[0]?.message).toolCalls;
    expect(toolCall?.arguments['token']).toBe('p1.signed.token.AAAA');
  });

  it('delivers a tool call twice under one id', async () => {
    const { call } = await talk(ask({ deliveries: 2 }));

    const ids = seen.map(({ message }) => parseServerMessage(message).toolCalls[0]?.id);
    expect(ids).toEqual([call.toolExchanges[0]?.toolCallId, ids[0]]);
    expect(call.toolExchanges).toHaveLength(2);
  });

  it('says the words of an error and continues', async () => {
    answerTool = (toolCallId) => ({
      status: 200,
      body: { results: [{ toolCallId, error: 'Nobody is there.' }] },
    });
    const { call, report } = await talk(ask());

    expect(report.heard.slice(2)).toEqual(['Nobody is there.', 'Thank you for calling. Goodbye.']);
    expect(call.endedReason).toBe('assistant-ended-call');
  });

  it.each<[string, (id: string) => { status: number; body: object }]>([
    [
      'another status',
      (id) => ({ status: 500, body: { results: [{ toolCallId: id, ...RESULT }] } }),
    ],
    [
      'another id',
      () => ({ status: 200, body: { results: [{ toolCallId: 'other', ...RESULT }] } }),
    ],
    ['no results', () => ({ status: 200, body: {} })],
  ])('takes an answer with %s for none', async (_name, answer) => {
    answerTool = answer;
    const { report } = await talk(ask());

    expect(report.heard[2]).toBe('No result returned.');
  });

  it.each<[string, ToolScript['forgery'] & object, (message: SeenMessage) => unknown, unknown]>([
    ['no secret', { kind: 'no-secret' }, ({ headers }) => headers['x-vapi-secret'], undefined],
    [
      'a wrong secret',
      { kind: 'wrong-secret' },
      ({ headers }) => headers['x-vapi-secret'],
      `${HEADER}x`,
    ],
    ['a tampered token', { kind: 'tampered-token' }, tokenOf, 'p1.signed.Aoken.AAAA'],
    ["another call's token", { kind: 'other-token', token: 'p1.b' }, tokenOf, 'p1.b'],
  ])('can be forged: %s', async (_name, forgery, read, expected) => {
    await talk(ask({ forgery }));

    expect(read(seen[0]!)).toBe(expected);
  });

  it('greets with the words that the call was made with', async () => {
    const { report } = await talk(undefined, { firstMessage: 'I am back.' });

    expect(report.heard[0]).toBe('I am back.');
    expect(seen).toEqual([]);
  });

  it('says goodbye where it has no such tool', async () => {
    const { report } = await talk(ask(), { 'tools:append': [] });

    expect(report.heard[1]).toBe('Thank you for calling. Goodbye.');
    expect(seen).toEqual([]);
  });
});

function tokenOf({ message }: SeenMessage): unknown {
  return parseServerMessage(message).toolCalls[0]?.arguments['token'];
}

describe('tools that are added for a call', () => {
  it.each<[string, () => object]>([
    ['property colour should not exist', () => ({ ...buildTool(), colour: 'red' })],
    ['type must be function', () => ({ ...buildTool(), type: 'transferCall' })],
    ['function.name must match', () => ({ ...buildTool(), function: { name: 'a b' } })],
    ['function must be an object', () => ({ ...buildTool(), function: undefined })],
    [
      'messages.0.content must be shorter',
      () => ({ ...buildTool(), messages: [{ type: 'request-start', content: 'x'.repeat(1_001) }] }),
    ],
    ['messages.0.type must be one of', () => ({ ...buildTool(), messages: [{ type: 'start' }] })],
    [
      'messages.0.property words should not exist',
      () => ({ ...buildTool(), messages: [{ type: 'request-start', words: 'x' }] }),
    ],
    ['parameters.0.key must be', () => ({ ...buildTool(), parameters: [{ value: 'x' }] })],
    ['parameters.0.value should', () => ({ ...buildTool(), parameters: [{ key: 'x' }] })],
    [
      'server.url must be an https',
      () => ({ ...buildTool(), server: { url: 'http://a.example' } }),
    ],
    [
      'server.headers must hold strings',
      () => ({ ...buildTool(), server: { url: 'https://a.example', headers: { a: 1 } } }),
    ],
    ...[0, 301, '10'].map((timeoutSeconds): [string, () => object] => [
      'server.timeoutSeconds must be between 1 and 300',
      () => ({ ...buildTool(), server: { url: 'https://a.example', timeoutSeconds } }),
    ]),
    [
      'server.property secret should not exist',
      () => ({ ...buildTool(), server: { url: 'https://a.example', secret: 'x' } }),
    ],
  ])('are refused: %s', async (message, build) => {
    const { status, data } = await createCall(undefined, { 'tools:append': [build()] });

    expect(status).toBe(400);
    expect(JSON.stringify(data)).toContain(message);
  });
});
