import { createServer } from 'node:http';
import { Ajv } from 'ajv';
import { Clock } from '../../sandbox/clock/clock';
import { listen, stop } from '../../sandbox/servers/listen';
import { buildReport, buildStatusUpdate } from '../../sandbox/vapi/call-messages';
import { StandInCall } from '../../sandbox/vapi/stand-in-call';
import { StandInResources } from '../../sandbox/vapi/stand-in-resources';
import { Secret } from '../../src/config/secret';
import { HttpConnections } from '../../src/http/connections';
import { parseCaller } from '../../src/phone/caller';
import type { CallRequest } from '../../src/vapi/call-request';
import { buildEventsServer } from '../../src/vapi/events-server';
import { buildCreateCallPayload } from '../../src/vapi/payload';
import { createVapiResources, type VapiResourceKind } from '../../cli/core/vapi/resources';
import { buildToolResults } from '../../src/vapi/server-message';
import { buildTransferTool } from '../../src/vapi/transfer-tool';
import { eventsServer, transferTool, withheldCallRequest } from '../fakes/call-request';
import { readDescription } from '../fixtures/api/descriptions';

const specification = readDescription('vapi');

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const resources = new StandInResources({
  apiKey: 'k',
  assistantIds: [ID],
  squadIds: [ID],
  workflowIds: [ID],
  phoneNumberIds: [ID],
});

/**
 * Lists of known words grow without notification, alternatives overlap, and formats and OpenAPI's own
 * keywords are not for here. A list of one word is what tells alternatives apart: it stays. Words that
 * are said to be objects are words.
 */
function loosen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(loosen);
  if (typeof value !== 'object' || value === null) return value;
  if (isListOfWords(value)) return loosen({ ...value, type: 'string' });
  const isLoose = (key: string, inner: unknown) =>
    key === 'format' || (key === 'enum' && Array.isArray(inner) && inner.length > 1);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isLoose(key, inner))
      .map(([key, inner]) => [key === 'oneOf' ? 'anyOf' : key, loosen(inner)]),
  );
}

/** As of a backoff plan's type: an object by its type, `fixed` or `exponential` by its list. */
function isListOfWords(value: object): boolean {
  const { type, enum: words } = value as { type?: unknown; enum?: unknown };
  return (
    type === 'object' && Array.isArray(words) && words.every((word) => typeof word === 'string')
  );
}

