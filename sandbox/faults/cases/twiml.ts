import type { FaultCase } from '../fault-case';

const STREAM = '<Stream url="{streamUrl}"/>';

const twiml = (name: string, text: string): FaultCase => ({
  name,
  expected: 'fallback',
  fault: { kind: 'twiml', twiml: text },
});

const inResponse = (name: string, verbs: string) => twiml(name, `<Response>${verbs}</Response>`);
const connected = (name: string, inside: string) =>
  inResponse(name, `<Connect>${inside}</Connect>`);
const streamTo = (name: string, url: string) => connected(name, `<Stream url="${url}"/>`);

const BOMB = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from(
  { length: 9 },
  (_unused, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`,
).join('')}]>`;

/** TwiML that Vapi must not make us hand on. */
export const twimlDefects: readonly FaultCase[] = [
  connected('two streams', STREAM + STREAM),
  inResponse('two Connects', `<Connect>${STREAM}</Connect><Connect>${STREAM}</Connect>`),
  connected('no stream', ''),
  inResponse('no Connect', '<Say>Hello</Say>'),
  ...[
    ['Dial', '<Dial>+19005550100</Dial>'],
    ['dial in small letters', '<dial>+19005550100</dial>'],
    ['Sms', '<Sms to="+19005550100">Hello</Sms>'],
    ['Pay', '<Pay/>'],
    ['Record', '<Record/>'],
    ['Gather for another host', '<Gather action="https://example.com/key"/>'],
    ['Transcription', '<Start><Transcription statusCallbackUrl="https://example.com/t"/></Start>'],
  ].map(([name = '', verb = '']) =>
    inResponse(`${name} beside Connect`, `${verb}<Connect>${STREAM}</Connect>`),
  ),
  connected('ConversationRelay', `${STREAM}<ConversationRelay url="wss://example.com/relay"/>`),
  inResponse('stream under Start', `<Start>${STREAM}</Start>`),
  twiml('empty Response', '<Response/>'),
  connected('stream without an address', '<Stream/>'),
  streamTo('ws: address', 'ws://localhost/call/transport'),
  streamTo('https: address', 'https://localhost/call/transport'),
  streamTo('address with a query string', '{streamUrl}?key=1'),
  streamTo('address of another host', 'wss://vapi.ai.example.com/call/transport'),
  streamTo('address with a user', 'wss://localhost@example.com/call/transport'),
  connected('foreign track', '<Stream url="{streamUrl}" track="both_tracks"/>'),
  connected(
    'long Parameter',
    `<Stream url="{streamUrl}"><Parameter name="p" value="${'x'.repeat(600)}"/></Stream>`,
  ),
  inResponse('Hangup before Connect', `<Hangup/><Connect>${STREAM}</Connect>`),
  inResponse('Redirect before Connect', `<Redirect>/x</Redirect><Connect>${STREAM}</Connect>`),
  inResponse('Connect inside Gather', `<Gather><Connect>${STREAM}</Connect></Gather>`),
  twiml('another root', `<Reply><Connect>${STREAM}</Connect></Reply>`),
  twiml('document type', `<!DOCTYPE r><Response><Connect>${STREAM}</Connect></Response>`),
  twiml('entity bomb', `${BOMB}<Response><Say>&j;</Say><Connect>${STREAM}</Connect></Response>`),
  inResponse(
    'nested 20 deep',
    `${'<a>'.repeat(20)}${'</a>'.repeat(20)}<Connect>${STREAM}</Connect>`,
  ),
  inResponse(
    'nested 20,000 deep',
    `${'<a>'.repeat(9_000)}${'</a>'.repeat(9_000)}<Connect>${STREAM}</Connect>`,
  ),
  inResponse('over 64 kB', `<Say>${'x'.repeat(70_000)}</Say><Connect>${STREAM}</Connect>`),
  twiml('unclosed', `<Response><Connect>${STREAM}`),
  twiml('not XML', 'Hello'),
  twiml('processing instruction', `<?x y?><Response><Connect>${STREAM}</Connect></Response>`),
];
