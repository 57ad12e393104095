import type { RequestListener } from 'node:http';
import { type Agent, createServer as createTlsServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { rootCertificates, type TLSSocket } from 'node:tls';
import { buildCertificates } from '../../sandbox/servers/certificates';
import { listen, stop } from '../../sandbox/servers/listen';
import { Secret } from '../../src/config/secret';
import { HttpConnections } from '../../src/http/connections';
import { nodeAdapter } from '../../src/http/node-adapter';
import { createVapiClient, type CreateCallOptions } from '../../src/vapi/client';
import { withheldCallRequest as request } from '../fakes/call-request';
import { type RawServer, startRawServer } from '../fakes/raw-server';

const KEY = 'canary-key-5d1e';
const CREATED = JSON.stringify({
  id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
  phoneCallProviderDetails: { twiml: '<Response/>' },
});

let server: RawServer;
const serve = async (answer: RequestListener) => (server = await startRawServer(answer));
afterEach(() => server.close());

const clientOf = (
  baseUrl: string,
  connections: Pick<HttpConnections, 'client'> = new HttpConnections(),
) => {
  const client = createVapiClient({
    http: (connection) => connections.client(connection),
    userAgent: 'vapi-switchboard/test',
    placeholderNumber: undefined,
  });
  return (options: Partial<CreateCallOptions> = {}) =>
    client.createCall(request, { apiKey: new Secret(KEY), baseUrl, timeoutMs: 2_000, ...options });
};

describe('createVapiClient', () => {
  it('posts JSON with key and user agent and reads the call', async () => {
    const seen: Record<string, unknown> = {};
    await serve((incoming, response) => {
      Object.assign(seen, { method: incoming.method, url: incoming.url, ...incoming.headers });
      response.writeHead(201, { 'Content-Type': 'application/json' }).end(CREATED);
    });

    const { call } = await clientOf(server.url)();

    expect(call).toEqual({
      vapiCallId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
      twiml: '<Response/>',
    });
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/call',
      authorization: `Bearer ${KEY}`,
      'content-type': 'application/json',
      'user-agent': 'vapi-switchboard/test',
    });
  });

  it.each<[string, RequestListener, object]>([
    [
      'a redirect',
      (_q, r) => r.writeHead(302, { Location: '/x' }).end(),
      { reason: 'unexpected-status' },
    ],
    ['HTML with 200', (_q, r) => r.end('<html>login</html>'), { reason: 'malformed-answer' }],
    [
      'truncated JSON',
      (_q, r) => r.writeHead(201).end(CREATED.slice(0, -5)),
      { reason: 'malformed-answer' },
    ],
    [
      '20 MB',
      (_q, r) => r.writeHead(201).end('x'.repeat(20 * 1024 * 1024)),
      { detail: 'ERR_BAD_RESPONSE', callExists: 'perhaps' },
    ],
    [
      'a reset',
      (q) => q.socket.resetAndDestroy(),
      { reason: 'connection-lost', callExists: 'perhaps' },
    ],
    [
      'a reset during the body',
      (q, r) => {
        r.writeHead(201, { 'Content-Length': 99 });
        r.write('{', () => q.socket.resetAndDestroy());
      },
      { callExists: 'perhaps' },
    ],
    [
      '429 with Retry-After',
      (_q, r) => r.writeHead(429, { 'Retry-After': '1' }).end(),
      { reason: 'rate-limited', retryAfterMs: 1_000 },
    ],
  ])('turns %s into a failure after one request', async (_case, answer, expected) => {
    await serve(answer);

    const { failure } = await clientOf(server.url)();

    expect(failure).toMatchObject(expected);
    expect(JSON.stringify(failure)).not.toContain(KEY);
    expect(server.requestCount()).toBe(1);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    [
      'trickles for ever',
      (_request, response) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('stops waiting for a server that %s', async (_case, answer) => {
    await serve(answer);
    const startedAtMs = performance.now();

    const { failure } = await clientOf(server.url)({ timeoutMs: 150 });

    expect(failure).toMatchObject({ reason: 'timeout', callExists: 'perhaps' });
    expect(performance.now() - startedAtMs).toBeLessThan(1_500);
  });

  it('says that nothing listens', async () => {
    await serve(() => undefined);
    await server.close();

    const { failure } = await clientOf(server.url)();

    expect(failure).toEqual({ reason: 'unreachable', detail: 'ECONNREFUSED', callExists: 'no' });
  });

  it('keeps the connection between calls, and opens its own when asked for a fresh one', async () => {
    await serve((_request, response) => response.writeHead(201).end(CREATED));
    const ask = clientOf(server.url);

    await ask();
    await ask();
    const afterTwo = server.connectionCount();
    await ask({ freshConnection: true });

    expect([afterTwo, server.connectionCount()]).toEqual([1, 2]);
  });
});

/** Answers the first request on each connection and treats later ones as told. */
const serveThen = (later: RequestListener) => {
  const seen = new WeakSet<object>();
  return serve((incoming, response) => {
    if (seen.has(incoming.socket)) return later(incoming, response);
    seen.add(incoming.socket);
    return response.writeHead(201).end(CREATED);
  });
};

describe('on a kept connection', () => {
  it('that the server closed as the request came, the client knows that no call was made', async () => {
    await serveThen((incoming) => incoming.socket.resetAndDestroy());
    const ask = clientOf(server.url);
    await ask();

    const { failure } = await ask();

    expect(failure).toMatchObject({ reason: 'connection-lost', callExists: 'no' });
    expect(server.requestCount()).toBe(2);
  });

  it('that the server closed while it was idle, at most one call is made', async () => {
    await serveThen((_request, response) => response.writeHead(201).end(CREATED));
    const ask = clientOf(server.url);
    await ask();

    server.dropConnections();
    const { failure, call } = await ask();

    // Node may notification in time and use another connection; if not, nothing has arrived.
    expect(failure?.callExists ?? 'no').toBe('no');
    expect(server.requestCount()).toBe(call ? 2 : 1);
  });

  it.each<[string, RequestListener]>([
    [
      'part of an answer',
      (incoming) => {
        incoming.socket.write('HTTP/1.1 201 Created\r\nContent-', () => {
          setTimeout(() => incoming.socket.resetAndDestroy(), 20);
        });
      },
    ],
    [
      'an interim answer',
      (incoming, response) => {
        response.writeProcessing();
        setTimeout(() => incoming.socket.resetAndDestroy(), 20);
      },
    ],
    [
      'a long while',
      (incoming) => {
        setTimeout(() => incoming.socket.resetAndDestroy(), 1_100);
      },
    ],
  ])('that is lost after %s, a call may exist', async (_case, later) => {
    await serveThen(later);
    const ask = clientOf(server.url);
    await ask();

    const { failure } = await ask();

    expect(failure).toMatchObject({ callExists: 'perhaps' });
  });
});

describe('over TLS', () => {
  const toStop: Server[] = [];
  beforeEach(() => serve(() => undefined));
  afterEach(() => Promise.all(toStop.splice(0).map(stop)));

  /** A server whose certificate the client does or does not trust. */
  const serveTls = async (listener: RequestListener) => {
    const certificates = await buildCertificates(['localhost']);
    const { serverCertificate: cert, serverKey: key, caCertificate } = certificates;
    const tls = createTlsServer({ cert, key }, listener);
    const port = await listen(tls);
    toStop.push(tls);
    return { url: `https://localhost:${port}`, caCertificate };
  };

  it('a certificate that nobody vouches for means that no call was made', async () => {
    const { url } = await serveTls((_request, response) => response.writeHead(201).end(CREATED));

    const { failure } = await clientOf(url)();

    expect(failure).toMatchObject({ reason: 'unreachable', callExists: 'no' });
  });

  it('a connection that breaks after the request was read may have made a call', async () => {
    let wasRead = false;
    const { url, caCertificate } = await serveTls((incoming) => {
      incoming.resume().on('end', () => {
        wasRead = true;
        // Not TLS any more: the client's decryption fails.
        (incoming.socket as TLSSocket & { _parent: Socket })._parent.end('plain text after all');
      });
    });
    const roots = [...rootCertificates, caCertificate];
    const connections = new HttpConnections();
    const client = connections.client('kept');
    client.defaults.adapter = (config) => {
      (config.httpsAgent as Agent).options.ca = roots;
      return nodeAdapter(config);
    };

    const { failure } = await clientOf(url, { client: () => client })();

    expect(wasRead).toBe(true);
    expect(failure).toMatchObject({ callExists: 'perhaps' });
  });
});
