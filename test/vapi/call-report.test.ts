import fc from 'fast-check';
import { parseCallEnd, parseCallReport } from '../../src/vapi/call-report';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const CALL_SID = `CA${'c'.repeat(32)}`;
const sender = { callSid: CALL_SID, tenantId: 'a-1' };
const NOTHING = {
  vapiCallId: undefined,
  ...sender,
  outcome: 'unknown',
  endedReason: undefined,
};

/** A report as Vapi writes it, with these parts. */
const reportOf = (parts: object = {}, call: object = {}) => ({
  type: 'end-of-call-report',
  endedReason: 'assistant-ended-call',
  startedAt: '2026-01-05T10:00:01.000Z',
  endedAt: '2026-01-05T10:01:31.400Z',
  cost: 0.11345,
  analysis: { summary: 'A summary', structuredData: { a: [1] }, successEvaluation: 'true' },
  artifact: {
    transcript: 'AI: Hello',
    recording: { mono: { combinedUrl: 'https://api.vapi.ai/mono' } },
  },
  call: {
    id: ID,
    assistantOverrides: {
      metadata: { callSid: CALL_SID, tenantId: 'a-1' },
      variableValues: { callerNumber: '+12025550143' },
    },
    ...call,
  },
  ...parts,
});

/** A list in a list, so many of them. */
const nest = (depth: number) =>
  Array.from({ length: depth }).reduce((inner: unknown) => [inner], 'x');

describe('parseCallReport', () => {
  it('reads what Vapi reports', () => {
    expect(parseCallReport(reportOf(), sender)).toEqual({
      vapiCallId: ID,
      callSid: CALL_SID,
      tenantId: 'a-1',
      outcome: 'assistant',
      endedReason: 'assistant-ended-call',
      startedAt: '2026-01-05T10:00:01.000Z',
      endedAt: '2026-01-05T10:01:31.400Z',
      talkSeconds: 90,
      costUsd: 0.1135,
      callerNumber: '+12025550143',
      summary: 'A summary',
      structuredData: { a: [1] },
      structuredOutputs: undefined,
      unreadFields: 0,
      successEvaluation: 'true',
      transcript: 'AI: Hello',
      recordingUrl: 'https://api.vapi.ai/mono',
    });
  });

  it('is of the call that its sender speaks for, whatever it says (T6)', () => {
    const other = { callSid: `CA${'d'.repeat(32)}`, tenantId: 'b-2' };

    expect(parseCallReport(reportOf(), other)).toMatchObject(other);
  });

  it.each([
    ['its own time', { startedAt: undefined }, { startedAt: '2026-01-05T10:01:01.000Z' }, 30],
    ['milliseconds', { startedAt: Date.parse('2026-01-05T10:01:21.000Z') }, {}, 10],
    ['no start', { startedAt: undefined }, {}, undefined],
    ['an end before the start', { endedAt: '2026-01-05T09:00:00Z' }, {}, undefined],
    ['thirteen hours', { endedAt: '2026-01-05T23:00:02Z' }, {}, undefined],
    ['no times at all', { startedAt: 'soon', endedAt: {} }, {}, undefined],
    ['endless times', { startedAt: Infinity, endedAt: 1e300 }, {}, undefined],
  ])('counts the seconds with %s', (_case, parts, call, talkSeconds) => {
    expect(parseCallReport(reportOf(parts, call), sender).talkSeconds).toBe(talkSeconds);
  });

  it.each([
    [0, 0],
    [-1, undefined],
    ['0.1', undefined],
    [NaN, undefined],
    [null, undefined],
    [1e300, undefined],
  ])('takes a cost of %s for %s', (cost, costUsd) => {
    expect(parseCallReport(reportOf({ cost }), sender).costUsd).toBe(costUsd);
  });

  it.each([
    ['an address that can be opened first', { presignedMonoUrl: 'https://s3.example/x?y=1' }, true],
    ['no other scheme', { presignedMonoUrl: 'javascript:alert(1)' }, false],
    ['nothing endless', { presignedMonoUrl: `https://s3.example/${'x'.repeat(4_000)}` }, false],
  ])('names %s as the recording', (_case, artifact, isUsed) => {
    const recording = { mono: { combinedUrl: 'https://api.vapi.ai/mono' } };

    const { recordingUrl } = parseCallReport(
      reportOf({ artifact: { recording, ...artifact } }),
      sender,
    );

    expect(recordingUrl).toBe(isUsed ? 'https://s3.example/x?y=1' : 'https://api.vapi.ai/mono');
  });

  it("reads Vapi's newer fields (V5, V6)", () => {
    const structuredOutputs = { 'so-1': { name: 'Wish', result: { wish: 'move' } } };
    const transcript = [
      { role: 'assistant', message: 'Hello' },
      { role: 'user', content: 'Hi' },
    ];
    const recording = { stereoUrl: 'https://api.vapi.ai/stereo' };
    const artifact = { structuredOutputs, transcript, recording };
    const times = { startedAt: undefined, endedAt: undefined, durationSeconds: 89.6 };

    expect(parseCallReport(reportOf({ ...times, artifact, analysis: {} }), sender)).toMatchObject({
      structuredOutputs,
      transcript: 'assistant: Hello\nuser: Hi',
      recordingUrl: 'https://api.vapi.ai/stereo',
      talkSeconds: 90,
      unreadFields: 0,
    });
  });

  it.each([
    [{ artifact: { transcript: 'x', callWordings: ['y'], messages: [1], empty: [] } }, 1],
    [{ artifact: { transcript: { lines: [] } } }, 1],
    [{ analysis: { summary: { text: 'x' }, mood: 'good' } }, 2],
  ])('counts what is there and unread: %j (V6)', (parts, count) => {
    expect(parseCallReport(reportOf(parts), sender).unreadFields).toBe(count);
  });

  it.each<[string, unknown, unknown]>([
    ['nested deeper than receivers read', nest(65), undefined],
    ['nested deeper than any stack', nest(60_000), undefined],
    ['nested', nest(64), nest(64)],
    ['half a character', { 'a\ud800': ['b\udc00'] }, { 'a\ufffd': ['b\ufffd'] }],
    [
      'names of objects',
      JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
      JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
    ],
  ])('reads data with %s as every receiver can', (_case, structuredData, read) => {
    const analysis = { summary: 'cut \ud83d', structuredData };

    const report = parseCallReport(reportOf({ analysis }), sender);

    expect([report.summary, report.structuredData]).toEqual(['cut \ufffd', read]);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        parseCallReport(value, sender);
        parseCallReport(reportOf({ analysis: value, artifact: value, cost: value }), sender);
        parseCallReport({ ...reportOf(), call: value, startedAt: value, endedAt: value }, sender);
      }),
    );
  });
});

describe('parseCallEnd', () => {
  it.each([
    [undefined],
    ['text'],
    [[{}]],
    [{ call: [], endedReason: { a: 1 }, status: 7 }],
    [{ call: { id: 'x/../y', metadata: { callSid: 'CA1', tenantId: '../etc' } } }],
    [{ endedReason: 'She said: call me at +12025550143' }],
    [{ endedReason: 'x'.repeat(121) }],
  ])('knows the call alone of %j', (message) => {
    expect(parseCallEnd(message, sender)).toEqual(NOTHING);
  });
});
