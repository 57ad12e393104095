import { randomBytes } from 'node:crypto';
import { Secret } from '../../src/config/secret';
import { createLogger } from '../../src/log/logger';
import type { QueueExit } from '../../src/queue/exit';
import { leaveQueue } from '../../src/queue/leave-queue';
import { queueLinks } from '../../src/twilio/queue';
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
const SHORT = exitOf('short');
const TOO_LONG = exitOf(randomBytes(4_000).toString('base64'));
const GONE = Object.assign(new Error('not in the queue'), { status: 404 });

const leave = async (exit: QueueExit, refusal?: Error) => {
  const vapi = new FakeVapi();
  const levels: unknown[] = [];
  const moves: string[][] = [];
  const context = {
    vapi,
    nowMs: () => 0,
    remainingMs: () => 1_000,
    config: { findSecret: () => new Secret('canary-vapi-key-7f31') },
    log: createLogger((level) => levels.push(level)),
    queueLinks,
    origin: 'https://switchboard-1234.twil.io',
    rest: {
      redirectCaller: (...move: string[]) => {
        moves.push(move);
        return refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
      },
    },
  };
  const call = { callSid: 'CA1', queueSid: 'QU1', posts: 0, retries: 0, isFirst: true };
  const left = await leaveQueue(
    exit,
    call as LeaveParameters[1],
    { apiKeyEnv: 'VAPI_API_KEY' } as LeaveParameters[2],
    context as unknown as LeaveParameters[3],
  );
  return { left, moves, levels, ended: vapi.ended };
};

describe('leaveQueue', () => {
  it('moves the caller, who keeps their slot', async () => {
    const { left, moves, ended } = await leave(SHORT);

    expect(left).toEqual({ verbs: [{ kind: 'pause', seconds: 1 }], outcome: 'assistant' });
    expect(moves).toEqual([
      ['QU1', 'CA1', expect.stringMatching(/^https:\/\/[\w.-]+\/queue\/left\?exit=[\w-]+&/)],
    ]);
    expect(ended).toEqual([]);
  });

  it.each<[string, QueueExit, Error | undefined, string]>([
    ['Twilio fails', SHORT, new Error('500'), 'warn'],
    ['the caller is gone', SHORT, GONE, 'info'],
    ['the stream’s address is too long', TOO_LONG, undefined, 'warn'],
  ])('gives the slot back when %s', async (_what, exit, refusal, level) => {
    const { left, levels, ended } = await leave(exit, refusal);

    expect(left).toEqual({ verbs: [{ kind: 'leave' }], outcome: 'not-moved' });
    expect(ended).toEqual(['https://canary.vapi.ai/control']);
    expect(levels).toEqual([level]);
  });
});
