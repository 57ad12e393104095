import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { defineCallbackFunction } from '../../src/runtime/define-callback-function';
import { defineEventsFunction } from '../../src/runtime/define-events-function';
import { defineHealthFunction } from '../../src/runtime/define-health-function';
import { defineVoiceFunction } from '../../src/runtime/define-voice-function';
import { headersOf } from '../fakes/credentials';
import '../setup/runtime-globals';

const context = {
  SERVICE_SID: 'ZS1',
  VAPI_API_KEY: 'key-12345678',
  SWITCHBOARD_EVENTS_SECRET: 'canary-events-secret-5d02',
} as unknown as Context;
const known = { request: headersOf({}, 'canary-events-secret-5d02') };

const handlers = {
  voice: defineVoiceFunction({
    event: 'test',
    parse: () => ({ callSid: 'CA1' }),
    answer: () => ({ verbs: [], outcome: 'x' }),
  }),
  callback: defineCallbackFunction('test', () => undefined),
  events: defineEventsFunction('test', () => Promise.resolve({ status: 200, body: {} })),
  health: defineHealthFunction(() => Promise.reject(new Error('unknown'))),
};

describe('a Function', () => {
  beforeEach(() => {
    for (const method of ['log', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation(() => undefined);
    }
  });

  it.each([
    ['voice', {}],
    ['callback', {}],
    ['events', known],
    ['health', {}],
    // Refused.
    ['events', {}],
  ] as const)(
    'of kind %s answers once, even where the runtime fails on the answer',
    async (kind, event) => {
      const answer = jest.fn<void, Parameters<ServerlessCallback>>(() => {
        throw new Error('the connection is gone');
      });

      await expect(handlers[kind](context, event, answer)).rejects.toThrow(
        'the connection is gone',
      );

      expect(answer).toHaveBeenCalledTimes(1);
    },
  );
});
