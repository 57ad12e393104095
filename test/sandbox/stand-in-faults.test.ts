import { Agent } from 'node:http';
import axios, { type AxiosError } from 'axios';
import { Clock } from '../../sandbox/clock/clock';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { placeCall } from '../../sandbox/twilio/voice/place-call';
import {
  type AnswerFault,
  type Fault,
  namedFaults,
  type StreamFault,
} from '../../sandbox/vapi/faults';
import { StandInVapi } from '../../sandbox/vapi/stand-in-vapi';

const { VAPI_API_KEY, VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID } = sandboxSettings;
let vapi: StandInVapi;

beforeAll(async () => {
  vapi = await StandInVapi.start({
    clock: new Clock(),
    organisation: {
      apiKey: VAPI_API_KEY,
      otherApiKeys: ['second-key'],
      assistantIds: [VAPI_ASSISTANT_ID],
      squadIds: [],
      workflowIds: [],
      phoneNumberIds: [VAPI_PHONE_NUMBER_ID],
    },
    slots: 1_000,
  });
});
afterAll(() => vapi.stop());

const client = (httpAgent = new Agent(), apiKey: string = VAPI_API_KEY) =>
  axios.create({
    baseURL: vapi.apiUrl,
    httpAgent,
    proxy: false,
    validateStatus: () => true,
    headers: { Authorization: `Bearer ${apiKey}`, 'User-Agent': 'test' },
  });

interface CreatedCall {
  readonly id: string;
  readonly status: string;
  readonly subscriptionLimits?: unknown;
  readonly phoneCallProviderDetails?: { readonly twiml: string };
}

const post = (http = client(), parts: object = {}) =>
  http.post<CreatedCall>(
    '/call',
    {
      phoneCallProviderBypassEnabled: true,
      assistantId: VAPI_ASSISTANT_ID,
      phoneNumberId: VAPI_PHONE_NUMBER_ID,
    },
    parts,
  );

const postUnder = (fault: Fault, parts: object = {}) => {
  vapi.nextFaults.push(fault);
  return post(client(), parts);
};

const codeOf = (error: AxiosError) => error.code;

/** Makes a call under a fault and opens its WebSocket. */
const streamUnder = async (fault: StreamFault) => {
  const { data } = await postUnder(fault);
  const body = data.phoneCallProviderDetails?.twiml ?? '';
  const { heard, streams } = await placeCall({
    voiceUrl: 'https://switchboard.invalid/incoming-call',
    authToken: 'token',
    accountSid: 'AC1',
    from: '+12025550143',
    to: '+12025550101',
    certificateAuthority: vapi.certificateAuthority,
    clock: vapi.clock,
    post: () => Promise.resolve({ status: 200, contentType: 'text/xml', body, durationMs: 1 }),
  });
  return { result: streams[0], heard, id: data.id };
};

const lookUp = async (id: string) =>
  (await client().get<{ status: string; endedReason?: string }>(`/call/${id}`)).data;

describe('a fault of an answer', () => {
  it.each<[AnswerFault, RegExp]>([
    [{ kind: 'reset', when: 'before-answer' }, /ECONNRESET/],
    [{ kind: 'reset', when: 'during-headers' }, /ECONNRESET/],
    [{ kind: 'reset', when: 'during-body' }, /ECONNRESET|ERR_BAD_RESPONSE/],
    [{ kind: 'cut', encoding: 'length' }, /ECONNRESET|ERR_BAD_RESPONSE/],
    [{ kind: 'cut', encoding: 'chunked' }, /ECONNRESET|ERR_BAD_RESPONSE/],
    [{ kind: 'hang' }, /ERR_CANCELED/],
    [{ kind: 'trickle', part: 'headers', everyMs: 20 }, /ERR_CANCELED/],
    [{ kind: 'trickle', part: 'body', everyMs: 20 }, /ERR_CANCELED/],
    [{ kind: 'flood', bytes: 100e6, everyMs: 20 }, /ERR_CANCELED/],
  ])('leaves the client without an answer: %j', async (fault, code) => {
    const failed = postUnder(fault, { signal: AbortSignal.timeout(300) });

    expect(await failed.catch(codeOf)).toMatch(code);
  });

  it('closes a kept connection with the request that comes next, and answers a new one', async () => {
    const kept = client(new Agent({ keepAlive: true, maxSockets: 1 }));
    vapi.standingFault = { kind: 'stale' };

    const first = await post(kept);
    const second = await post(kept).catch(codeOf);
    const third = await post(kept);
    vapi.standingFault = undefined;

    expect([first.status, second, third.status]).toEqual([201, 'ECONNRESET', 201]);
  });

  it('sends as much as it is told to', async () => {
    const { data } = await postUnder({ kind: 'flood', bytes: 200_000, everyMs: 0 });

    expect(data.id).toHaveLength(200_000);
  });
});

