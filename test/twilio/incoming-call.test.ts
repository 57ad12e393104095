import { buildVoiceForm } from '../../sandbox/twilio/voice/webhook';
import { parseIncomingCall } from '../../src/twilio/incoming-call';

describe('parseIncomingCall', () => {
  it('reads a webhook as Twilio sends it', () => {
    const form = buildVoiceForm({
      accountSid: 'AC1',
      callSid: 'CA1',
      from: '+12025550143',
      to: '+12025550101',
    });

    expect(parseIncomingCall({ ...form, CallerName: 'JANE DOE', NewParameter: 'x' })).toEqual({
      door: {},
      spamVerdict: undefined,
      attestation: 'full',
      isCallLive: true,
      callSid: 'CA1',
      calledNumber: '+12025550101',
      caller: { kind: 'number', number: '+12025550143' },
      callerPlace: { country: 'US', state: 'DC' },
      callerName: 'JANE DOE',
      callToken: form['CallToken'],
    });
  });

  it.each([
    [{}, { callSid: '', calledNumber: '', caller: { kind: 'withheld' }, callerName: undefined }],
    [
      { To: ['+12025550101', '+1'], CallSid: 7 },
      { calledNumber: '+12025550101', callSid: '' },
    ],
    [{ Called: '+12025550101', Caller: '+12025550143' }, { calledNumber: '+12025550101' }],
    [{ To: ' 12025550101' }, { calledNumber: '+12025550101' }],
    [{ To: 'sip:desk@x.sip.twilio.com' }, { calledNumber: 'sip:desk@x.sip.twilio.com' }],
    [
      { To: null, From: {}, CallerName: [] },
      { calledNumber: '', callerName: undefined },
    ],
  ])('makes the best of %j', (event, expected) => {
    expect(parseIncomingCall(event)).toMatchObject(expected);
  });
});
