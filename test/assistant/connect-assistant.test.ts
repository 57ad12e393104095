import { Breaker } from '../../src/assistant/breaker';
import {
  type Attempt,
  type ConnectServices,
  connectAssistant,
} from '../../src/assistant/connect-assistant';
import { readConfig } from '../../src/config/config';
import type { FailureReason } from '../../src/vapi/failure';
import { resolveTenant, type UsableEntry } from '../../src/tenants/tenant';
import { parseIncomingCall } from '../../src/twilio/incoming-call';
import { createFakeLog } from '../fakes/fake-log';
import { createdCall, FakeVapi } from '../fakes/fake-vapi';

const { config } = readConfig({
  VAPI_API_KEY: 'canary-key',
  VAPI_API_KEY_ACME: 'canary-key-of-acme',
  SWITCHBOARD_BREAKER_FAILURES: '1',
});
const call = parseIncomingCall({ CallSid: 'CA1', To: '+12025550101', From: '+12025550143' });
const FIRST: Attempt = { priorPosts: 0 };
const failedBy = (reason: FailureReason) => ({
  failure: { reason, callExists: 'perhaps' as const },
});

const assistantEntry: UsableEntry = {
  id: 'a',
  assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
};

const connect = async (
  vapi: FakeVapi,
  parts: {
    breaker?: Breaker;
    getBreaker?: ConnectServices['getBreaker'];
    attempt?: Attempt;
    entry?: UsableEntry;
    leftMs?: number;
  } = {},
) => {
  const { log, entries } = createFakeLog();
  const { breaker = new Breaker(), attempt = FIRST, entry = assistantEntry } = parts;
  const { getBreaker = () => breaker, leftMs = 5_000 } = parts;
  const context: ConnectServices = {
    config,
    vapi,
    getBreaker,
    buildHooks: ({ vapiCallId, postCount }) => ({
      endedUrl: `/ended?call=${vapiCallId}&posts=${postCount}`,
      statusUrl: 'https://ours.example/status',
    }),
    offerTransfer: () => undefined,
    offerEvents: () => undefined,
    buildRecordingUrl: () => 'https://ours.example/recording/status',
    remainingMs: () => leftMs,
    log,
  };
  const none = { assistantId: undefined, phoneNumberId: undefined };
  const connected = await connectAssistant(call, resolveTenant(entry, {}, none), context, attempt);
  return { connected, entries, breaker };
};

describe('connectAssistant', () => {
  it('hands on what the address for the stream’s end must remember', async () => {
    const { connected } = await connect(new FakeVapi(createdCall('v7')));

    expect(connected.answer).toMatchObject({ hooks: { endedUrl: '/ended?call=v7&posts=1' } });
  });

  it('counts the requests that the call has made before', async () => {
    const vapi = new FakeVapi(createdCall());

    const { connected } = await connect(vapi, {
      attempt: { priorPosts: 1, variables: { isReconnect: true } },
    });

    expect(connected.answer).toMatchObject({ hooks: { endedUrl: '/ended?call=v1&posts=2' } });
    expect(vapi.requests[0]?.variables).toMatchObject({ isReconnect: true });
  });

  it('does not say isReconnect to the first assistant', async () => {
    const vapi = new FakeVapi(createdCall());

    await connect(vapi);

    expect(vapi.requests[0]?.variables).not.toHaveProperty('isReconnect');
  });

  it('asks only once more in a call that has asked before, whatever comes', async () => {
    const vapi = new FakeVapi(
      { failure: { reason: 'server-error', status: 503, callExists: 'no' } },
      createdCall(),
    );

    const { connected } = await connect(vapi, {
      attempt: { priorPosts: 1, variables: { isReconnect: true } },
    });

    expect([connected.outcome, vapi.asked.length]).toEqual(['server-error', 1]);
  });

  it.each<[string, Parameters<typeof connect>[1]]>([
    ['asked-enough', { attempt: { priorPosts: 2, variables: { isReconnect: true } } }],
    ['asked-enough', { attempt: { priorPosts: 99, variables: { isReconnect: true } } }],
    ['no-assistant', { entry: { id: 'a' } }],
    ['no-time', { leftMs: 499 }],
    ['no-time', { leftMs: -1 }],
  ])('asks nothing of Vapi: %s', async (outcome, parts) => {
    const vapi = new FakeVapi();

    const { connected } = await connect(vapi, parts);

    expect([connected.outcome, vapi.asked]).toEqual([outcome, []]);
  });

  it('asks nothing of Vapi without the key that the tenant names, and the log says so', async () => {
    const assistant = {
      ...assistantEntry.assistant,
      apiKeyEnv: 'VAPI_API_KEY_NOBODY',
      phoneNumberId: assistantEntry.assistant?.assistantId,
    };

    const { connected, entries } = await connect(new FakeVapi(), { entry: { id: 'a', assistant } });

    expect(connected.outcome).toBe('no-api-key');
    expect(entries[0]).toMatchObject({ message: 'VAPI_API_KEY_NOBODY is not set' });
  });
});

