import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import { defineVoiceFunction, type VoiceResult } from '../../src/runtime/define-voice-function';
import type { VoiceVerb } from '../../src/twiml/voice-answer';
import '../setup/runtime-globals';

interface Answer {
  readonly statusCode: number;
  readonly body: string;
}

/** Runs a voice Function whose answer is this, deployed, and returns what Twilio gets. */
const run = async (answer: () => Promise<VoiceResult>, environment = {}) => {
  const entries: Record<string, unknown>[] = [];
  for (const method of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...[line]: unknown[]) => {
      entries.push(JSON.parse(String(line)) as Record<string, unknown>);
    });
  }
  const handler = defineVoiceFunction({
    event: 'test',
    parse: () => ({ callSid: 'CA1' }),
    answer,
  });
  const answers: Answer[] = [];
  const context = { SERVICE_SID: 'ZS1', VAPI_API_KEY: 'key-12345678', ...environment };
  await handler(context as unknown as Context, {}, (_error, payload) => {
    answers.push(payload as unknown as Answer);
  });
  return { answers, entries };
};

const say = (text: string): VoiceVerb[] => [
  { kind: 'say', speech: { text, language: 'en-US', voice: undefined } },
];

describe('defineVoiceFunction', () => {
  it('answers once and leaves one exit entry with outcome and duration', async () => {
    const { answers, entries } = await run(() =>
      Promise.resolve({ verbs: say('Hi'), outcome: 'x' }),
    );

    expect(answers).toHaveLength(1);
    expect(answers[0]?.body).toContain('<Say language="en-US">Hi</Say>');
    expect(entries).toEqual([
      {
        level: 'info',
        event: 'test.answered',
        message: 'Answered',
        callSid: 'CA1',
        outcome: 'x',
        durationMs: expect.any(Number) as unknown,
        build: 'development+unknown',
      },
    ]);
  });

  it.each<[string, () => Promise<VoiceResult>]>([
    ['throws', () => Promise.reject(new Error('boom'))],
    [
      'throws at once',
      () => {
        throw new Error('boom');
      },
    ],
    [
      'answers more than 64 kB',
      () => Promise.resolve({ verbs: say('x'.repeat(70_000)), outcome: 'x' }),
    ],
  ])('speaks all the same when its code %s', async (_case, answer) => {
    const { answers, entries } = await run(answer);

    expect(answers).toEqual([expect.objectContaining({ statusCode: 200 })]);
    expect(answers[0]?.body).toMatch(/<Say>Thank you for calling/);
    expect(entries.at(-1)).toMatchObject({ outcome: 'last-resort' });
  });

  it('does not wait beyond the deadline, whatever its code does', async () => {
    const startedAtMs = performance.now();
    const forever = () => sleep(10_000, { verbs: say('late'), outcome: 'x' }, { ref: false });

    const { answers } = await run(forever, { SWITCHBOARD_DEADLINE_MS: '2000' });

    expect(answers[0]?.body).toMatch(/<Say>Thank you for calling/);
    expect(performance.now() - startedAtMs).toBeLessThan(2_500);
  });
});
