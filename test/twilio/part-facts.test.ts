import { fingerprint, parseEventTime, parsePartFacts } from '../../src/twilio/part-facts';

const RECORDING = `RE${'a'.repeat(32)}`;

describe('parsePartFacts', () => {
  it('reads how ringing went, how long a queue kept, and which recording', () => {
    const url = `https://api.twilio.com/2010-04-01/Accounts/AC/Recordings/${RECORDING}`;

    expect(
      parsePartFacts({
        ...{ DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '12' },
        ...{ QueueTime: '33', RecordingUrl: url, RecordingDuration: '4' },
      }),
    ).toEqual({
      ...{ dialStatus: 'completed', isBridged: true, dialSeconds: 12 },
      ...{ waitedSeconds: 33, recordingSid: RECORDING, recordingSeconds: 4 },
    });
  });

  it('holds no number, no name and nothing that anybody said', () => {
    const event = {
      ...{ From: '+12025550143', To: '+12025550101', CallerName: 'JANE DOE', Digits: '1' },
      ...{ TranscriptionText: 'Hello', summary: 'Jane wants', digits: '43', CallToken: 'secret' },
    };

    expect(parsePartFacts(event)).toEqual({});
  });
});

describe('fingerprint', () => {
  const event = { step: '1', turn: '0', CallSid: 'CA1', CallStatus: 'in-progress' };

  it('is the same for a webhook that comes again', () => {
    const again = { ...event, CallStatus: 'completed', door: 'at.12', loop: '3', part: 'x' };

    expect(fingerprint(again)).toBe(fingerprint({ ...event, request: { headers: {} } }));
  });

  it.each([
    { step: '2' },
    { again: '1' },
    { StreamEvent: 'stream-stopped' },
    { RecordingSid: RECORDING },
    { StatusCallbackEvent: 'participant-leave' },
  ])('is another with %j', (other) => {
    expect(fingerprint({ ...event, ...other })).not.toBe(fingerprint(event));
  });
});

describe('parseEventTime', () => {
  it.each([
    ['Mon, 30 Nov 2026 13:41:44 +0000', 1_796_046_104_000],
    ['2026-11-30T13:41:44.225Z', 1_796_046_104_225],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads %s', (Timestamp, atMs) => {
    expect(parseEventTime({ Timestamp })).toBe(atMs);
  });
});
