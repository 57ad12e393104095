import { randomBytes } from 'node:crypto';
import { Secret } from '../../src/config/secret';
import { leaveQueue } from '../../src/queue/leave-queue';
import type { QueueExit } from '../../src/queue/exit';
import { FakeVapi } from '../fakes/fake-vapi';

type LeaveParameters = Parameters<typeof leaveQueue>;

const exitOf = (url: string): QueueExit => ({
  to: 'assistant',
  answer: {
    kind: 'assistant',
    stream: { url, parameters: [] },
    hooks: { endedUrl: '/assistant/ended', statusUrl: undefined },
  },
  controlUrl: 'https://canary.vapi.ai/control',
  vapiCallId: undefined,
});

const leave = async (exit: QueueExit) => {
  const vapi = new FakeVapi();
  const context = {
    vapi,
    nowMs: () => 0,
    remainingMs: () => 1_000,
    config: { findSecret: () => new Secret('canary-vapi-key-7f31') },
  };
  const left = await leaveQueue(
    exit,
    { callSid: 'CA1', keepsCookies: true } as LeaveParameters[1],
    { apiKeyEnv: 'VAPI_API_KEY' } as LeaveParameters[2],
    context as unknown as LeaveParameters[3],
  );
  return { left, ended: vapi.ended };
};

describe('leaveQueue', () => {
  it('hands over what fits into a cookie, and keeps its slot', async () => {
    const { left, ended } = await leave(exitOf('short'));

    expect(left).toMatchObject({ outcome: 'assistant', exit: expect.any(String) as string });
    expect(ended).toEqual([]);
  });

  it('gives a slot back whose stream has an address that is too long to travel', async () => {
    const { left, ended } = await leave(exitOf(randomBytes(4_000).toString('base64')));

    expect(left).toEqual({ verbs: [{ kind: 'leave' }], outcome: 'fallback' });
    expect(ended).toEqual(['https://canary.vapi.ai/control']);
  });
});
