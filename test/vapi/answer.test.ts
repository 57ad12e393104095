import { parseCreateCallAnswer } from '../../src/vapi/answer';

const parse = (body: unknown) =>
  parseCreateCallAnswer(201, typeof body === 'string' ? body : JSON.stringify(body));

describe('parseCreateCallAnswer', () => {
  it('returns id and TwiML and cares for nothing else', () => {
    expect(parse({ id: 'v1', cost: 'much', phoneCallProviderDetails: { twiml: '<R/>' } })).toEqual({
      call: { vapiCallId: 'v1', twiml: '<R/>' },
    });
  });

  it('does without an id', () => {
    expect(parse({ id: 7, phoneCallProviderDetails: { twiml: '<R/>' } }).call).toEqual({
      vapiCallId: undefined,
      twiml: '<R/>',
    });
  });

  it.each([
    ['no details', { id: 'v1' }],
    ['details of another kind', { id: 'v1', phoneCallProviderDetails: { sbcCallId: '1' } }],
    ['an empty twiml', { id: 'v1', phoneCallProviderDetails: { twiml: ' ' } }],
    ['a twiml that is no text', { id: 'v1', phoneCallProviderDetails: { twiml: {} } }],
    ['details that are no object', { id: 'v1', phoneCallProviderDetails: 'twiml' }],
  ])('fails on %s', (_case, body) => {
    expect(parse(body).failure).toMatchObject({ reason: 'no-twiml', callExists: 'yes' });
  });

  it.each([
    { subscriptionLimits: { concurrencyBlocked: true } },
    { endedReason: 'call.start.error-subscription-concurrency-limit-reached' },
    { endedMessage: 'Concurrency limit' },
  ])('takes %j without TwiML as full', (body) => {
    expect(parse(body).failure?.reason).toBe('full');
  });

  it.each(['', '{"id":', '<html>', 'null', '7', '[]'])('fails on %p', (body) => {
    expect(parse(body).failure?.reason).toMatch(/malformed-answer|no-twiml/);
  });
});
