import { judgeLeft, type LeftFacts } from '../../src/queue/decide-left';

const left: LeftFacts = { isCallLive: true, result: 'leave', exit: undefined, isAskedAgain: false };
const judge = (facts: Partial<LeftFacts>) => judgeLeft({ ...left, ...facts });
const voicemail = { to: 'voicemail' } as const;

describe('judgeLeft', () => {
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
    expect(judge({ result }).next).toBe(next);
  });

  it.each(['leave', '', 'error', 'system-error', 'something-new'])(
    'takes the exit that the caller has, after %s',
    (result) => {
      expect(judge({ result, exit: voicemail })).toEqual({ next: 'exit', exit: voicemail });
    },
  );

  it.each(['redirected', 'redirected-from-bridged'])(
    'begins nothing for a caller in other hands: %s',
    (result) => {
      expect(judge({ result, exit: voicemail })).toEqual({ next: 'ask-again' });
    },
  );

  it('hangs up where the caller is gone, whatever they left for', () => {
    expect(judge({ isCallLive: false, exit: voicemail })).toEqual({ next: 'hangup' });
  });
});
