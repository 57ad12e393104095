import { buildVoiceTwiml } from '../../src/twiml/build-voice-twiml';
import { parseTwiml } from '../../src/twiml/document';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

describe('buildVoiceTwiml', () => {
  it('rebuilds a document with every element, attribute and text', () => {
    const xml =
      '<Response><Start><Stream url="wss://a.vapi.ai/1?x" track="both_tracks"/></Start>' +
      '<Connect custom="1"><Stream url="wss://a.vapi.ai/2"><Parameter name="a" value="&quot;&lt;b&gt;&amp;"/>' +
      '</Stream></Connect><Say language="de-DE">Grüße &amp; Dank</Say><Unknown/></Response>';

    const answer = buildVoiceTwiml({ kind: 'assistant', document: parseTwiml(xml) });

    expect(String(answer)).toBe(
      DECLARATION + xml.replaceAll('&gt;', '>').replace('"<', '"&lt;').replace('<b>&', '<b>&'),
    );
    expect(answer).toBeInstanceOf(Twilio.twiml.VoiceResponse);
  });

  it('speaks a fallback and hangs up', () => {
    const speech = { text: 'A & B <now>', language: 'en-US', voice: 'Polly.Joanna' };

    const answer = buildVoiceTwiml({
      kind: 'fallback',
      actions: [{ kind: 'say', speech }, { kind: 'hangup' }],
    });

    expect(String(answer)).toBe(
      `${DECLARATION}<Response><Say language="en-US" voice="Polly.Joanna">A &amp; B &lt;now&gt;</Say><Hangup/></Response>`,
    );
  });

  it.each(['a\u0000b', 'a\u0007b', 'a\ud800b', 'a\uffffb'])(
    'survives a text that XML cannot hold: %j',
    (text) => {
      const speech = { text, language: 'en-US', voice: undefined };

      const answer = buildVoiceTwiml({ kind: 'fallback', actions: [{ kind: 'say', speech }] });

      expect(parseTwiml(String(answer)).children).toHaveLength(1);
    },
  );
});
