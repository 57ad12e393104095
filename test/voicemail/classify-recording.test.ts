import { parseRecordResult } from '../../src/twilio/recording';
import { isMessage, classifyRecording } from '../../src/voicemail/classify-recording';

const SID = 'RE' + 'a1'.repeat(16);
const URL = `https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/${SID}`;

describe('classifyRecording', () => {
  it.each([
    ['a message', 'message', { RecordingUrl: URL, RecordingDuration: '2' }],
    ['too short for words', 'silence', { RecordingUrl: URL, RecordingDuration: '1' }],
    ['of no length', 'silence', { RecordingUrl: URL, RecordingDuration: '0' }],
    ['of a length nobody told', 'message', { RecordingUrl: URL }],
    ['not there', 'silence', { RecordingDuration: '30' }],
    ['without anything said about it', 'silence', {}],
    [
      'left by a caller who hung up',
      'caller-left',
      { RecordingUrl: URL, RecordingDuration: '9', Digits: 'hangup' },
    ],
    [
      'of a call that is over',
      'caller-left',
      { RecordingUrl: URL, RecordingDuration: '9', CallStatus: 'completed' },
    ],
    ['ended by a key', 'message', { RecordingUrl: URL, RecordingDuration: '9', Digits: '#' }],
  ])('of a recording that is %s: %s', (_case, outcome, parameters) => {
    expect(classifyRecording(parseRecordResult(parameters))).toBe(outcome);
  });
});

describe('isMessage', () => {
  it.each([
    [SID, 2, true],
    [SID, 1, false],
    [SID, undefined, true],
    [undefined, 60, false],
    [undefined, undefined, false],
  ])('recording %s of %s s: %s', (recordingSid, durationSeconds, expected) => {
    expect(isMessage({ recordingSid, durationSeconds })).toBe(expected);
  });
});
