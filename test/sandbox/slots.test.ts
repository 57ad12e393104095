import axios from 'axios';
import { Clock } from '../../sandbox/clock/clock';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { placeCall } from '../../sandbox/twilio/voice/place-call';
import { fullAnswers } from '../../sandbox/vapi/full-answers';
import { StandInVapi, type StandInOptions } from '../../sandbox/vapi/stand-in-vapi';

const { VAPI_API_KEY, VAPI_ASSISTANT_ID, VAPI_PHONE_NUMBER_ID } = sandboxSettings;
const OTHER_KEY = 'second-key';

let vapi: StandInVapi;
afterEach(() => vapi.stop());

const start = async (options: Partial<StandInOptions> = {}) => {
  vapi = await StandInVapi.start({
    clock: new Clock(),
    organisation: {
      apiKey: VAPI_API_KEY,
      otherApiKeys: [OTHER_KEY],
      assistantIds: [VAPI_ASSISTANT_ID],
      squadIds: [],
      workflowIds: [],
      phoneNumberIds: [VAPI_PHONE_NUMBER_ID],
    },
    slots: 2,
    ...options,
  });
};

interface CreatedCall {
  readonly id: string;
  readonly status: string;
  readonly endedReason?: string;
  readonly subscriptionLimits?: { readonly concurrencyBlocked?: boolean };
  readonly phoneCallProviderDetails?: { readonly twiml: string };
}

const http = (apiKey: string = VAPI_API_KEY) =>
  axios.create({
    baseURL: vapi.apiUrl,
    proxy: false,
    validateStatus: () => true,
    headers: { Authorization: `Bearer ${apiKey}`, 'User-Agent': 'test' },
  });
const post = (apiKey?: string) =>
  http(apiKey).post<CreatedCall>('/call', {
    phoneCallProviderBypassEnabled: true,
    assistantId: VAPI_ASSISTANT_ID,
    phoneNumberId: VAPI_PHONE_NUMBER_ID,
  });
const lookUp = async (id: string) => (await http().get<CreatedCall>(`/call/${id}`)).data;

/** Streams to a call until the assistant ends it. */
const talk = ({ phoneCallProviderDetails }: CreatedCall, hangsUpAfterMs?: number) =>
  placeCall({
    voiceUrl: 'https://switchboard.invalid/incoming-call',
    authToken: 'token',
    accountSid: 'AC1',
    from: '+12025550143',
    to: '+12025550101',
    certificateAuthority: vapi.certificateAuthority,
    clock: vapi.clock,
    ...(hangsUpAfterMs === undefined ? {} : { hangsUpAfterMs }),
    post: () =>
      Promise.resolve({
        status: 200,
        contentType: 'text/xml',
        body: phoneCallProviderDetails?.twiml ?? '',
        durationMs: 1,
      }),
  });

describe('the slots of an organisation', () => {
  it('are taken by accepted requests, which tell how many remain', async () => {
    await start();

    const answers = [await post(), await post(), await post(OTHER_KEY)];

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 400]);
    expect(answers.map(({ data }) => data.subscriptionLimits)).toEqual([
      { concurrencyBlocked: false, concurrencyLimit: 2, remainingConcurrentCalls: 1 },
      { concurrencyBlocked: false, concurrencyLimit: 2, remainingConcurrentCalls: 0 },
      undefined,
    ]);
  });

  it('are a key’s own where each key is an organisation', async () => {
    await start({ slotsSharedBy: 'key' });

    const statuses = [await post(), await post(), await post(), await post(OTHER_KEY)];

    expect(statuses.map(({ status }) => status)).toEqual([201, 201, 400, 201]);
    expect([vapi.slotsOf().used, vapi.slotsOf(OTHER_KEY).used]).toEqual([2, 1]);
  });

  it('are not taken by requests that are refused for themselves', async () => {
    await start();
    vapi.nextFaults.push({ kind: 'status', status: 500 });

    await post();
    await http().post('/call', {});

    expect(vapi.slotsOf().used).toBe(0);
    expect(vapi.slotsOf().peakPosts()).toBe(2);
  });

  it('are free again once the stream has ended, from either side', async () => {
    await start();
    const [first, second] = [await post(), await post()];

    await Promise.all([talk(first.data), talk(second.data, 500)]);

    expect(vapi.slotsOf().used).toBe(0);
    expect((await post()).status).toBe(201);
  });

  it('are free again when no stream came in time, and then none is taken', async () => {
    await start({ slots: 1, noStreamAfterMs: 20_000 });
    vapi.clock.stop();
    const { data } = await post();
    expect((await post()).status).toBe(400);

    await vapi.clock.until(() => vapi.slotsOf().used === 0);
    vapi.clock.go();

    expect((await lookUp(data.id)).endedReason).toBe(
      'phone-call-provider-bypass-enabled-but-no-call-received',
    );
    expect((await talk(data)).streams).toEqual([{ outcome: 'failed', errorCode: 31920 }]);
    expect((await post()).status).toBe(201);
  });

  it('stay taken while a call talks that was streamed to in time', async () => {
    await start({ slots: 1, noStreamAfterMs: 20_000 });
    vapi.talkMs = 40_000;
    vapi.clock.stop();
    const talking = talk((await post()).data);

    const startedAtMs = vapi.clock.nowMs();
    await vapi.clock.until(() => vapi.clock.nowMs() > startedAtMs + 30_000);
    const meanwhile = await post();
    vapi.clock.go();
    const report = await talking;

    expect(meanwhile.status).toBe(400);
    expect(report.problems).toEqual([]);
    expect(vapi.slotsOf().used).toBe(0);
  });
});

