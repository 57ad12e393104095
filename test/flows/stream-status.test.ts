import { Container } from './container';

const notify = async (parameters: Record<string, unknown>) => {
  const container = new Container('assistant/stream-status.protected');
  const answer = await container.invoke({ CallSid: 'CA1', StreamSid: 'MZ1', ...parameters });
  return { answer, lines: container.logEntries };
};

describe('/assistant/stream-status', () => {
  it.each([
    ['stream-started', '', 'info', 'stream.reported'],
    ['stream-stopped', '', 'info', 'stream.reported'],
    ['stream-error', '31921 - Stream - WebSocket - Close Error', 'info', 'stream.reported'],
    ['stream-error', '31920 - WebSocket: handshake error', 'warn', 'stream.failed'],
    ['stream-error', '', 'warn', 'stream.failed'],
  ])('answers 204 to %s "%s" and leaves one slot: %s', async (event, error, level, name) => {
    const { answer, lines } = await notify({ StreamEvent: event, StreamError: error });

    expect(answer).toMatchObject({ status: 204, callbackCount: 1 });
    expect(answer.body ?? '').toBe('');
    expect(lines).toEqual([
      expect.objectContaining({ level, event: name, callSid: 'CA1', streamEvent: event, error }),
    ]);
  });

  it('logs whose stream it was and how long it took to open', async () => {
    const call = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
    const { lines } = await notify({
      StreamEvent: 'stream-started',
      Timestamp: '2026-01-05T10:00:00.430Z',
      call,
      connected: String(Date.parse('2026-01-05T10:00:00.250Z')),
      tenant: 'riverside-dental',
    });

    const ids = { vapiCallId: call, tenantId: 'riverside-dental' };
    expect(lines).toEqual([expect.objectContaining({ ...ids, openMs: 180 })]);
  });

  it("leaves no stream's address in the log", async () => {
    const { lines } = await notify({
      StreamEvent: 'stream-error',
      StreamError: '31920 wss://phone.vapi.ai/canary/transport refused',
    });

    expect(JSON.stringify(lines)).not.toMatch(/wss:|canary/);
    expect(lines[0]).toMatchObject({ errorCode: 31_920 });
  });

  it.each([{}, { StreamEvent: ['a', 'b'] }, { StreamError: null }])(
    'answers 204 to %j as well',
    async (parameters) => {
      expect((await notify(parameters)).answer).toMatchObject({ status: 204, callbackCount: 1 });
    },
  );
});
