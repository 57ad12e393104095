import type { CallState } from '../../src/vapi/call-state';
import type { CreateCallResult } from '../../src/vapi/answer';
import type { CallRequest } from '../../src/vapi/call-request';
import type { CreateCallOptions, ReadCallResult, VapiClient } from '../../src/vapi/client';

const TWIML =
  '<Response><Connect><Stream url="wss://api.vapi.ai/canary/transport"/></Connect></Response>';

export const createdCall = (vapiCallId = 'v1'): CreateCallResult => ({
  call: { vapiCallId, twiml: TWIML },
});

/** Answers each request with the next result and keeps what it was asked with. */
export class FakeVapi implements VapiClient {
  readonly requests: CallRequest[] = [];
  readonly asked: CreateCallOptions[] = [];
  /** The next answers to look-ups of a call; none = Vapi cannot be reached. */
  readonly states: (CallState | undefined)[] = [];
  readonly #results: CreateCallResult[];

  constructor(...results: CreateCallResult[]) {
    this.#results = results;
  }

  createCall(request: CallRequest, options: CreateCallOptions): Promise<CreateCallResult> {
    this.requests.push(request);
    this.asked.push(options);
    const result = this.#results.shift();
    return result ? Promise.resolve(result) : Promise.reject(new Error('asked too often'));
  }

  /** Addresses by which calls were ended. */
  readonly ended: string[] = [];

  endCall(controlUrl: string): Promise<void> {
    this.ended.push(controlUrl);
    return Promise.resolve();
  }

  readCall(): Promise<ReadCallResult> {
    const state = this.states.shift();
    return Promise.resolve(state === undefined ? { problem: 'ECONNREFUSED' } : { state });
  }
}