describe('requests to Vapi and what the stand-in answers', () => {
  const validate = (schema: string, value: unknown) => {
    const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
    ajv.addSchema(loosen(specification) as object, 'vapi');
    ajv.validate(`vapi#/components/schemas/${schema}`, value);
    return (ajv.errors ?? []).map(({ message, ...error }) =>
      [JSON.stringify(error).slice(0, 120), message].join(' '),
    );
  };

  /** The body of POST /call as Vapi publishes it: the bypass's own two fields are in no schema. */
  const bodyOf = (parts: Partial<CallRequest>) => {
    const payload = buildCreateCallPayload(
      { ...withheldCallRequest, name: 'n'.repeat(90), phoneNumberId: ID, ...parts },
      { placeholderNumber: undefined },
    );
    const { phoneCallProviderBypassEnabled, metadata, ...published } = payload;
    expect([phoneCallProviderBypassEnabled, metadata]).toEqual([true, expect.any(Object)]);
    return JSON.parse(JSON.stringify(published)) as object;
  };

  it.each<[string, Partial<CallRequest>]>([
    ['an assistant', { assistant: { kind: 'assistant', id: ID } }],
    ['a squad', { assistant: { kind: 'squad', id: ID } }],
    ['a workflow', { assistant: { kind: 'workflow', id: ID } }],
    ['a caller with a name', { callerName: 'c'.repeat(90), caller: parseCaller('+12025550143') }],
    ['a SIP caller', { caller: parseCaller('sip:desk@example.com') }],
  ])('create a call with %s as Vapi describes it', (_case, parts) => {
    expect(validate('CreateCallDTO', bodyOf(parts))).toEqual([]);
  });

  const tool = buildTransferTool(transferTool);
  const overrides = { 'tools:append': [tool] };
  const { server } = buildEventsServer(eventsServer);

  it.each<[string, string, unknown]>([
    ['the transfer tool', 'CreateFunctionToolDTO', tool],
    ['what is added to an assistant', 'AssistantOverrides', overrides],
    ['where messages go', 'AssistantOverrides', buildEventsServer(eventsServer)],
    ['a call whose assistant tells us', 'CreateCallDTO', bodyOf({ eventsServer })],
    [
      'a call whose squad tells us',
      'CreateCallDTO',
      bodyOf({ eventsServer, assistant: { kind: 'squad', id: ID } }),
    ],
    [
      'a call whose assistant transfers',
      'CreateCallDTO',
      bodyOf({ transferTool, firstWords: 'I am back.' }),
    ],
    [
      'a call whose squad transfers',
      'CreateCallDTO',
      bodyOf({ transferTool, assistant: { kind: 'squad', id: ID } }),
    ],
  ])('say %s as Vapi describes it', (_case, schema, value) => {
    expect(validate(schema, JSON.parse(JSON.stringify(value)))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['CreateFunctionToolDTO', { ...tool, messages: [{ type: 'request-start', content: 7 }] }],
    ['CreateFunctionToolDTO', { ...tool, server: { ...tool.server, timeoutSeconds: 301 } }],
    ['CreateFunctionToolDTO', { ...tool, parameters: [{ value: 't' }] }],
    ['Server', { ...server, timeoutSeconds: 0 }],
    ['Server', { ...server, backoffPlan: { ...server.backoffPlan, maxRetries: 11 } }],
    ['Server', { ...server, backoffPlan: { ...server.backoffPlan, type: {} } }],
    ['Server', { ...server, backoffPlan: { type: 'fixed' } }],
    ['AssistantOverrides', { server, serverMessages: 'status-update' }],
  ])('would not get past the description of %s with %.40j', (schema, value) => {
    expect(validate(schema, value)).not.toEqual([]);
  });

  it('answer tool calls as Vapi describes it', () => {
    const schema = 'ServerMessageResponseToolCalls';
    const body = buildToolResults([
      { toolCallId: 'a', name: 'b', result: 'c' },
      { toolCallId: 'd', name: 'e', error: 'f' },
    ]);

    expect(validate(schema, body)).toEqual([]);
    expect(validate(schema, { results: [{ toolCallId: 'a', result: 'c' }] })).not.toEqual([]);
  });

  it.each([
    ['a talk', (call: StandInCall) => call.begin('CA1')],
    ['nobody who came', () => undefined],
  ])('hear of the stand-in what Vapi describes, after %s', (_case, begin) => {
    const call = new StandInCall(bodyOf({ eventsServer }) as Record<string, unknown>, {
      clock: new Clock(),
    });
    begin(call);
    const beginning = buildStatusUpdate(call);
    call.end('customer-ended-call');
    // Its call repeats the request with what no schema names; fields of its own are checked above.
    const plain = (message: object) =>
      JSON.parse(JSON.stringify({ ...message, call: undefined, phoneNumber: undefined })) as object;
    const status = (message: object) => validate('ServerMessageStatusUpdate', plain(message));
    const report = (message: object) => validate('ServerMessageEndOfCallReport', plain(message));

    expect([status(beginning), status(buildStatusUpdate(call))]).toEqual([[], []]);
    expect(report(buildReport(call))).toEqual([]);
    expect(report({ ...buildReport(call), analysis: undefined })).not.toEqual([]);
  });

  it('would not get past the description with a name that is too long', () => {
    expect(validate('CreateCallDTO', { ...bodyOf({}), name: 'n'.repeat(41) })).not.toEqual([]);
  });

  const answerOf = (kind: VapiResourceKind) => {
    const lookup = resources.answer({ method: 'GET' }, `/${kind}/${ID}`);
    return lookup !== undefined && 'found' in lookup ? lookup.found : undefined;
  };

  it.each([
    ['assistant', 'Assistant'],
    ['squad', 'Squad'],
    ['phone-number', 'TwilioPhoneNumber'],
  ] as const)('get of the stand-in what Vapi describes: %s', (kind, schema) => {
    expect(validate(schema, answerOf(kind))).toEqual([]);
  });

  it.each([
    ['Assistant', { ...answerOf('assistant'), maxDurationSeconds: 'long' }],
    ['Squad', { ...answerOf('squad'), members: undefined }],
    ['TwilioPhoneNumber', { ...answerOf('phone-number'), twilioAccountSid: 1 }],
    ['Assistant', { ...answerOf('assistant'), model: { tools: [{ type: 'endCall' }] } }],
  ])('would not get past the description of a broken %s', (schema, broken) => {
    expect(validate(schema, JSON.parse(JSON.stringify(broken)))).not.toEqual([]);
  });

  it('ask for what Vapi describes; workflows are in no published description any more', async () => {
    const asked: string[] = [];
    const server = createServer(({ method, url = '' }, response) => {
      asked.push(`${method} ${url.replace(ID, '{id}')}`);
      response.writeHead(404).end();
    });
    const baseUrl = `http://127.0.0.1:${await listen(server)}`;
    const http = new HttpConnections().client('fresh');
    const reads = createVapiResources({ http, userAgent: 'test', timeoutMs: 2_000 });

    for (const kind of ['assistant', 'squad', 'phone-number', 'workflow'] as const) {
      await reads.find(kind, ID, { apiKey: new Secret('k'), baseUrl });
    }
    await stop(server);

    const { paths = {} } = specification;
    const described = asked.filter((request) => {
      const [method, url = ''] = request.split(' ');
      return method === 'GET' && paths[url]?.['get'] !== undefined;
    });
    expect(asked.filter((request) => !described.includes(request))).toEqual(['GET /workflow/{id}']);
    expect(described).toHaveLength(3);
  });
});
