import {
  buildAskAgainUrl,
  buildEndedUrl,
  parseAssistantEnded,
} from '../../src/twilio/assistant-ended';

const ID = '0198c0de-1111-7222-8333-444455556666';
const beginning = { vapiCallId: ID, transfers: 0, postCount: 1, connectedAtMs: 1_790_000_000_999 };

/** The parameters of an address, as the runtime hands them over. */
const parametersOf = (url: string) =>
  Object.fromEntries(new URL(url, 'https://ours.example').searchParams);

describe('the address for the end of a stream', () => {
  it('carries how the stream began, in the order of its parameters', () => {
    expect(buildEndedUrl(beginning)).toBe(
      `/assistant/ended?call=${ID}&connected=1790000000&posts=1`,
    );
  });

  it('names no call where Vapi named none', () => {
    expect(buildEndedUrl({ ...beginning, vapiCallId: undefined })).toBe(
      '/assistant/ended?connected=1790000000&posts=1',
    );
  });

  it.each([ID, ID.toUpperCase(), undefined])('is read as it was written: %s', (vapiCallId) => {
    const event = parametersOf(buildEndedUrl({ ...beginning, vapiCallId }));

    expect(parseAssistantEnded({ ...event, CallSid: 'CA1' })).toMatchObject({
      callSid: 'CA1',
      vapiCallId,
      postCount: 1,
      connectedAtMs: 1_790_000_000_000,
    });
  });
});

describe('the address of a stream whose document had an action', () => {
  it('carries where the caller is sent on to (T3)', () => {
    const next = { url: 'https://api.vapi.ai/next?call=1&a=%20', method: 'GET' as const };
    const event = parametersOf(buildEndedUrl({ ...beginning, next }));

    const ended = parseAssistantEnded({ ...event, CallSid: 'CA1' });

    expect(ended.next).toEqual(next);
    expect(parseAssistantEnded(parametersOf(buildAskAgainUrl(ended))).next).toEqual(next);
  });
});

describe('parseAssistantEnded', () => {
  it.each(['v1', '', '../assistant/x', 'a&posts=0', 'ü /?#', `${ID}/x`, `x${ID}`, null, {}])(
    'takes %j for no call: Vapi is not asked for it',
    (call) => {
      expect(parseAssistantEnded({ call }).vapiCallId).toBeUndefined();
    },
  );

  it.each([undefined, '', 'x', '-1', '1.5', null, {}, []])(
    'takes all requests for made where the address counts none: %j',
    (posts) => {
      expect(parseAssistantEnded({ posts }).postCount).toBeGreaterThan(2);
    },
  );

  it('takes the first of two', () => {
    const ended = parseAssistantEnded({
      call: [ID, 'x'],
      posts: ['2', '0'],
      connected: ['5', '6'],
    });

    expect(ended).toMatchObject({ vapiCallId: ID, postCount: 2, connectedAtMs: 5_000 });
  });

  it.each([
    ['in-progress', true],
    ['ringing', true],
    [undefined, true],
    ['something-new', true],
    ['completed', false],
    ['canceled', false],
    ['failed', false],
    ['busy', false],
    ['no-answer', false],
  ])('with CallStatus %s the caller is on the phone: %s', (CallStatus, isCallLive) => {
    expect(parseAssistantEnded({ CallStatus }).isCallLive).toBe(isCallLive);
  });

  it('knows nothing from nothing', () => {
    expect(parseAssistantEnded({})).toMatchObject({
      callSid: '',
      calledNumber: '',
      caller: { kind: 'withheld' },
      vapiCallId: undefined,
      connectedAtMs: undefined,
    });
  });
});
