import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { defineCallbackFunction } from '../../src/runtime/define-callback-function';
import '../setup/runtime-globals';

const context = { SERVICE_SID: 'ZS1', VAPI_API_KEY: 'key-12345678' } as unknown as Context;

type Work = Parameters<typeof defineCallbackFunction>[1];

/** Returns the status that Twilio gets. */
const statusOf = (work: Work) =>
  new Promise((resolve) => {
    const answer: ServerlessCallback = (_error, response) =>
      resolve((response as { statusCode: number }).statusCode);
    void defineCallbackFunction('test', work)(context, { CallSid: 'CA1' }, answer);
  });

describe('a callback', () => {
  beforeEach(() => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => jest.useRealTimers());

  it.each<[string, number, Work]>([
    ['is done', 204, () => 'done'],
    ['is to be repeated', 503, () => 'again'],
    ['fails, and would again', 204, () => Promise.reject(new Error('bug'))],
    [
      'throws, and would again',
      204,
      () => {
        throw new Error('bug');
      },
    ],
  ])('that %s gets %i', async (_case, status, work) => {
    expect(await statusOf(work)).toBe(status);
  });

  it('that is not handled in time gets 503, for a repeat may be in time', async () => {
    jest.useFakeTimers();
    const status = statusOf(() => new Promise(() => undefined));

    await jest.advanceTimersByTimeAsync(10_000);

    expect(await status).toBe(503);
  });
});
