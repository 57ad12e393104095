import { Clock } from '../../../sandbox/clock/clock';
import { startCallWorld, type CallWorld } from './call-world';
import { startStreamServer, type StreamServer } from './stream-server';

let world: CallWorld;
let stream: StreamServer;
afterEach(async () => {
  await world.close();
  await stream.close();
});

const start = async (path: string, { closes = true, action = 'action="/ended?n=1"' } = {}) => {
  const clock = new Clock();
  stream = await startStreamServer({ closes, clock });
  const answers = {
    '/start': {
      status: 200,
      contentType: 'text/xml',
      body: `<Response><Connect ${action}><Stream url="${stream.url}${path}" statusCallback="$url/stream?t=a"/></Connect><Say>Next</Say></Response>`,
    },
    '/ended': '<Say>Ended</Say>',
    '/stream': { status: 204 },
  };
  world = await startCallWorld(answers, clock);
};

const call: CallWorld['call'] = (options) =>
  world.call({ certificateAuthority: stream.certificateAuthority, ...options });

const listRequests = () =>
  world.seen
    .map(({ target, parameters }) => parameters['StreamEvent'] ?? target)
    .filter((name) => name !== '/start');

describe('Connect with a stream', () => {
  it('tells start and end, then asks the action', async () => {
    await start('/talk');

    const report = await call();

    expect(report.problems).toEqual([]);
    expect(report.heard).toEqual(['Hello', 'Ended']);
    expect(report.reached).toEqual(['assistant']);
    expect(listRequests()).toEqual(['stream-started', 'stream-stopped', '/ended?n=1']);
    expect(world.requestsTo('/ended')[0]?.parameters['CallStatus']).toBe('in-progress');
  });

  it('sends the status callback in the form of Twilio, signed, and no more', async () => {
    await start('/talk');

    const { callSid } = await call();

    const [started] = world.requestsTo('/stream');
    const { StreamSid, ...others } = started?.parameters ?? {};
    expect(started).toMatchObject({ isSigned: true, target: '/stream?t=a' });
    expect(StreamSid).toMatch(/^MZ[0-9a-f]{32}$/);
    expect(others).toEqual({
      t: 'a',
      AccountSid: 'AC1',
      CallSid: callSid,
      StreamName: StreamSid,
      StreamEvent: 'stream-started',
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
    });
  });

  it.each([
    ['before-action', ['stream-started', 'stream-stopped', '/ended?n=1']],
    ['after-action', ['stream-started', '/ended?n=1', 'stream-stopped']],
    ['twice', ['stream-started', 'stream-stopped', '/ended?n=1', 'stream-stopped']],
  ] as const)('tells the end %s', async (statusCallbackOrder, requests) => {
    await start('/talk');

    await call({ statusCallbackOrder });

    expect(listRequests()).toEqual(requests);
  });

  it('tells a failure to open, and asks the action', async () => {
    await start('/nowhere');

    const report = await call();

    expect(listRequests()).toEqual(['stream-error', '/ended?n=1']);
    expect(world.requestsTo('/stream')[0]?.parameters['StreamError']).toContain('31920');
    expect(report.problems).toEqual([expect.stringContaining('31920')]);
    expect(report.reached).toEqual([]);
  });

  it('continues with the next verb without an action', async () => {
    await start('/nowhere', { action: '' });

    const report = await call();

    expect(report.heard).toEqual(['Next']);
    expect(listRequests()).toEqual(['stream-error']);
  });

  it('tells 31921 of a close by the server where told to', async () => {
    await start('/talk');

    await call({ isServerCloseReported: true });

    expect(listRequests()).toEqual([
      'stream-started',
      'stream-error',
      'stream-stopped',
      '/ended?n=1',
    ]);
  });

  it('ends when the caller hangs up, whose action plays to nobody', async () => {
    await start('/talk', { closes: false });

    const report = await call({ hangsUpAfterMs: 8_000 });

    expect(stream.events).toContain('stop');
    expect(report.heard).toEqual(['Hello']);
    expect(world.requestsTo('/ended')[0]?.parameters['CallStatus']).toBe('completed');
  });

  it('is left by a call that is sent elsewhere', async () => {
    await start('/talk', { closes: false });
    const placed = world.begin({
      certificateAuthority: stream.certificateAuthority,
    });
    await world.clock.until(() => stream.events.includes('mark'));

    const isAccepted = placed.interrupt({ twiml: '<Response><Say>Elsewhere</Say></Response>' });

    const report = await world.finish(placed);
    expect(isAccepted).toBe(true);
    expect(report.heard).toEqual(['Hello', 'Elsewhere']);
    expect(placed.interrupt('hangup')).toBe(false);
  });
});
