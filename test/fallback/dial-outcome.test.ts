import { classifyDial } from '../../src/fallback/dial-outcome';
import { parseDialResult } from '../../src/twilio/dial-result';

const classify = (parameters: Record<string, string>) => {
  const result = parseDialResult({ CallStatus: 'in-progress', ...parameters });
  return result && classifyDial(result);
};

describe('classifyDial', () => {
  it.each([
    ['completed', 'true', 'answered'],
    ['completed', 'false', 'no-answer'],
    ['completed', undefined, 'no-answer'],
    ['completed', 'maybe', 'no-answer'],
    ['answered', 'true', 'answered'],
    ['answered', undefined, 'no-answer'],
    ['busy', 'false', 'busy'],
    ['no-answer', 'false', 'no-answer'],
    ['canceled', 'false', 'canceled'],
    ['failed', 'false', 'failed'],
    ['failed', 'true', 'failed'],
    ['something-new', 'true', 'failed'],
  ])('takes DialCallStatus %s with DialBridged %s as %s', (status, bridged, outcome) => {
    const parameters = bridged === undefined ? {} : { DialBridged: bridged };

    expect(classify({ DialCallStatus: status, ...parameters })).toBe(outcome);
  });

  it.each(['machine_start', 'machine_end_beep', 'fax'])(
    'takes no answering machine for a person: %s',
    (AnsweredBy) => {
      expect(classify({ DialCallStatus: 'completed', DialBridged: 'true', AnsweredBy })).toBe(
        'machine',
      );
    },
  );

  it.each(['human', 'unknown', ''])('takes AnsweredBy "%s" for a person', (AnsweredBy) => {
    expect(classify({ DialCallStatus: 'completed', DialBridged: 'true', AnsweredBy })).toBe(
      'answered',
    );
  });

  it.each(['completed', 'busy', 'no-answer'])(
    'tells that the caller has left, whatever else: %s',
    (status) => {
      const parameters = { DialCallStatus: status, DialBridged: 'true' };

      expect(classify({ ...parameters, CallStatus: 'completed' })).toBe('caller-left');
    },
  );
});
