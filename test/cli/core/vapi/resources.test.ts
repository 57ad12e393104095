import type { IncomingHttpHeaders } from 'node:http';
import type { RequestListener } from 'node:http';
import { Secret } from '../../../../src/config/secret';
import { HttpConnections } from '../../../../src/http/connections';
import { createVapiResources, type VapiResourceKind } from '../../../../cli/core/vapi/resources';
import { type RawServer, startRawServer } from '../../../fakes/raw-server';

const KEY = 'canary-key-77aa';
const TOKEN = 'canary-twilio-token-11bb';
const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const HEAD = { id: ID, orgId: 'o', createdAt: '2026-01-05T09:00:00.000Z' };

let server: RawServer;
const serve = async (answer: RequestListener) => (server = await startRawServer(answer));
const serveJson = (body: unknown, status = 200) =>
  serve((_request, response) => response.writeHead(status).end(JSON.stringify(body)));
afterEach(() => server.close());

const find = (kind: VapiResourceKind, id = ID, nowMs?: () => number) =>
  createVapiResources({
    http: new HttpConnections().client('kept'),
    userAgent: 'vapi-switchboard/test',
    timeoutMs: 150,
    ...(nowMs === undefined ? {} : { nowMs }),
  }).find(kind, id, { apiKey: new Secret(KEY), baseUrl: server.url });

describe('createVapiResources', () => {
  it.each<VapiResourceKind>(['assistant', 'squad', 'phone-number', 'workflow'])(
    'asks for one %s with key and user agent',
    async (kind) => {
      let seen: IncomingHttpHeaders & { url?: string; method?: string } = {};
      await serve(({ headers, url, method }, response) => {
        seen = { ...headers, url: url ?? '', method: method ?? '' };
        response.writeHead(404).end();
      });

      await find(kind);

      expect(seen).toMatchObject({
        method: 'GET',
        url: `/${kind}/${ID}`,
        authorization: `Bearer ${KEY}`,
        'user-agent': 'vapi-switchboard/test',
      });
    },
  );

  it('keeps of an id what belongs into a path', async () => {
    let url = '';
    await serve((request, response) => {
      url = request.url ?? '';
      response.writeHead(400).end();
    });

    await find('assistant', '../org?x=1');

    expect(url).toBe('/assistant/..%2Forg%3Fx%3D1');
  });

  it('reads of an assistant its tools and its limit', async () => {
    await serveJson({
      ...HEAD,
      model: { tools: [{ type: 'transferCall' }, { name: 'odd' }], toolIds: ['a', 'b'] },
      maxDurationSeconds: 900,
    });

    expect(await find('assistant')).toMatchObject({
      outcome: 'found',
      resource: {
        id: ID,
        toolTypes: ['transferCall', 'unknown'],
        savedToolCount: 2,
        maxDurationSeconds: 900,
      },
    });
  });

  it.each([{}, { model: null, maxDurationSeconds: 'x' }, { model: { tools: {} } }])(
    'reads an assistant whatever else it holds: %j',
    async (fields) => {
      await serveJson({ ...HEAD, ...fields });

      expect(await find('assistant')).toMatchObject({
        outcome: 'found',
        resource: { toolTypes: [], savedToolCount: 0, maxDurationSeconds: undefined },
      });
    },
  );

  it('reads of a squad its members and what it changes about them', async () => {
    await serveJson({
      ...HEAD,
      members: [
        { assistantId: ID, assistantOverrides: { 'tools:append': [{ type: 'transferCall' }] } },
        { assistantId: null, assistant: { maxDurationSeconds: 30 } },
      ],
      membersOverrides: { maxDurationSeconds: 1200 },
    });

    expect(await find('squad')).toMatchObject({
      resource: {
        members: [
          { assistantId: ID, assistant: undefined, overrides: { toolTypes: ['transferCall'] } },
          { assistantId: undefined, assistant: { maxDurationSeconds: 30 } },
        ],
        overrides: { maxDurationSeconds: 1200 },
      },
    });
  });

  it('keeps of a phone number no credentials', async () => {
    const fields = { provider: 'twilio', status: 'active', number: '+12025550101' };
    const credentials = { twilioAuthToken: TOKEN, twilioApiSecret: TOKEN, twilioApiKey: TOKEN };
    await serveJson({ ...HEAD, ...fields, twilioAccountSid: 'AC1', ...credentials });

    const lookup = await find('phone-number');

    expect(lookup).toMatchObject({ resource: { id: ID, ...fields, twilioAccountSid: 'AC1' } });
    expect(JSON.stringify(lookup)).not.toContain(TOKEN);
  });

  it.each([
    [400, { outcome: 'bad-id' }],
    [401, { outcome: 'unauthorized' }],
    [403, { outcome: 'forbidden' }],
    [404, { outcome: 'missing' }],
    [302, { outcome: 'unavailable', detail: 'answered 302', isPassing: false }],
    [429, { outcome: 'unavailable', detail: 'answered 429', isPassing: true }],
    [503, { outcome: 'unavailable', detail: 'answered 503', isPassing: true }],
  ])('understands status %i', async (status, expected) => {
    await serveJson({ message: 'x' }, status);

    expect(await find('assistant')).toMatchObject(expected);
  });

  it.each<[string, RequestListener, string]>([
    ['HTML', (_q, r) => r.end('<html>'), 'gave an answer that cannot be read'],
    ['another kind of JSON', (_q, r) => r.end('[]'), 'gave an answer that cannot be read'],
    ['nothing', () => undefined, 'did not answer in time'],
    ['a reset', (q) => q.socket.resetAndDestroy(), 'ECONNRESET'],
  ])('takes %s for unavailable', async (_case, answer, detail) => {
    await serve(answer);

    expect(await find('phone-number')).toMatchObject({ outcome: 'unavailable', detail });
  });

  it('hands on how long Vapi wants to be left alone', async () => {
    await serve((_q, response) => response.writeHead(429, { 'Retry-After': '2' }).end());

    expect(await find('assistant')).toMatchObject({ retryAfterMs: 2_000 });
  });

  it("compares this machine's clock with Vapi's", async () => {
    await serveJson(HEAD);
    const { clockAheadMs } = await find('assistant', ID, () => Date.now() + 60_000);

    expect(clockAheadMs).toBeGreaterThan(58_000);
    expect(clockAheadMs).toBeLessThan(63_000);
  });

  it.each([400, 401, 403, 404, 500, 200])(
    'never hands on the key, though a %i repeats it',
    async (status) => {
      await serve((request, response) =>
        response.writeHead(status).end(JSON.stringify(request.headers)),
      );

      expect(JSON.stringify(await find('assistant'))).not.toContain(KEY);
    },
  );

  it('never hands on the key when the connection fails', async () => {
    await serve(() => undefined);
    await server.close();

    const lookup = await find('assistant');

    expect(lookup).toMatchObject({ outcome: 'unavailable', detail: 'ECONNREFUSED' });
    expect(JSON.stringify(lookup)).not.toContain(KEY);
  });
});
