import { checkCreated } from '../../../../cli/setup/probe/check-created';
import { buildCreateCallPayload } from '../../../../src/vapi/payload';
import { withheldCallRequest } from '../../../fakes/call-request';

const ID = '0199aa77-4411-7000-8000-1234567890ab';
const sent = buildCreateCallPayload(withheldCallRequest, { placeholderNumber: undefined });
const streamAt = (url: string) => `<Response><Connect><Stream url="${url}"/></Connect></Response>`;

/** An answer that has all that the code expects, but for the given fields. */
function check(fields: object, contentType = 'application/json; charset=utf-8') {
  const body = {
    ...sent,
    id: ID,
    subscriptionLimits: {
      concurrencyBlocked: false,
      concurrencyLimit: 10,
      remainingConcurrentCalls: 9,
    },
    phoneCallProviderDetails: { twiml: streamAt(`wss://media.vapi.ai/${ID}/transport`) },
    ...fields,
  };
  const answer = { status: 201, contentType, body: JSON.stringify(body), durationMs: 1 };
  return checkCreated(answer, sent, ['.vapi.ai']);
}

describe('checkCreated', () => {
  it('finds nothing in an answer that is as expected, and the stream in it', () => {
    expect(check({})).toEqual({
      differences: [],
      newFields: [],
      vapiCallId: ID,
      stream: { url: `wss://media.vapi.ai/${ID}/transport`, parameters: {} },
      isFull: false,
    });
  });

  it("hands on the stream's parameters, which Twilio repeats to Vapi", () => {
    const twiml =
      '<Response><Connect><Stream url="wss://media.vapi.ai/x">' +
      '<Parameter name="a" value="1"/></Stream></Connect></Response>';

    expect(check({ phoneCallProviderDetails: { twiml } }).stream?.parameters).toEqual({ a: '1' });
  });

  it.each<[string, string, string]>([
    ['no text', '', 'an empty text'],
    ['broken XML', '<Response><Connect><Stream url="wss://media.vapi.ai/x"', 'not well-formed XML'],
    [
      'a query',
      streamAt('wss://media.vapi.ai/x?token=1'),
      "the stream's address has a query string (wss:// at media.vapi.ai)",
    ],
    [
      'a host that holds an id',
      streamAt(`wss://${ID}.example.net/x`),
      "the stream's host is not among VAPI_STREAM_HOSTS (wss:// at ***.example.net)",
    ],
    [
      'a user in the address',
      streamAt('wss://token@media.vapi.ai/x'),
      "the stream's address is not a plain wss: address (an address of another form)",
    ],
    ['no verb at all', '<Response/>', '0 streams under Connect instead of one'],
  ])('tells what is wrong with TwiML and shows none of it: %s', (_name, twiml, found) => {
    const { differences, stream } = check({ phoneCallProviderDetails: { twiml } });

    expect(differences).toMatchObject([{ path: TWIML, found, isHarmless: false }]);
    expect(stream).toBeUndefined();
  });

  it.each([
    [null, 'null'],
    [['<Response/>'], 'a list of 1'],
    [{ xml: 1 }, 'an object'],
    [7, 'a number'],
    [true, 'a boolean'],
    ['https://api.vapi.ai/twiml/0199', 'an address'],
    [ID, 'a UUID'],
  ])('names what stands in place of an id or of TwiML by its kind: %j', (value, kind) => {
    const id = check({ id: value === ID ? `${ID}0` : value }).differences;
    const twiml = check({ phoneCallProviderDetails: { twiml: value } }).differences;

    expect(id).toMatchObject([{ path: 'id', found: value === ID ? 'a text' : kind }]);
    const defect = typeof value === 'string' ? 'not well-formed XML' : kind;
    expect(twiml).toMatchObject([{ path: TWIML, found: defect }]);
  });

  it('notes another content type, for nobody reads it', () => {
    expect(check({}, 'text/plain; charset=utf-8').differences).toEqual([
      { path: 'the content type', expected: 'JSON', found: 'text/plain', isHarmless: true },
    ]);
  });

  it.each([
    ['', 'nothing'],
    ['{"id":', 'no JSON'],
    ['[]', 'a list of 0'],
    ['null', 'null'],
    [' <!doctype html>', 'HTML or XML'],
  ])('finds no call in the body %j', (body, found) => {
    const answer = { status: 201, contentType: '', body, durationMs: 1 };

    expect(checkCreated(answer, sent, ['.vapi.ai']).differences).toMatchObject([
      { path: 'the body', found, isHarmless: false },
    ]);
  });
});

const TWIML = 'phoneCallProviderDetails.twiml';
