import { decideRetry } from '../../src/assistant/retry';
import type { FailureReason, VapiFailure } from '../../src/vapi/failure';

const failed = (reason: FailureReason, parts: Partial<VapiFailure> = {}): VapiFailure => ({
  reason,
  callExists: 'no',
  ...parts,
});

describe('decideRetry', () => {
  it.each([
    [failed('connection-lost'), { freshConnection: true, waitMs: 0 }],
    [failed('unreachable'), { freshConnection: true, waitMs: 100 }],
    [failed('server-error'), { waitMs: 100 }],
    [failed('server-error', { retryAfterMs: 1_000 }), { waitMs: 1_000 }],
    [failed('rate-limited', { retryAfterMs: 2_000 }), { waitMs: 2_100 }],
    [failed('bad-request', { refusedFields: ['metadata'] }), { without: ['metadata'], waitMs: 0 }],
  ])('tries once more after %j', (failure, expected) => {
    expect(decideRetry(failure, 7_000, 0.5)).toMatchObject({ again: true, ...expected });
  });

  it.each<FailureReason>([
    'timeout',
    'bad-request',
    'unauthorized',
    'forbidden',
    'not-found',
    'full',
    'rate-limited',
    'unexpected-status',
    'malformed-answer',
    'no-twiml',
    'unsafe-twiml',
  ])('does not ask again after %s', (reason) => {
    expect(decideRetry(failed(reason), 7_000, 0.5).again).toBe(false);
  });

  it.each(['perhaps', 'yes'] as const)(
    'never makes a second call where one %s exists',
    (exists) => {
      for (const reason of ['connection-lost', 'server-error', 'unreachable'] as const) {
        expect(decideRetry(failed(reason, { callExists: exists }), 7_000, 0).again).toBe(false);
      }
    },
  );

  it('does not begin what it cannot finish', () => {
    expect(decideRetry(failed('server-error'), 400, 0)).toMatchObject({ again: false });
    expect(decideRetry(failed('rate-limited', { retryAfterMs: 30_000 }), 7_000, 0)).toMatchObject({
      again: false,
      why: 'no time is left',
    });
  });
});
