import { checkTwiml } from '../../sandbox/twilio/check-twiml';

const stream = (attributes: string, inside = '') =>
  `<Response><Connect><Stream ${attributes}>${inside}</Stream></Connect></Response>`;

describe('checkTwiml', () => {
  it.each([
    '<Response/>',
    '<Response><Say voice="Polly.Joanna" language="en-US">Hi <break/></Say><Hangup/></Response>',
    stream('url="wss://a.vapi.ai/x" track="inbound_track"', '<Parameter name="a" value="b"/>'),
    '<Response><Dial action="/x"><Number url="/y">+12025550143</Number></Dial></Response>',
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
    [
      '12200',
      stream('url="wss://a.vapi.ai/x"', `<Parameter name="a" value="${'x'.repeat(500)}"/>`),
    ],
  ])('finds %s in %s', (code, xml) => {
    expect(checkTwiml(xml).problems.join()).toContain(code);
  });
});