describe("the breaker of a container's calls", () => {
  it.each<FailureReason>([
    'timeout',
    'unreachable',
    'connection-lost',
    'server-error',
    'malformed-answer',
  ])('counts %s as a failure of Vapi', async (reason) => {
    const { breaker, entries } = await connect(new FakeVapi(failedBy(reason)));

    const { connected } = await connect(new FakeVapi(), { breaker });

    expect(connected.outcome).toBe('breaker-open');
    expect(entries.at(-1)).toMatchObject({ level: 'error', event: 'vapi.breaker_opened', reason });
  });

  it('is named by the variable of its key in the log, never by the key (O14)', async () => {
    const breaker = new Breaker();
    const entry: UsableEntry = {
      ...assistantEntry,
      assistant: {
        ...assistantEntry.assistant,
        apiKeyEnv: 'VAPI_API_KEY_ACME',
        phoneNumberId: assistantEntry.assistant?.assistantId,
      },
    };

    const opened = await connect(new FakeVapi(failedBy('timeout')), { breaker, entry });
    jest.spyOn(breaker, 'admits').mockReturnValue(true);
    const closed = await connect(new FakeVapi(failedBy('full')), { breaker, entry });

    const entries = [...opened.entries, ...closed.entries].filter(({ event }) =>
      String(event).startsWith('vapi.breaker_'),
    );
    expect(entries.map(({ event, apiKeyEnv }) => [event, apiKeyEnv])).toEqual([
      ['vapi.breaker_opened', 'VAPI_API_KEY_ACME'],
      ['vapi.breaker_closed', 'VAPI_API_KEY_ACME'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('canary');
  });

  it.each<FailureReason>([
    'bad-request',
    'unauthorized',
    'forbidden',
    'not-found',
    'full',
    'rate-limited',
    'unexpected-status',
    'no-twiml',
    'unsafe-twiml',
  ])('does not count %s: Vapi works', async (reason) => {
    const { breaker, connected } = await connect(new FakeVapi(failedBy(reason)));

    expect(connected.outcome).toBe(reason);
    expect(breaker.admits(config.breaker)).toBe(true);
  });

  it('closes with a word in the log when Vapi answers again', async () => {
    const clock = { wallMs: 0, monotonicMs: 0 };
    const breaker = new Breaker(() => ({ ...clock }));
    await connect(new FakeVapi(failedBy('timeout')), { breaker });
    clock.monotonicMs += 15_000;

    const { entries, connected } = await connect(new FakeVapi(createdCall()), { breaker });

    expect(connected.outcome).toBe('assistant');
    expect(entries).toContainEqual(expect.objectContaining({ event: 'vapi.breaker_closed' }));
  });

  it('is one for each key: what fails with one tenant’s leaves the others’ alone', async () => {
    const assistant = {
      ...assistantEntry.assistant,
      apiKeyEnv: 'VAPI_API_KEY_ACME',
      phoneNumberId: assistantEntry.assistant?.assistantId,
    };
    const acme = { id: 'acme', assistant };
    const breakers = { VAPI_API_KEY: new Breaker(), VAPI_API_KEY_ACME: new Breaker() };
    const getBreaker = (name: string) => breakers[name as keyof typeof breakers];
    await connect(new FakeVapi(failedBy('timeout')), { getBreaker, entry: acme });

    const ofAcme = await connect(new FakeVapi(), { getBreaker, entry: acme });
    const ofOthers = await connect(new FakeVapi(createdCall()), { getBreaker });

    expect(ofAcme.connected.outcome).toBe('breaker-open');
    expect(ofOthers.connected.outcome).toBe('assistant');
  });

  it('is not tried by a call without time: the next one may', async () => {
    const clock = { wallMs: 0, monotonicMs: 0 };
    const breaker = new Breaker(() => ({ ...clock }));
    await connect(new FakeVapi(failedBy('timeout')), { breaker });
    clock.monotonicMs += 15_000;

    await connect(new FakeVapi(), { breaker, leftMs: 100 });

    expect(breaker.admits(config.breaker)).toBe(true);
  });

  it('is not tried by a call that may not ask any more', async () => {
    const clock = { wallMs: 0, monotonicMs: 0 };
    const breaker = new Breaker(() => ({ ...clock }));
    await connect(new FakeVapi(failedBy('timeout')), { breaker });
    clock.monotonicMs += 15_000;

    await connect(new FakeVapi(), {
      breaker,
      attempt: { priorPosts: 2, variables: { isReconnect: true } },
    });

    expect(breaker.admits(config.breaker)).toBe(true);
  });
});
