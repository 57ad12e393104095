import { parseCallState } from '../../src/vapi/call-state';

const parse = (body: unknown) => parseCallState(JSON.stringify(body));

describe('parseCallState', () => {
  it('reads status, times and reason', () => {
    expect(
      parse({
        status: 'ended',
        startedAt: '2026-08-20T12:00:00.000Z',
        endedAt: '2026-08-20T12:01:00.500Z',
        endedReason: 'customer-ended-call',
        cost: 0,
      }),
    ).toEqual({
      status: 'ended',
      startedAtMs: Date.UTC(2026, 7, 20, 12),
      endedAtMs: Date.UTC(2026, 7, 20, 12, 1, 0, 500),
      endedReason: 'customer-ended-call',
      endedGroup: 'caller',
    });
  });

  it.each([
    [{ status: 'queued' }, undefined],
    [{ status: 'in-progress', startedAt: null, endedReason: null }, undefined],
    [{ status: 'ended' }, 'unknown'],
    [{ status: 'ended', endedReason: 7 }, 'unknown'],
    [{ status: 'in-progress', endedReason: 'silence-timed-out' }, 'time'],
  ])('groups the reason of %j as %s', (body, endedGroup) => {
    expect(parse(body)?.endedGroup).toBe(endedGroup);
  });

  it.each(['yesterday', '', 5, null, {}])('takes %j for no time', (startedAt) => {
    expect(parse({ status: 'ended', startedAt })).toMatchObject({ startedAtMs: undefined });
  });

  it.each(['', '<html>', 'null', '[]', '{}', '{"status":1}'])('finds no call in %s', (body) => {
    expect(parseCallState(body)).toBeUndefined();
  });
});
