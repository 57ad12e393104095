import {
  parseRecordingStatus,
  parseRecordResult,
  parseTranscription,
} from '../../src/twilio/recording';
import { CALLER, contextOf, OWN } from '../fakes/tenants';

const SID = 'RE' + '0a'.repeat(16);
const RecordingUrl = `https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/${SID}`;

describe('parseRecordResult', () => {
  it.each([
    [{ RecordingUrl }, SID],
    [{ RecordingUrl: `${RecordingUrl}.mp3` }, SID],
    [{ RecordingSid: SID, RecordingUrl: '' }, SID],
    [{ RecordingUrl: [RecordingUrl, 'x'] }, SID],
    [{ RecordingUrl: 'https://api.twilio.com/Recordings/RE1' }, undefined],
    [{ RecordingUrl: RecordingUrl.toUpperCase() }, undefined],
    [{ RecordingUrl: null }, undefined],
    [{}, undefined],
  ])('finds the recording in %j', (event, recordingSid) => {
    expect(parseRecordResult(event).recordingSid).toBe(recordingSid);
  });

  it.each([
    ['12', 12],
    ['0', 0],
    ['-1', undefined],
    ['long', undefined],
    ['', undefined],
    ['1.5', undefined],
    [undefined, undefined],
    [['7', '9'], 7],
  ])('takes RecordingDuration %j for %s seconds', (RecordingDuration, durationSeconds) => {
    expect(parseRecordResult({ RecordingDuration }).durationSeconds).toBe(durationSeconds);
  });

  it.each([
    [{}, true],
    [{ Digits: '#' }, true],
    [{ Digits: 'hangup' }, false],
    [{ CallStatus: 'completed' }, false],
    [{ CallStatus: 'in-progress', Digits: 'hangup' }, false],
  ])('knows from %j whether the caller is on the phone: %s', (event, isCallLive) => {
    expect(parseRecordResult(event).isCallLive).toBe(isCallLive);
  });

  it('reads the position for silence', () => {
    expect(parseRecordResult({ step: '4', turn: '1' }).position).toEqual({ step: 4, turn: 1 });
  });
});

describe('parseRecordingStatus', () => {
  it("takes the tenant's number from our own address, as the chain wrote it", () => {
    const { searchParams } = new URL(contextOf().links.recordingStatus, 'https://ours.example');

    const status = parseRecordingStatus({
      ...Object.fromEntries(searchParams),
      CallSid: 'CA1',
      RecordingSid: SID,
      RecordingStatus: 'completed',
      RecordingDuration: '12',
    });

    expect(status).toEqual({
      callSid: 'CA1',
      recordingSid: SID,
      status: 'completed',
      durationSeconds: 12,
      calledNumber: OWN,
    });
  });

  it.each([{}, { called: '' }, { called: ['', OWN] }, { RecordingSid: 7 }])(
    'reads what there is of %j',
    (event) => {
      expect(parseRecordingStatus(event)).toEqual({
        callSid: '',
        recordingSid: undefined,
        status: '',
        durationSeconds: undefined,
        calledNumber: '',
      });
    },
  );
});

describe('parseTranscription', () => {
  it('reads words, recording and call', () => {
    const transcription = parseTranscription({
      CallSid: 'CA1',
      To: OWN,
      From: CALLER,
      RecordingSid: SID,
      TranscriptionStatus: 'completed',
      TranscriptionText: ' Call me. ',
    });

    expect(transcription).toMatchObject({
      callSid: 'CA1',
      calledNumber: OWN,
      caller: { kind: 'number', number: CALLER },
      recordingSid: SID,
      status: 'completed',
      text: 'Call me.',
    });
  });

  it.each([{}, { TranscriptionText: { a: 1 }, TranscriptionStatus: [] }])(
    'reads nothing out of %j',
    (event) => {
      expect(parseTranscription(event)).toMatchObject({
        status: '',
        text: '',
        recordingSid: undefined,
      });
    },
  );
});
