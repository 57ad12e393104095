import { classifyTwiml } from '../../src/assistant/classify-twiml';

const HOSTS = ['.vapi.ai', 'localhost'];
const stream = (url: string, inside = '') => `<Stream url="${url}">${inside}</Stream>`;
const connect = (inside: string) => `<Response><Connect>${inside}</Connect></Response>`;

describe('classifyTwiml', () => {
  it.each([
    connect(stream('wss://api.vapi.ai/0/transport')),
    connect(stream('wss://vapi.ai/x')),
    connect(stream('wss://a.b.vapi.ai:443/x', '<Parameter name="a" value="b"/>')),
    connect(stream('wss://localhost:4011/x')),
    `<Response><Start>${stream('wss://api.vapi.ai/1')}</Start><Connect>${stream('wss://api.vapi.ai/2')}</Connect><Say>Bye</Say></Response>`,
  ])('accepts %s', (xml) => {
    expect(classifyTwiml(xml, HOSTS).document?.name).toBe('Response');
  });

  it.each<[string, string, RegExp]>([
    ['not XML', 'hello', /not well-formed XML/],
    ['another root', '<Foo/>', /root element/],
    ['no stream', '<Response><Say>Hi</Say></Response>', /0 streams/],
    [
      'a one-way stream only',
      `<Response><Start>${stream('wss://a.vapi.ai/x')}</Start></Response>`,
      /0 streams/,
    ],
    ['two streams', connect(stream('wss://a.vapi.ai/x').repeat(2)), /2 streams/],
    ['no address', connect('<Stream/>'), /no address/],
    ['a relative address', connect(stream('/x')), /not a plain/],
    ['ws:', connect(stream('ws://a.vapi.ai/x')), /not a plain/],
    ['https:', connect(stream('https://a.vapi.ai/x')), /not a plain/],
    ['a query string', connect(stream('wss://a.vapi.ai/x?a=1')), /query string/],
    ['an empty query string', connect(stream('wss://a.vapi.ai/x?')), /query string/],
    ['a fragment', connect(stream('wss://a.vapi.ai/x#a')), /not a plain/],
    ['credentials', connect(stream('wss://u:p@a.vapi.ai/x')), /not a plain/],
    ['a foreign host', connect(stream('wss://evil.example/x')), /VAPI_STREAM_HOSTS/],
    ['a look-alike host', connect(stream('wss://notvapi.ai/x')), /VAPI_STREAM_HOSTS/],
    [
      'a host that ends otherwise',
      connect(stream('wss://vapi.ai.evil.example/x')),
      /VAPI_STREAM_HOSTS/,
    ],
    [
      'a foreign host beside a good one',
      `<Response><Start>${stream('wss://evil.example/1')}</Start><Connect>${stream('wss://a.vapi.ai/2')}</Connect></Response>`,
      /VAPI_STREAM_HOSTS/,
    ],
    ...[
      'wss://api.vapi.ai\\\\@evil.example/x',
      ' wss://api.vapi.ai/x',
      'wss:api.vapi.ai/x',
      'wss:///api.vapi.ai/x',
      'wss://api.vapi.ai/a&#9;b',
      'wss://:pw@api.vapi.ai/x',
      'wss://evil.example#.vapi.ai',
    ].map((url): [string, string, RegExp] => [url, connect(stream(url)), /not a plain/]),
    [
      'another track',
      connect('<Stream url="wss://a.vapi.ai/x" track="both_tracks"/>'),
      /another track/,
    ],
    [
      'Connect inside another verb',
      `<Response><Say>${'<Connect><Stream url="wss://a.vapi.ai/x"/></Connect>'}</Say></Response>`,
      /directly under Response/,
    ],
    ...['Hangup', 'Reject', 'Redirect'].map((verb): [string, string, RegExp] => [
      `${verb} before Connect`,
      `<Response><${verb}/><Connect>${stream('wss://a.vapi.ai/x')}</Connect></Response>`,
      /ends the document/,
    ]),
    [
      'a long parameter',
      connect(stream('wss://a.vapi.ai/x', `<Parameter name="a" value="${'v'.repeat(500)}"/>`)),
      /Parameter/,
    ],
  ])('refuses %s', (_case, xml, defect) => {
    expect(classifyTwiml(xml, HOSTS).defect).toMatch(defect);
  });

  it('never quotes the address or the document', () => {
    const urls = ['ws://a.vapi.ai/canary', 'wss://evil.example/canary', 'wss://a.vapi.ai/canary?q'];
    const defects = [...urls.map((url) => connect(stream(url))), '<Response><canary'].map(
      (xml) => classifyTwiml(xml, HOSTS).defect,
    );

    expect(defects.every((defect) => defect !== undefined && !/canary/.test(defect))).toBe(true);
  });
});
