import { Secret } from '../../src/config/secret';
import { HttpConnections } from '../../src/http/connections';
import { readReport } from '../../src/vapi/read-report';
import { type RawServer, startRawServer } from '../fakes/raw-server';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const CALL_SID = `CA${'1'.repeat(32)}`;
const CALL = {
  id: ID,
  status: 'ended',
  startedAt: '2026-11-30T13:41:44.000Z',
  endedAt: '2026-11-30T13:42:14.000Z',
  endedReason: 'customer-ended-call',
  cost: 0.11345,
  analysis: { summary: 'Moved an appointment.', structuredData: { wish: 'move' } },
  assistantOverrides: { metadata: { callSid: CALL_SID, tenantId: 'riverside-dental' } },
};

let server: RawServer;
let asked: (string | undefined)[] = [];
afterEach(() => server.close());

const read = async (status: number, body: unknown) => {
  asked = [];
  server = await startRawServer((request, response) => {
    asked.push(request.url, request.headers.authorization);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return readReport(ID, {
    apiKey: new Secret('canary-key'),
    baseUrl: server.url,
    timeoutMs: 2_000,
    http: new HttpConnections().client('fresh'),
    userAgent: 'vapi-switchboard/test',
    owner: { tenantId: 'riverside-dental', callSid: CALL_SID },
  });
};

describe('readReport', () => {
  it('reads a call as its report has it', async () => {
    expect(await read(200, CALL)).toMatchObject({
      isEnded: true,
      report: {
        ...{ vapiCallId: ID, talkSeconds: 30, endedReason: 'customer-ended-call' },
        ...{ costUsd: 0.1135, summary: 'Moved an appointment.', structuredData: { wish: 'move' } },
      },
    });
    expect(asked).toEqual([`/call/${ID}`, 'Bearer canary-key']);
  });

  it('knows a call that is not over', async () => {
    const { status: _status, endedAt: _endedAt, endedReason: _reason, ...live } = CALL;

    expect(await read(200, { ...live, status: 'in-progress' })).toMatchObject({ isEnded: false });
  });

  it("shows nothing of another caller's call", async () => {
    const metadata = { callSid: `CA${'2'.repeat(32)}` };

    const found = await read(200, { ...CALL, assistantOverrides: { metadata } });

    expect(found).toEqual({ problem: "another caller's" });
  });

  it.each([
    [404, CALL, 'status 404'],
    [503, '', 'status 503'],
    [200, 'not JSON', 'malformed answer'],
    [200, '[]', "another caller's"],
  ])('returns why it cannot be read: %s %j', async (status, body, problem) => {
    expect(await read(status, body)).toEqual({ problem });
  });
});
