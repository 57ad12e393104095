import { buildVoiceTwiml } from '../../src/twiml/build-voice-twiml';
import { parseTwiml } from '../../src/twiml/document';
import '../setup/runtime-globals';

const hooks = {
  endedUrl: '/assistant/ended?call=v1&posts=1',
  statusUrl: 'https://ours.example/assistant/stream-status',
};

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

describe('buildVoiceTwiml', () => {
  it('connects to the stream, with our own addresses', () => {
    const stream = {
      url: 'wss://a.vapi.ai/2',
      name: 'n',
      parameters: [{ name: 'a', value: '"<b>&' }],
    };

    const answer = buildVoiceTwiml({ kind: 'assistant', stream, hooks });

    expect(String(answer)).toBe(
      DECLARATION +
        '<Response><Connect action="/assistant/ended?call=v1&amp;posts=1">' +
        '<Stream url="wss://a.vapi.ai/2" name="n" ' +
        'statusCallback="https://ours.example/assistant/stream-status">' +
        '<Parameter name="a" value="&quot;&lt;b>&amp;"/></Stream></Connect></Response>',
    );
    expect(answer).toBeInstanceOf(Twilio.twiml.VoiceResponse);
  });

  it('writes what comes before the stream', () => {
    const speech = { text: 'We record.', language: 'en-US', voice: undefined };

    const answer = buildVoiceTwiml({
      kind: 'assistant',
      stream: { url: 'wss://a.vapi.ai/2', parameters: [] },
      hooks: { ...hooks, statusUrl: undefined },
      before: [
        { kind: 'say', speech },
        { kind: 'start-recording', statusUrl: 'https://ours.example/recording/status?called=1' },
        { kind: 'start-recording', statusUrl: undefined },
      ],
    });

    expect(String(answer)).toBe(
      DECLARATION +
        '<Response><Say language="en-US">We record.</Say><Start><Recording channels="dual" ' +
        'recordingStatusCallback="https://ours.example/recording/status?called=1" ' +
        'recordingStatusCallbackEvent="completed absent"/></Start><Start><Recording channels="dual"/>' +
        '</Start><Connect action="/assistant/ended?call=v1&amp;posts=1">' +
        '<Stream url="wss://a.vapi.ai/2"/></Connect></Response>',
    );
  });

  it('writes people to ring, a message to record and a key to press', () => {
    const speech = { text: 'Press 1.', language: 'en-US', voice: undefined };

    const answer = buildVoiceTwiml({
      kind: 'verbs',
      verbs: [
        {
          kind: 'dial',
          numbers: ['+12025550171', '+12025550172'],
          ringSeconds: 20,
          callerId: '+12025550101',
          actionUrl: '/fallback?step=1&turn=0',
          screenUrl: '/fallback/screen',
          screenMethod: 'POST',
        },
        {
          kind: 'record',
          maxSeconds: 90,
          actionUrl: '/voicemail/recorded',
          actionMethod: 'POST',
          statusUrl: '/voicemail/recording',
          transcriptionUrl: '/voicemail/transcription',
        },
        {
          kind: 'gather',
          speeches: [speech],
          timeoutSeconds: 5,
          actionUrl: '/key',
          actionMethod: 'GET',
        },
      ],
    });

    expect(String(answer)).toBe(
      DECLARATION +
        '<Response><Dial timeout="20" callerId="+12025550101" action="/fallback?step=1&amp;turn=0">' +
        '<Number url="/fallback/screen" method="POST">+12025550171</Number>' +
        '<Number url="/fallback/screen" method="POST">+12025550172</Number></Dial>' +
        '<Record action="/voicemail/recorded" method="POST" maxLength="90" timeout="5" ' +
        'finishOnKey="#" playBeep="true" recordingStatusCallback="/voicemail/recording" ' +
        'recordingStatusCallbackEvent="completed absent" transcribe="true" ' +
        'transcribeCallback="/voicemail/transcription"/>' +
        '<Gather action="/key" method="GET" numDigits="1" timeout="5">' +
        '<Say language="en-US">Press 1.</Say></Gather></Response>',
    );
  });

  it.each(['rejected', 'busy'] as const)('refuses the call as %s', (reason) => {
    const answer = buildVoiceTwiml({ kind: 'verbs', verbs: [{ kind: 'reject', reason }] });

    expect(String(answer)).toBe(`${DECLARATION}<Response><Reject reason="${reason}"/></Response>`);
  });

  it.each([
    [true, ' answerOnBridge="true"'],
    [false, ''],
    [undefined, ''],
  ])(
    'lets the caller hear ringing until somebody takes the call: %s',
    (answerOnBridge, written) => {
      const answer = buildVoiceTwiml({
        kind: 'verbs',
        verbs: [
          {
            kind: 'dial',
            numbers: ['+12025550171'],
            ringSeconds: 15,
            ...(answerOnBridge === undefined ? {} : { answerOnBridge }),
            callerId: undefined,
            actionUrl: '/front-door',
            screenUrl: undefined,
            screenMethod: 'POST',
          },
        ],
      });

      expect(String(answer)).toBe(
        `${DECLARATION}<Response><Dial timeout="15"${written} action="/front-door">` +
          '<Number>+12025550171</Number></Dial></Response>',
      );
    },
  );

  it('asks in several languages, each with its own voice', () => {
    const answer = buildVoiceTwiml({
      kind: 'verbs',
      verbs: [
        {
          kind: 'gather',
          speeches: [
            { text: 'For English, press 1.', language: 'en-US', voice: undefined },
            { text: 'Para español, marque 2.', language: 'es-MX', voice: 'Polly.Mia-Neural' },
          ],
          timeoutSeconds: 4,
          actionUrl: '/front-door',
          actionMethod: 'POST',
        },
        { kind: 'redirect', url: '/front-door' },
      ],
    });

    expect(String(answer)).toBe(
      DECLARATION +
        '<Response><Gather action="/front-door" method="POST" numDigits="1" timeout="4">' +
        '<Say language="en-US">For English, press 1.</Say>' +
        '<Say language="es-MX" voice="Polly.Mia-Neural">Para español, marque 2.</Say></Gather>' +
        '<Redirect method="POST">/front-door</Redirect></Response>',
    );
  });

  it('speaks a fallback and hangs up', () => {
    const speech = { text: 'A & B <now>', language: 'en-US', voice: 'Polly.Joanna' };

    const answer = buildVoiceTwiml({
      kind: 'verbs',
      verbs: [{ kind: 'say', speech }, { kind: 'hangup' }],
    });

    expect(String(answer)).toBe(
      `${DECLARATION}<Response><Say language="en-US" voice="Polly.Joanna">A &amp; B &lt;now&gt;</Say><Hangup/></Response>`,
    );
  });

  it.each(['a\u0000b', 'a\u0007b', 'a\ud800b', 'a\uffffb'])(
    'survives a text that XML cannot hold: %j',
    (text) => {
      const speech = { text, language: 'en-US', voice: undefined };

      const answer = buildVoiceTwiml({ kind: 'verbs', verbs: [{ kind: 'say', speech }] });

      expect(parseTwiml(String(answer)).children).toHaveLength(1);
    },
  );
});
