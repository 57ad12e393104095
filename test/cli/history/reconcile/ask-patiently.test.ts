import {
  askPatiently,
  readRetryAfter,
  type Tried,
} from '../../../../cli/history/reconcile/ask-patiently';

function answers(...tries: readonly Tried<string>[]) {
  const waits: number[] = [];
  const queue = [...tries];
  const patience = {
    wait: (ms: number) => Promise.resolve(void waits.push(ms)),
    nowMs: () => Date.parse('2026-08-01T06:00:00Z'),
  };
  const attempt = () => Promise.resolve(queue.shift() ?? { problem: 'none left' });
  return { waits, left: queue, ask: () => askPatiently(attempt, patience) };
}

describe('askPatiently', () => {
  it('waits as long as the server wants', async () => {
    const { ask, waits } = answers(
      { problem: '429', retryAfter: '7' },
      { problem: '429', retryAfter: 'Sat, 01 Aug 2026 06:00:09 GMT' },
      { value: 'calls' },
    );

    expect(await ask()).toEqual({ value: 'calls' });
    expect(waits).toEqual([7_000, 9_000]);
  });

  it('waits twice as long each time where the server says nothing', async () => {
    const busy = { problem: '503' };
    const { ask, waits } = answers(busy, busy, busy, { value: 'calls' });
    await ask();

    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[2]).toBeGreaterThanOrEqual(1_000);
    expect(waits[2]).toBeLessThanOrEqual(2_000);
  });

  it('gives up after eight tries, and at once when it would have to wait for an hour', async () => {
    const often = answers(...Array.from({ length: 20 }, () => ({ problem: '500' })));
    const long = answers({ problem: '429', retryAfter: '3600' }, { value: 'never' });

    expect(await often.ask()).toEqual({ problem: '500' });
    expect(often.left).toHaveLength(12);
    expect(await long.ask()).toMatchObject({ problem: '429' });
    expect(long.waits).toEqual([]);
  });

  it('reads no wish out of other headers', () => {
    const headers = ['soon', '-1', '', undefined, 3];

    expect(headers.map((header) => readRetryAfter(header, 0))).toEqual(
      headers.map(() => undefined),
    );
  });
});
