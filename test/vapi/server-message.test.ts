import { buildToolResults, parseServerMessage } from '../../src/vapi/server-message';

const filled = { destination: 'front-desk', token: 't' };
const shapes: [string, object][] = [
  ['an object', { id: 'c1', type: 'function', function: { name: 'go', arguments: filled } }],
  ['a text', { id: 'c1', function: { name: 'go', arguments: JSON.stringify(filled) } }],
  ['flat arguments', { id: 'c1', name: 'go', arguments: filled }],
  ['flat parameters', { id: 'c1', name: 'go', parameters: filled }],
];
const lists: [string, (call: object) => object][] = [
  ['toolCallList', (call) => ({ toolCallList: [call] })],
  ['toolCalls', (call) => ({ toolCalls: [call] })],
  [
    'toolWithToolCallList',
    (call) => ({
      toolWithToolCallList: [{ type: 'function', function: { name: 'go' }, toolCall: call }],
    }),
  ],
];
const cases = shapes.flatMap(([shape, call]) =>
  lists.map(([list, wrap]) => [shape, list, wrap(call)] as const),
);

describe('parseServerMessage', () => {
  it.each(cases)('reads arguments as %s in %s', (_shape, _list, fields) => {
    const { type, toolCalls } = parseServerMessage({ type: 'tool-calls', ...fields });

    expect(type).toBe('tool-calls');
    expect(toolCalls).toEqual([{ id: 'c1', name: 'go', arguments: filled }]);
  });

  it('takes one call of several copies: the one with arguments', () => {
    const { toolCalls } = parseServerMessage({
      toolCallList: [{ id: 'c1', name: 'go' }],
      toolCalls: [{ id: 'c1', function: { name: 'go', arguments: filled } }],
      toolWithToolCallList: [{ function: { name: 'go' }, toolCall: { id: 'c1' } }],
    });

    expect(toolCalls.map((call) => call.id)).toEqual(['c1']);
    expect(toolCalls[0]?.arguments).toEqual(filled);
  });

  it('keeps the order of several calls', () => {
    const toolCallList = ['c2', 'c1', 'c3'].map((id) => ({ id, name: 'go', arguments: {} }));

    const { toolCalls } = parseServerMessage({ toolCallList });

    expect(toolCalls.map(({ id }) => id)).toEqual(['c2', 'c1', 'c3']);
  });

  it.each([
    [undefined],
    [null],
    ['text'],
    [[]],
    [{}],
    [{ type: 7, call: 'x', toolCallList: 'x', toolCalls: {}, toolWithToolCallList: [null, 1] }],
    [{ toolCallList: [{ id: 'c1' }, { name: 'go' }, null, 'x', []] }],
  ])('makes the best of %j', (message) => {
    expect(parseServerMessage(message)).toEqual({
      type: '',
      status: '',
      toolCalls: [],
      unreadToolCalls: expect.any(Number) as unknown,
    });
  });

  it.each([['{"broken'], ['[1]'], ['null'], ['']])('takes arguments %j for none', (text) => {
    const toolCallList = [{ id: 'c1', function: { name: 'go', arguments: text } }];

    expect(parseServerMessage({ toolCallList }).toolCalls[0]?.arguments).toEqual({});
  });

  it('looks at 20 tool calls of a message, and counts the others (T10)', () => {
    const toolCallList = Array.from({ length: 12_000 }, (_, at) => ({ id: `c${at}`, name: 'go' }));

    const { toolCalls, unreadToolCalls } = parseServerMessage({ toolCallList });

    expect(toolCalls.map(({ id }) => id)).toEqual(toolCallList.slice(0, 20).map(({ id }) => id));
    expect(unreadToolCalls).toBe(11_980);
  });

  it('counts a tool call without an id, which cannot be answered (V7)', () => {
    const { toolCalls, unreadToolCalls } = parseServerMessage({ toolCallList: [{ name: 'go' }] });

    expect([toolCalls, unreadToolCalls]).toEqual([[], 1]);
  });
});

describe('buildToolResults', () => {
  it('makes each result one line', () => {
    const body = buildToolResults([
      { toolCallId: 'c1', name: 'go', result: ' a\nb\r\n\tc\u2028d ' },
      { toolCallId: 'c2', name: 'go', error: 'e\n' },
    ]);

    expect(body).toEqual({
      results: [
        { toolCallId: 'c1', name: 'go', result: 'a b c d' },
        { toolCallId: 'c2', name: 'go', error: 'e' },
      ],
    });
  });
});
