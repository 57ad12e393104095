import { findExclusion } from '../../../../cli/history/usage/rules';

const call = (durationSeconds: number, status = 'completed', isOutgoing?: true) => ({
  twilio: {
    ...{ callSid: 'CA1', startMs: 0, durationSeconds, status, tenantId: 'dental' },
    ...{ caller: { key: 'k', shown: '***' }, ...(isOutgoing && { isOutgoing }) },
  },
});

describe('findExclusion', () => {
  it.each([
    ['a call that is too short by a second', call(9), 'under-seconds'],
    ['a call that is just long enough', call(10), undefined],
    ['a call that is still in progress', call(0, 'in-progress'), undefined],
    ['a short callback: it was asked for', call(3, 'completed', true), undefined],
    ['a call that nobody answered', call(0, 'no-answer'), 'rejected'],
    ['a call that was answered and ended at once', call(0), 'under-seconds'],
  ])('knows %s', (_title, given, rule) => {
    const rules = { underSeconds: 10, isRejectedOut: true };

    expect(findExclusion(given, undefined, rules)).toBe(rule);
  });

  it('leaves out whom the front door refused only where the operator wants that', () => {
    const refused = { doorEnd: 'refused' } as const;
    const find = (isRejectedOut: boolean) =>
      findExclusion(call(30), refused, { underSeconds: undefined, isRejectedOut });

    expect([find(true), find(false)]).toEqual(['rejected', undefined]);
  });
});
