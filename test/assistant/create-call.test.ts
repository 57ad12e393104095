import { createAssistantCall } from '../../src/assistant/create-call';
import { Secret } from '../../src/config/secret';
import type { CreateCallResult } from '../../src/vapi/answer';
import type { CallRequest } from '../../src/vapi/call-request';
import type { CreateCallOptions, ReadCallResult, VapiClient } from '../../src/vapi/client';
import type { VapiFailure } from '../../src/vapi/failure';
import { withheldCallRequest as request } from '../fakes/call-request';
import { createFakeLog } from '../fakes/fake-log';

const twiml =
  '<Response><Connect><Stream url="wss://api.vapi.ai/canary/transport"/></Connect></Response>';
const created: CreateCallResult = { call: { vapiCallId: 'v1', twiml } };
const failed = (failure: VapiFailure): CreateCallResult => ({ failure });

/** Answers each request with the next result and keeps what it was asked with. */
class FakeVapi implements VapiClient {
  readonly asked: CreateCallOptions[] = [];
  readonly #results: CreateCallResult[];

  constructor(...results: CreateCallResult[]) {
    this.#results = results;
  }

  createCall(_request: CallRequest, options: CreateCallOptions): Promise<CreateCallResult> {
    this.asked.push(options);
    const result = this.#results.shift();
    return result ? Promise.resolve(result) : Promise.reject(new Error('asked too often'));
  }

  readCall(): Promise<ReadCallResult> {
    return Promise.reject(new Error('not asked here'));
  }
}

const ask = async (
  vapi: VapiClient,
  parts: { timeoutMs?: number; remainingMs?: number; mostPosts?: number } = {},
) => {
  const { log, lines } = createFakeLog();
  const call = await createAssistantCall(request, {
    vapi,
    apiKey: new Secret('canary-key'),
    mostPosts: parts.mostPosts ?? 2,
    streamHosts: ['.vapi.ai'],
    timeoutMs: parts.timeoutMs,
    remainingMs: () => parts.remainingMs ?? 6_000.7,
    log,
  });
  return { call, lines };
};

describe('createAssistantCall', () => {
  it('asks once when that works, with all the time that is left', async () => {
    const vapi = new FakeVapi(created);

    const { call } = await ask(vapi);

    expect(call).toMatchObject({ vapiCallId: 'v1', document: { name: 'Response' } });
    expect(vapi.asked.map(({ timeoutMs }) => timeoutMs)).toEqual([6_000]);
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

    expect(call.document).toBeDefined();
    expect(vapi.asked[1]).toMatchObject({ freshConnection: true });
  });

  it('never asks a third time', async () => {
    const failure: VapiFailure = { reason: 'server-error', status: 503, callExists: 'no' };
    const vapi = new FakeVapi(failed(failure), failed(failure), created);

    const { call, lines } = await ask(vapi);

    expect(call.failure).toEqual(failure);
    expect(vapi.asked).toHaveLength(2);
    expect(lines.map(({ again }) => again)).toEqual([true, false]);
  });

  it('takes an unsafe document as a failure that is not repeated, and logs no address', async () => {
    const unsafe = { call: { vapiCallId: 'v1', twiml: twiml.replace('wss:', 'ws:') } };
    const vapi = new FakeVapi(unsafe);

    const { call, lines } = await ask(vapi);

    expect(call.failure).toMatchObject({ reason: 'unsafe-twiml', callExists: 'yes' });
    expect(JSON.stringify(lines)).not.toContain('canary');
  });
});
