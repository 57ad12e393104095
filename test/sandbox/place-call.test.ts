import { Clock } from '../../sandbox/clock/clock';
import { placeCall } from '../../sandbox/twilio/voice/place-call';
import { type RawServer, startRawServer } from '../fakes/raw-server';

let server: RawServer;
afterEach(() => server.close());

const callWith = async (
  body: string,
  headers: Record<string, string> = { 'Content-Type': 'text/xml' },
  status = 200,
) => {
  server = await startRawServer((_request, response) => {
    response.writeHead(status, headers).end(body);
  });
  return placeCall({
    voiceUrl: `${server.url}/incoming-call`,
    authToken: 'token',
    accountSid: 'AC1',
    from: '+12025550143',
    to: '+12025550101',
    clock: new Clock(),
  });
};

describe('placeCall', () => {
  it('hears what Twilio says', async () => {
    const report = await callWith(
      '<Response><Say>One</Say><Pause/><Say>Two</Say><Hangup/></Response>',
    );

    expect(report.heard).toEqual(['One', 'Two']);
    expect(report.problems).toEqual([]);
  });

  it('ends at a hang-up', async () => {
    const report = await callWith('<Response><Say>One</Say><Hangup/><Say>Two</Say></Response>');

    expect(report.heard).toEqual(['One']);
  });

  it('reports silence', async () => {
    const report = await callWith('<Response><Hangup/></Response>');

    expect(report.problems).toEqual(['the caller heard nothing but silence']);
  });

  it('reports a loop', async () => {
    const report = await callWith('<Response><Say>Again</Say><Redirect>/x</Redirect></Response>');

    expect(report.problems).toEqual(['the call loops']);
  });

  it.each([
    ['11200', '<Response/>', { 'Content-Type': 'text/xml' }, 500],
    ['12300', '{}', { 'Content-Type': 'application/json' }, 200],
    ['12100', 'oops', { 'Content-Type': 'text/xml' }, 200],
    [
      '31902',
      '<Response><Connect><Stream url="wss://localhost:1/x"/></Connect></Response>',
      { 'Content-Type': 'text/xml' },
      200,
    ],
  ] as const)('reports %s', async (code, body, headers, status) => {
    const report = await callWith(body, headers, status);

    expect(report.problems.join()).toContain(code);
    expect(report.problems.join()).toContain('silence');
  });
});
