import { createAssistantCall } from '../../src/assistant/create-call';
import { Secret } from '../../src/config/secret';
import type { CreateCallResult } from '../../src/vapi/answer';
import type { VapiClient } from '../../src/vapi/client';
import type { VapiFailure } from '../../src/vapi/failure';
import { withheldCallRequest as request } from '../fakes/call-request';
import { createFakeLog } from '../fakes/fake-log';
import { FakeVapi } from '../fakes/fake-vapi';

const twiml =
  '<Response><Connect><Stream url="wss://api.vapi.ai/canary/transport"/></Connect></Response>';
const created: CreateCallResult = { call: { vapiCallId: 'v1', twiml } };
const failed = (failure: VapiFailure): CreateCallResult => ({ failure });

const ask = async (
  vapi: VapiClient,
  parts: { timeoutMs?: number; remainingMs?: number; maxPosts?: number } = {},
) => {
  const { log, entries } = createFakeLog();
  const call = await createAssistantCall(request, {
    vapi,
    apiKey: new Secret('canary-key'),
    baseUrl: 'https://api.vapi.ai',
    maxPosts: parts.maxPosts ?? 2,
    streamHosts: ['.vapi.ai'],
    timeoutMs: parts.timeoutMs,
    remainingMs: () => parts.remainingMs ?? 6_000.7,
    log,
  });
  return { call, entries };
};

describe('createAssistantCall', () => {
  it('asks once when that works, with all the time that is left', async () => {
    const vapi = new FakeVapi(created);

    const { call } = await ask(vapi);

    expect(call).toMatchObject({
      call: { vapiCallId: 'v1' },
      twiml: { stream: { parameters: [] } },
    });
    expect(vapi.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([6_000]);
  });

  it.each([
    ['https://live.vapi.ai/v1/control', 'https://live.vapi.ai/v1/control'],
    ['https://example.com/v1/control', undefined],
  ])('keeps %s for commands only at a host of the streams', async (controlUrl, expected) => {
    const vapi = new FakeVapi({ call: { vapiCallId: 'v1', twiml, controlUrl } });

    const { call } = await ask(vapi);

    expect(call).toMatchObject({ call: { controlUrl: expected } });
  });

  it.each([
    [{ timeoutMs: 500 }, 500],
    [{ timeoutMs: 5_000, remainingMs: 700 }, 700],
    [{ remainingMs: -5 }, 1],
  ])('waits no longer than %j allow', async (limits, expected) => {
    const vapi = new FakeVapi(created);

    await ask(vapi, limits);

    expect(vapi.asked[0]?.timeoutMs).toBe(expected);
  });

  it('asks a second time on a fresh connection after a stale one', async () => {
    const vapi = new FakeVapi(failed({ reason: 'connection-lost', callExists: 'no' }), created);

    const { call } = await ask(vapi);

    expect(call.twiml).toBeDefined();
    expect(vapi.asked[1]).toMatchObject({ freshConnection: true });
  });

  it('never asks a third time', async () => {
    const failure: VapiFailure = { reason: 'server-error', status: 503, callExists: 'no' };
    const vapi = new FakeVapi(failed(failure), failed(failure), created);

    const { call, entries } = await ask(vapi);

    expect(call.failure).toEqual(failure);
    expect(vapi.asked).toHaveLength(2);
    expect(entries.map(({ again }) => again)).toEqual([true, false]);
  });

  it('takes an unsafe document as a failure that is not repeated, and logs no address', async () => {
    const unsafe = { call: { vapiCallId: 'v1', twiml: twiml.replace('wss:', 'ws:') } };
    const vapi = new FakeVapi(unsafe);

    const { call, entries } = await ask(vapi);

    expect(call.failure).toMatchObject({ reason: 'unsafe-twiml', callExists: 'yes' });
    expect(JSON.stringify(entries)).not.toContain('canary');
  });

  it('warns of what it leaves out of a document (T3)', async () => {
    const talkative = twiml.replace('<Connect>', '<!-- new --><Say>canary</Say><Connect>');
    const vapi = new FakeVapi({ call: { vapiCallId: 'v1', twiml: talkative } });

    const { call, entries } = await ask(vapi);

    expect(call.failure).toBeUndefined();
    expect(entries).toMatchObject([
      { level: 'warn', event: 'vapi.twiml_reduced', dropped: ['a comment', 'Say'] },
    ]);
    expect(JSON.stringify(entries)).not.toContain('canary');
  });

  it('makes no second request where only one is left to the call', async () => {
    const failure: VapiFailure = { reason: 'server-error', status: 503, callExists: 'no' };
    const vapi = new FakeVapi(failed(failure), created);

    const { call, entries } = await ask(vapi, { maxPosts: 1 });

    expect([call.failure, call.postCount]).toEqual([failure, 1]);
    expect(vapi.asked).toHaveLength(1);
    expect(entries[0]).toMatchObject({ again: false, why: 'the call has asked before' });
  });

  it.each([
    [[created], 1],
    [[failed({ reason: 'unreachable', callExists: 'no' }), created], 2],
  ])('tells how many requests it took: %#', async (results, postCount) => {
    const { call } = await ask(new FakeVapi(...results));

    expect(call.postCount).toBe(postCount);
  });
});
