import { parseCreateCallAnswer } from '../../src/vapi/answer';

const parse = (body: unknown) =>
  parseCreateCallAnswer(201, typeof body === 'string' ? body : JSON.stringify(body));

describe('parseCreateCallAnswer', () => {
  it('returns id and TwiML and cares for nothing else', () => {
    expect(
      parse({
        id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
        cost: 'much',
        phoneCallProviderDetails: { twiml: '<R/>' },
      }),
    ).toEqual({
      call: { vapiCallId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', twiml: '<R/>' },
    });
  });

  it('does without an id', () => {
    expect(parse({ id: 7, phoneCallProviderDetails: { twiml: '<R/>' } }).call).toEqual({
      vapiCallId: undefined,
      twiml: '<R/>',
    });
  });

  it.each(['v1', '', '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01/x', 7, null])(
    'connects the caller all the same where the id is no UUID, and forgets it: %j',
    (id) => {
      expect(parse({ id, phoneCallProviderDetails: { twiml: '<R/>' } })).toEqual({
        call: { vapiCallId: undefined, twiml: '<R/>' },
      });
    },
  );

  it.each([
    ['no details', { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' }],
    [
      'details of another kind',
      { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', phoneCallProviderDetails: { sbcCallId: '1' } },
    ],
    [
      'an empty twiml',
      { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', phoneCallProviderDetails: { twiml: ' ' } },
    ],
    [
      'a twiml that is no text',
      { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', phoneCallProviderDetails: { twiml: {} } },
    ],
    [
      'details that are no object',
      { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', phoneCallProviderDetails: 'twiml' },
    ],
  ])('fails on %s', (_case, body) => {
    expect(parse(body).failure).toMatchObject({ reason: 'no-twiml', callExists: 'yes' });
  });

  it.each([
    { subscriptionLimits: { concurrencyBlocked: true } },
    { endedReason: 'call.start.error-subscription-concurrency-limit-reached' },
    { endedMessage: 'Concurrency limit' },
  ])('takes %j without TwiML as full', (body) => {
    expect(parse(body).failure).toMatchObject({ reason: 'full', callExists: 'yes' });
  });

  it('takes a blocked call as full though it has TwiML', () => {
    const body = {
      subscriptionLimits: { concurrencyBlocked: true },
      phoneCallProviderDetails: { twiml: '<R/>' },
    };

    expect(parse(body).failure).toMatchObject({ reason: 'full', callExists: 'yes' });
  });

  it.each(['', '{"id":', '<html>', 'null', '7', '[]'])('fails on %p', (body) => {
    expect(parse(body).failure?.reason).toMatch(/malformed-answer|no-twiml/);
  });
});