describe('an account whose slots are all taken', () => {
  it.each([
    ['limit', 400, { message: 'Over Concurrency Limit.', error: 'Bad Request', statusCode: 400 }],
    ['limit-without-stop', 400, { message: 'Over Concurrency Limit' }],
    ['limit-in-error', 400, { error: 'Over Concurrency Limit' }],
    ['too-many', 429, { message: expect.stringMatching(/concurren/i) as unknown }],
    ['blocked', 201, { status: 'queued', subscriptionLimits: { concurrencyBlocked: true } }],
    ['ended', 201, { status: 'ended', subscriptionLimits: { concurrencyBlocked: false } }],
  ] as const)('answers %s', async (fullAnswer, status, body) => {
    await start({ slots: 0 });
    vapi.fullAnswer = fullAnswer;

    const answer = await post();

    expect(answer.status).toBe(status);
    expect(answer.data).toMatchObject(body);
    expect(answer.data).not.toHaveProperty('phoneCallProviderDetails');
    expect(Object.keys(answer.data).length > 1 || fullAnswer === 'limit-in-error').toBe(true);
  });

  it.each(['blocked', 'blocked-with-twiml', 'ended'] as const)(
    'ends the call it made: %s',
    async (fullAnswer) => {
      await start({ slots: 0 });
      vapi.fullAnswer = fullAnswer;

      const { data } = await post();

      expect(await lookUp(data.id)).toMatchObject({
        status: 'ended',
        endedReason: 'call.start.error-subscription-concurrency-limit-reached',
      });
      expect(vapi.slotsOf().peak).toBe(0);
    },
  );

  it.each(fullAnswers)('never has more calls than lines, however many ask: %s', async (full) => {
    await start({ slots: 5 });
    vapi.fullAnswer = full;

    const answers = await Promise.all(Array.from({ length: 40 }, () => post()));

    const accepted = answers.filter(
      ({ data }) =>
        data.phoneCallProviderDetails !== undefined &&
        data.subscriptionLimits?.concurrencyBlocked !== true,
    );
    expect(accepted).toHaveLength(5);
    expect(vapi.slotsOf().peak).toBe(5);
    expect(vapi.slotsOf().peakPosts()).toBe(40);
    await vapi.clock.sleep(1_000);
    await post();
    expect(vapi.slotsOf().peakPosts()).toBe(40);
    expect(vapi.slotsOf().peakPosts(1_001)).toBe(41);
  });
});

describe('an assistant with a talk time', () => {
  it('says goodbye when it is over', async () => {
    await start();
    vapi.nextTalkMs.push(6_000, 3_000);
    const [long, short] = [(await post()).data, (await post()).data];

    const [first] = await Promise.all([long, short].map((call) => talk(call)));

    const lastedMs = vapi.calls.map(
      ({ startedAt, endedAt }) => Number(endedAt) - Number(startedAt),
    );
    // A goodbye of 400 ms ends each.
    expect(lastedMs).toEqual([6_400, 3_400]);
    expect(first?.heard.at(-1)).toMatch(/Goodbye/);
    expect((await lookUp(long.id)).endedReason).toBe('assistant-ended-call');
  });
});
