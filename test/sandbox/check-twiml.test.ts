import { checkTwiml } from '../../sandbox/twilio/voice/check-twiml';

const stream = (attributes: string, inside = '') =>
  `<Response><Connect><Stream ${attributes}>${inside}</Stream></Connect></Response>`;

const dialTen = (count: number) =>
  `<Response><Dial>${'<Number>+12025550143</Number>'.repeat(count)}</Dial></Response>`;

const number = (attributes: string, text = '+12025550143') =>
  `<Response><Dial><Number ${attributes}>${text}</Number></Dial></Response>`;

const enqueue = (attributes: string, name = 'support') =>
  `<Response><Enqueue ${attributes}>${name}</Enqueue></Response>`;

describe('checkTwiml', () => {
  it.each([
    '<Response/>',
    '<Response><Say voice="Polly.Joanna" language="en-US">Hi <break/></Say><Hangup/></Response>',
    stream('url="wss://a.vapi.ai/x" track="inbound_track"', '<Parameter name="a" value="b"/>'),
    '<Response><Dial action="/x"><Number url="/y">+12025550143</Number></Dial></Response>',
    '<Response><Dial timeout="5" timeLimit="60">+12025550143</Dial></Response>',
    dialTen(10),
    '<Response><Record maxLength="120" transcribe="true" finishOnKey="" timeout="0"/></Response>',
    '<Response><Gather input="dtmf speech" numDigits="1" finishOnKey=""/></Response>',
    '<Response><Play>/a.mp3</Play><Play digits="1w#"/></Response>',
    enqueue('action="/left" method="GET" waitUrl="/wait" waitUrlMethod="GET"', 'x'.repeat(64)),
    '<Response><Leave/></Response>',
    '<Response><Start><Recording channels="dual" trim="do-not-trim" track="both"/></Start></Response>',
  ])('finds nothing wrong with %s', (xml) => {
    expect(checkTwiml(xml).problems).toEqual([]);
  });

  it.each([
    ['12100', 'not XML'],
    ['12100', ' <?xml version="1.0"?><Response/>'],
    ['12100', '<!DOCTYPE Response><Response/>'],
    ['12100', '<response/>'],
    ['11750', `<Response><Say>${'x'.repeat(66_000)}</Say></Response>`],
    ['12200', '<Response><say>Hi</say></Response>'],
    ['12200', '<Response><Say Voice="man">Hi</Say></Response>'],
    ['12200', '<Response><Number>+1</Number></Response>'],
    ['12200', '<Response>Hi</Response>'],
    ['13520', '<Response><Say> </Say></Response>'],
    ['31922', stream('url="ws://a.vapi.ai/x"')],
    ['31920', stream('url="wss://a.vapi.ai/x?a=1"')],
    ['31923', stream('')],
    ['31941', stream('url="wss://a.vapi.ai/x" track="both_tracks"')],
    ['12200', stream('url="wss://a.vapi.ai/x" statusCallback="/relative"')],
    ['12200', stream('url="wss://a.vapi.ai/x"', '<Parameter name="a"/>')],
    ['12200', dialTen(11)],
    ['12200', '<Response><Dial/></Response>'],
    ['13223', '<Response><Dial>sip:a@b</Dial></Response>'],
    ['13223', number('', '2025550143')],
    ['13223', number('', '')],
    ['12200', '<Response><Dial timeout="4">+12025550143</Dial></Response>'],
    ['12200', '<Response><Dial timeout="601">+12025550143</Dial></Response>'],
    ['12200', '<Response><Dial timeout="20s">+12025550143</Dial></Response>'],
    ['12200', '<Response><Dial timeLimit="0">+12025550143</Dial></Response>'],
    ['12200', '<Response><Dial sequential="yes">+12025550143</Dial></Response>'],
    ['12200', `<Response><Dial callReason="${'x'.repeat(51)}">+12025550143</Dial></Response>`],
    ['12200', number('machineDetection="true"')],
    ['12200', number('machineDetectionTimeout="61"')],
    ['12200', number('statusCallbackEvent="answered end"')],
    ['11100', number('url=""')],
    ['12200', '<Response><Record maxLength="0"/></Response>'],
    ['12200', '<Response><Record maxLength="3601"/></Response>'],
    ['12200', '<Response><Record maxLength="121" transcribe="true"/></Response>'],
    ['12200', '<Response><Record finishOnKey="none"/></Response>'],
    ['12200', '<Response><Record recordingStatusCallbackEvent="done"/></Response>'],
    ['12200', '<Response><Start/></Response>'],
    ['12200', '<Response><Recording/></Response>'],
    ['12200', '<Response><Start><Recording channels="stereo"/></Start></Response>'],
    ['12200', '<Response><Start><Recording track="both_tracks"/></Start></Response>'],
    ['12200', '<Response><Start><Recording trim="true"/></Start></Response>'],
    ['12200', '<Response><Start><Recording beep="true"/></Start></Response>'],
    [
      '12200',
      '<Response><Start><Recording recordingStatusCallbackEvent="failed"/></Start></Response>',
    ],
    ['11100', '<Response><Start><Recording recordingStatusCallback=""/></Start></Response>'],
    ['12200', '<Response><Gather input="voice"/></Response>'],
    ['12200', '<Response><Gather numDigits="0"/></Response>'],
    ['12200', '<Response><Gather timeout="-1"/></Response>'],
    ['11100', '<Response><Redirect> </Redirect></Response>'],
    ['11100', '<Response><Play/></Response>'],
    ['12200', '<Response><Play digits="abc"/></Response>'],
    ['14201', enqueue('method="PUT"')],
    ['14202', enqueue('waitUrl=""')],
    ['14203', enqueue('action=" "')],
    ['14204', enqueue('', ' ')],
    ['14205', enqueue('', 'x'.repeat(65))],
    ['14206', enqueue('waitUrlMethod="post"')],
    ['14220', enqueue('workflowSid="WW1"', '')],
    ['12200', enqueue('waitMethod="GET"')],
    ['12200', '<Response><Redirect method="PUT">/x</Redirect></Response>'],
    [
      '12200',
      stream('url="wss://a.vapi.ai/x"', `<Parameter name="a" value="${'x'.repeat(500)}"/>`),
    ],
  ])('finds %s in %s', (code, xml) => {
    expect(checkTwiml(xml).problems.join()).toContain(code);
  });
});
