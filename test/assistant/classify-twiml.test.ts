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
  ])('accepts %s', (xml) => {
    expect(classifyTwiml(xml, HOSTS).reduced?.dropped).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['not XML', 'hello', /not well-formed XML/],
    ['another root', '<Foo/>', /root element/],
    ['no stream', '<Response><Say>Hi</Say></Response>', /0 streams/],
    [
      'a one-way stream',
      `<Response><Start>${stream('wss://a.vapi.ai/x')}</Start></Response>`,
      /^Start under Response$/,
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
      /^Say under Response$/,
    ],
    ...['Hangup', 'Reject', 'Redirect'].map((verb): [string, string, RegExp] => [
      `${verb} before Connect`,
      `<Response><${verb}/><Connect>${stream('wss://a.vapi.ai/x')}</Connect></Response>`,
      /under Response$/,
    ]),
    [
      'a long parameter',
      connect(stream('wss://a.vapi.ai/x', `<Parameter name="a" value="${'v'.repeat(500)}"/>`)),
      /Parameter/,
    ],
  ])('refuses %s', (_case, xml, defect) => {
    expect(classifyTwiml(xml, HOSTS).defect).toMatch(defect);
  });

  const CONNECT = connect(stream('wss://a.vapi.ai/x')).replace(/<\/?Response>/g, '');

  it.each([
    ['dials', '<Dial>+19005550100</Dial>'],
    ['sends', '<Sms to="+19005550100">Hi</Sms>'],
    ['records', '<Record/>'],
    ['takes payment', '<Pay/>'],
    ['redirects', '<Redirect>https://evil.example</Redirect>'],
    ['gathers', '<Gather action="https://evil.example"><Say>Your card number?</Say></Gather>'],
    ['transcribes', '<Start><Transcription statusCallbackUrl="https://evil.example"/></Start>'],
    ['dials in small letters', '<dial>+19005550100</dial>'],
    ['dials inside of words', '<Say>Hi<Dial>+19005550100</Dial></Say>'],
    ['plays', '<Play>https://evil.example/a.mp3</Play>'],
    ['has a second Connect', CONNECT],
    ['has a verb of an inherited name', '<constructor/>'],
  ])('refuses a document that %s (T3)', (_what, verb) => {
    const before = classifyTwiml(`<Response>${verb}${CONNECT}</Response>`, HOSTS);
    const after = classifyTwiml(`<Response>${CONNECT}${verb}</Response>`, HOSTS);

    expect([before.reduced, after.reduced]).toEqual([undefined, undefined]);
  });

  it.each([
    '<ConversationRelay url="wss://evil.example"/>',
    `${stream('wss://a.vapi.ai/x')}<ConversationRelay url="wss://evil.example"/>`,
    stream('wss://a.vapi.ai/x', '<Start/>'),
    stream('wss://a.vapi.ai/x', '<Parameter name="a" value="b"><Dial/></Parameter>'),
  ])('refuses what it does not know inside of Connect: %s (T3)', (inside) => {
    expect(classifyTwiml(connect(inside), HOSTS).defect).toMatch(/ under /);
  });

  it('leaves out words, pauses, comments, attributes and addresses that are not ours (T3)', () => {
    const xml =
      '<Response a="1"><!-- c --><Say>Hi</Say><Pause/>text<Connect action="https://evil.example/a">' +
      '<Stream url="wss://a.vapi.ai/x" statusCallback="https://evil.example/s" name="n">' +
      '<Parameter name="a" value="b" to="c"/></Stream></Connect><Hangup/></Response>';

    expect(classifyTwiml(xml, HOSTS).reduced).toEqual({
      stream: {
        url: 'wss://a.vapi.ai/x',
        name: 'n',
        parameters: [{ name: 'a', value: 'b' }],
      },
      next: undefined,
      dropped: [
        'a comment',
        'an attribute of Response',
        'text under Response',
        'Say',
        'Pause',
        'an attribute of Stream',
        'an attribute of Parameter',
        'Hangup',
        'an action at another host',
      ],
    });
  });

  it.each([
    ['https://api.vapi.ai/next?call=1', 'get', 'GET'],
    ['https://api.vapi.ai/next', 'POST', 'POST'],
  ])('keeps an action of %s for after the stream (T3)', (url, method, expected) => {
    const xml = CONNECT.replace('<Connect>', `<Connect action="${url}" method="${method}">`);

    expect(classifyTwiml(`<Response>${xml}</Response>`, HOSTS).reduced).toMatchObject({
      next: { url, method: expected },
      dropped: [],
    });
  });

  it('never quotes the address or the document', () => {
    const urls = ['ws://a.vapi.ai/canary', 'wss://evil.example/canary', 'wss://a.vapi.ai/canary?q'];
    const defects = [...urls.map((url) => connect(stream(url))), '<Response><canary'].map(
      (xml) => classifyTwiml(xml, HOSTS).defect,
    );

    expect(defects.every((defect) => defect !== undefined && !/canary/.test(defect))).toBe(true);
  });
});
