import { decideLeft, type LeftFacts } from '../../src/queue/decide-left';

const left: LeftFacts = {
  isCallLive: true,
  result: 'leave',
  exit: undefined,
  isAskedAgain: false,
  hasWaitedTooLong: false,
};
const decide = (facts: Partial<LeftFacts>) => decideLeft({ ...left, ...facts });
const voicemail = { to: 'voicemail' } as const;

describe('decideLeft', () => {
  it.each([
    ['bridged', 'goodbye'],
    ['bridging-in-process', 'goodbye'],
    ['error', 'try'],
    ['hangup', 'hangup'],
    ['leave', 'try'],
    ['redirected', 'ask-again'],
    ['redirected-from-bridged', 'ask-again'],
    ['queue-full', 'fallback'],
    ['system-error', 'try'],
    ['', 'try'],
    ['something-new', 'try'],
  ])('leads %s to %s where nobody says what for', (result, next) => {
    expect(decide({ result }).next).toBe(next);
  });

  it.each(['leave', '', 'error', 'system-error', 'something-new'])(
    'takes the exit that the caller has, after %s',
    (result) => {
      expect(decide({ result, exit: voicemail })).toEqual({ next: 'exit', exit: voicemail });
    },
  );

  it.each(['redirected', 'redirected-from-bridged'])(
    'begins nothing for a caller in other hands: %s',
    (result) => {
      expect(decide({ result, exit: voicemail })).toEqual({ next: 'ask-again' });
    },
  );

  it('does not ask for an assistant who has waited too long, and could not be moved', () => {
    const exit = { to: 'fallback', why: 'max-wait' };

    expect(decide({ hasWaitedTooLong: true })).toEqual({ next: 'exit', exit });
    expect(decide({ hasWaitedTooLong: true, exit: voicemail })).toEqual({
      next: 'exit',
      exit: voicemail,
    });
  });

  it('hangs up where the caller is gone, whatever they left for', () => {
    expect(decide({ isCallLive: false, exit: voicemail })).toEqual({ next: 'hangup' });
  });
});
