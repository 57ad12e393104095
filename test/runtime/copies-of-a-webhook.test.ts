import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import { defineCallbackFunction } from '../../src/runtime/define-callback-function';
import { defineVoiceFunction } from '../../src/runtime/define-voice-function';
import '../setup/runtime-globals';

const context = { SERVICE_SID: 'ZS1', VAPI_API_KEY: 'key-12345678' } as unknown as Context;

/** Returns a Function of this kind that counts how often its work is done. */
const countWork = (kind: 'voice' | 'callback') => {
  const done: string[] = [];
  const work = async (callSid: string) => {
    await Promise.resolve();
    done.push(callSid);
    return { verbs: [], outcome: 'x' };
  };
  const handler =
    kind === 'voice'
      ? defineVoiceFunction({
          event: 'test',
          parse: ({ CallSid }) => ({ callSid: String(CallSid) }),
          answer: ({ callSid }) => work(callSid),
        })
      : defineCallbackFunction('test', async ({ CallSid }) => void (await work(String(CallSid))));
  const answered = jest.fn();
  return { done, answered, deliver: (event: object) => handler(context, { ...event }, answered) };
};

describe.each(['voice', 'callback'] as const)('a Function of kind %s', (kind) => {
  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });

  it('does its work once for copies of a webhook, and answers each', async () => {
    const { done, answered, deliver } = countWork(kind);

    await Promise.all([deliver({ CallSid: 'CA1' }), deliver({ CallSid: 'CA1' })]);

    expect(done).toEqual(['CA1']);
    expect(answered).toHaveBeenCalledTimes(2);
  });

  it('does it again for another call, another step, and later', async () => {
    const { done, deliver } = countWork(kind);

    await Promise.all([
      deliver({ CallSid: 'CA1' }),
      deliver({ CallSid: 'CA2' }),
      deliver({ CallSid: 'CA1', loop: '1' }),
    ]);
    await deliver({ CallSid: 'CA1' });

    expect(done).toEqual(['CA1', 'CA2', 'CA1', 'CA1']);
  });
});
