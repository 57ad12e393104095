import { isStreamAlarm, parseStreamStatus } from '../../src/twilio/stream-status';

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
