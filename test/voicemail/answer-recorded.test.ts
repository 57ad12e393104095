import { parseRecordResult } from '../../src/twilio/recording';
import { answerRecorded } from '../../src/voicemail/answer-recorded';
import { contextOf, tenantOf } from '../fakes/tenants';

const tenant = tenantOf({
  fallback: [{ step: 'voicemail' }, { step: 'say', text: 'Call the shop next door.' }],
});
const answer = (parameters: Record<string, string>) => {
  const result = parseRecordResult({ step: '1', turn: '0', ...parameters });
  const { verbs, outcome } = answerRecorded(tenant, result, contextOf());
  return {
    outcome,
    said: verbs.map((verb) => (verb.kind === 'say' ? verb.speech.text : verb.kind)),
  };
};
const RecordingUrl = `https://api.twilio.com/Recordings/RE${'0'.repeat(32)}`;

describe('answerRecorded', () => {
  it('thanks for a message and ends the call', () => {
    expect(answer({ RecordingUrl, RecordingDuration: '12', CallStatus: 'in-progress' })).toEqual({
      outcome: 'message',
      said: ['Thank you. We have your message and will get back to you. Goodbye.', 'hangup'],
    });
  });

  it('continues with the chain after silence', () => {
    expect(answer({ RecordingUrl, RecordingDuration: '1' })).toEqual({
      outcome: 'silence',
      said: ["We didn't hear a message.", 'Call the shop next door.', 'hangup'],
    });
  });

  it('says nothing to a caller who is gone', () => {
    expect(answer({ RecordingUrl, RecordingDuration: '12', Digits: 'hangup' })).toEqual({
      outcome: 'caller-left',
      said: ['hangup'],
    });
  });
});