describe('a fault of a call', () => {
  it('answers 201 without TwiML when the account is blocked', async () => {
    const { status, data } = await postUnder(namedFaults['blocked']!);

    expect([status, data.status, data.phoneCallProviderDetails]).toEqual([201, 'ended', undefined]);
    expect(data.subscriptionLimits).toMatchObject({ concurrencyBlocked: true });
    expect((await lookUp(data.id)).status).toBe('ended');
  });

  it('leaves a call queued whose worker never joins, and nobody speaks', async () => {
    const { heard, id } = await streamUnder({
      kind: 'stream',
      assistant: 'mute',
      breakAfterMs: 2_000,
    });

    expect(heard).toEqual([]);
    expect((await lookUp(id)).status).toBe('queued');
  });

  it('breaks off in the middle of a conversation, for the reason it is told', async () => {
    const endedReason = 'pipeline-error-openai-llm-failed';
    const { result, heard, id } = await streamUnder({
      kind: 'stream',
      assistant: 'talk',
      breakAfterMs: 4_000,
      breakBy: 'reset',
      endedReason,
    });

    expect([result?.outcome, heard.length]).toEqual(['closed', 1]);
    expect(await lookUp(id)).toMatchObject({ status: 'ended', endedReason });
  });

  it('ends a whole conversation for the reason it is told, and shows it late', async () => {
    const { heard, id } = await streamUnder({
      kind: 'stream',
      assistant: 'talk',
      endedReason: 'exceeded-max-duration',
      statusLagMs: 300,
    });
    const atOnce = await lookUp(id);
    await vapi.clock.until(() => vapi.calls.at(-1)?.status === 'ended');
    vapi.clock.go();

    expect([heard.length, atOnce.status]).toEqual([2, 'in-progress']);
    expect(await lookUp(id)).toMatchObject({ endedReason: 'exceeded-max-duration' });
  });

  it('never answers a handshake', async () => {
    const { result } = await streamUnder({ kind: 'stream', assistant: 'unanswered' });

    expect(result).toEqual({ outcome: 'failed', errorCode: 31901 });
  }, 20_000);
});

describe('a fault of GET /call/{id}', () => {
  it('meets the next look-up, or every one', async () => {
    const { id } = (await post()).data;
    const http = client();
    vapi.nextCallLookupFaults.push({ kind: 'status', status: 502 });

    const next = await http.get(`/call/${id}`);
    vapi.standingCallLookupFault = { kind: 'status', status: 404 };
    const standing = [await http.get(`/call/${id}`), await http.get(`/call/${id}`)];
    vapi.standingCallLookupFault = undefined;
    const healthy = await http.get(`/call/${id}`);

    const statuses = [next, ...standing, healthy].map(({ status }) => status);
    expect(statuses).toEqual([502, 404, 404, 200]);
  });
});

describe('the fault of a single call', () => {
  const postFor = (externalId: string) =>
    client().post<CreatedCall>('/call', {
      phoneCallProviderBypassEnabled: true,
      assistantId: VAPI_ASSISTANT_ID,
      phoneNumberId: VAPI_PHONE_NUMBER_ID,
      customer: { number: '+12025550143', externalId },
    });

  it('is met whenever that call is made, and by no other', async () => {
    vapi.callFaults.set('CA1', 'down');

    const answers = [
      await postFor('CA1'),
      await postFor('CA2'),
      await post(),
      await postFor('CA1'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([503, 201, 201, 503]);
  });

  it('is met by look-ups where its word says so', async () => {
    vapi.callFaults.set('CA3', 'lookup-down');

    const answers = [await postFor('CA3'), await postFor('CA4')];
    const lookups = await Promise.all(answers.map(({ data }) => client().get(`/call/${data.id}`)));

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(lookups.map(({ status }) => status)).toEqual([503, 200]);
  });
});

it('takes every key of the organisation and no other', async () => {
  const statuses = await Promise.all(
    [VAPI_API_KEY, 'second-key', 'third-key'].map((key) => post(client(new Agent(), key))),
  );

  expect(statuses.map(({ status }) => status)).toEqual([201, 201, 401]);
});
