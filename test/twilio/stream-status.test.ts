import {
  buildStreamStatusPath,
  isStreamAlarm,
  parseStreamStatus,
} from '../../src/twilio/stream-status';

const alarm = (event: Record<string, unknown>) => isStreamAlarm(parseStreamStatus(event));

describe('parseStreamStatus', () => {
  it.each([
    ['31920 - WebSocket: handshake error', undefined, 31_920],
    ['Stream - WebSocket - Connection Closed (31921)', undefined, 31_921],
    ['words', '31924', 31_924],
    ['31920', '31921', 31_921],
    ['words', undefined, undefined],
    ['131920 or 319200', undefined, undefined],
    [undefined, 'none', undefined],
  ])('finds the number in StreamError "%s" and StreamErrorCode %s', (error, code, errorCode) => {
    const event = { StreamEvent: 'stream-error', StreamError: error, StreamErrorCode: code };

    expect(parseStreamStatus(event).errorCode).toBe(errorCode);
  });

  it('keeps 300 characters of the words', () => {
    expect(parseStreamStatus({ StreamError: 'x'.repeat(5_000) }).error).toHaveLength(300);
  });

  it('takes the first of two, and nothing for empty', () => {
    expect(parseStreamStatus({ StreamEvent: ['stream-started', 'stream-error'] })).toEqual({
      callSid: '',
      streamSid: '',
      streamEvent: 'stream-started',
      error: '',
      errorCode: undefined,
      vapiCallId: undefined,
      tenantId: undefined,
      openMs: undefined,
      streamMs: undefined,
    });
  });
});

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const CONNECTED = Date.parse('2026-01-05T10:00:00.250Z');

/** The callback of a stream that Twilio was told of at that time, `afterMs` later. */
const parseAfter = (streamEvent: string, afterMs: number, parts: object = {}) => {
  const path = buildStreamStatusPath({
    vapiCallId: ID,
    connectedAtMs: CONNECTED,
    tenantId: 'a-1',
  });
  const query = Object.fromEntries(new URL(path, 'https://ours.example').searchParams);
  const Timestamp = new Date(CONNECTED + afterMs).toISOString();
  return parseStreamStatus({ ...query, StreamEvent: streamEvent, Timestamp, ...parts });
};

describe("a stream's own address", () => {
  it('says which call it was, whose, and when Twilio was told', () => {
    expect(parseAfter('stream-started', 180)).toMatchObject({
      vapiCallId: ID,
      tenantId: 'a-1',
      openMs: 180,
      streamMs: undefined,
    });
  });

  it.each(['stream-stopped', 'stream-error'])('times the end by %s', (streamEvent) => {
    expect(parseAfter(streamEvent, 61_500)).toMatchObject({ openMs: undefined, streamMs: 61_500 });
  });

  it('is in order without an id of Vapi', () => {
    const beginning = { vapiCallId: undefined, connectedAtMs: 5.9, tenantId: 'a' };

    expect(buildStreamStatusPath(beginning)).toBe('/assistant/stream-status?connected=5&tenant=a');
  });

  it.each([
    [-1_900, 0],
    [-2_100, undefined],
    [86_400_000, 86_400_000],
    [86_400_001, undefined],
  ])('takes %i ms for %s', (afterMs, openMs) => {
    expect(parseAfter('stream-started', afterMs).openMs).toBe(openMs);
  });

  it.each([
    { Timestamp: undefined },
    { Timestamp: 'yesterday' },
    { connected: undefined },
    { connected: '1e12' },
    { connected: `${Math.floor(CONNECTED / 1_000)}` },
  ])('tells no time with %j', (parts) => {
    expect(parseAfter('stream-started', 180, parts).openMs).toBeUndefined();
  });

  it.each([
    { call: 'x', tenant: 'A b' },
    { call: `${ID}/../x`, tenant: '../' },
  ])('takes no words of strangers: %j', (parts) => {
    expect(parseAfter('stream-started', 180, parts)).toMatchObject({
      vapiCallId: undefined,
      tenantId: undefined,
    });
  });
});

describe('isStreamAlarm', () => {
  it.each([
    [{ StreamEvent: 'stream-started' }, false],
    [{ StreamEvent: 'stream-stopped' }, false],
    [{ StreamEvent: 'stream-stopped', StreamError: '31920' }, false],
    [{ StreamEvent: 'stream-error', StreamError: '31921 closed' }, false],
    [{ StreamEvent: 'stream-error', StreamErrorCode: '31921' }, false],
    [{ StreamEvent: 'stream-error', StreamError: '31920 handshake' }, true],
    [{ StreamEvent: 'stream-error' }, true],
    [{}, false],
  ])('%j: %s', (event, expected) => {
    expect(alarm(event)).toBe(expected);
  });
});
