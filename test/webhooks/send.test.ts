import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook as Receiver } from 'standardwebhooks';
import { Secret } from '../../src/config/secret';
import { HttpConnections } from '../../src/http/connections';
import { sendWebhook } from '../../src/webhooks/send';
import { type RawServer, startRawServer } from '../fakes/raw-server';

const SECRET = `whsec_${Buffer.from('canary secret of many bytes').toString('base64')}`;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver that answers with these statuses, one each; 0 breaks the connection. */
const startReceiver = async (...statuses: number[]) => {
  const received: Received[] = [];
  const answer = (status: number, response: ServerResponse) => {
    if (status === 0) response.socket?.resetAndDestroy();
    else if (status > 0) response.writeHead(status, { Location: '/elsewhere' }).end('no');
  };
  server = await startRawServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      answer(statuses.shift() ?? 204, response);
    });
  });
  return { received, url: `${server.url}/hook?key=1` };
};
/** Sends a part of a longer body, then breaks the connection. */
const breakOff = (response: ServerResponse) => {
  response.write('{"thanks":');
  setTimeout(() => response.socket?.resetAndDestroy(), 20);
};

let server: RawServer;
afterEach(() => server.close());

/** @param leftMs what is left whenever somebody looks, the last for ever */
const send = (url: string, ...leftMs: readonly number[]) => {
  const looks = [...leftMs];
  return sendWebhook(
    { url, id: 'voicemail.recorded.RE1', type: 'voicemail.recorded', data: { text: 'Grüße' } },
    {
      http: new HttpConnections().client('fresh'),
      secret: new Secret(SECRET),
      userAgent: 'vapi-switchboard/test',
      remainingMs: () => (looks.length > 1 ? looks.shift() : looks[0]) ?? 6_000,
    },
  );
};

describe('sendWebhook', () => {
  it("sends what the receivers' library takes", async () => {
    const { received, url } = await startReceiver(200);

    expect(await send(url)).toEqual({ delivered: true, tries: 1 });

    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const payload = new Receiver(SECRET).verify(body, headers as Record<string, string>);
    expect(payload).toEqual({
      type: 'voicemail.recorded',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as unknown,
      data: { text: 'Grüße' },
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'vapi-switchboard/test',
    });
  });

  it.each([500, 502, 503, 408, 425, 429, 0])('sends again after %i', async (status) => {
    const { received, url } = await startReceiver(status, 200);

    expect(await send(url)).toEqual({ delivered: true, tries: 2 });
    expect(received).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 410, 422, 301, 307])(
    'takes %i for the last word',
    async (status) => {
      const { received, url } = await startReceiver(status);

      expect(await send(url)).toEqual({
        delivered: false,
        tries: 1,
        problem: `status ${status}`,
        isRefused: true,
      });
      expect(received).toHaveLength(1);
    },
  );

  it('is the same notification on each try, each with a signature of its own that holds', async () => {
    const { received, url } = await startReceiver(500, 0, 200);

    await send(url);

    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array.from({ length: 3 }, () => 'voicemail.recorded.RE1'),
    );
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    for (const { headers, body } of received) {
      expect(() =>
        new Receiver(SECRET).verify(body, headers as Record<string, string>),
      ).not.toThrow();
    }
  });

  it('gives up after four tries', async () => {
    const { received, url } = await startReceiver(500, 500, 500, 500, 200);

    expect(await send(url)).toEqual({
      delivered: false,
      tries: 4,
      problem: 'status 500',
      isRefused: false,
    });
    expect(received).toHaveLength(4);
  });

  it('gives up where no time is left for another try', async () => {
    const { received, url } = await startReceiver(503, 200);

    expect(await send(url, 6_000, 370)).toEqual({
      delivered: false,
      tries: 1,
      problem: 'status 503',
      isRefused: false,
    });
    expect(received).toHaveLength(1);
  });

  it('does not wait longer than it may for a receiver that never answers', async () => {
    const { url } = await startReceiver(-1);

    expect(await send(url, 50)).toEqual({
      delivered: false,
      tries: 1,
      problem: 'ETIMEDOUT',
      isRefused: false,
    });
  });

  it.each([
    ['never ends', (response: ServerResponse) => void response.write('thanks')],
    ['is huge', (response: ServerResponse) => void response.end('x'.repeat(5_000_000))],
    ['breaks off', (response: ServerResponse) => void breakOff(response)],
  ])('has delivered to a receiver whose answer of 200 %s', async (_case, answerBody) => {
    server = await startRawServer((request, response) => {
      request.resume();
      response.writeHead(200);
      answerBody(response);
    });

    expect(await send(server.url)).toEqual({ delivered: true, tries: 1 });
    expect(server.requestCount()).toBe(1);
  });

  it('pauses for longer or shorter, so that receivers are not asked by all at once', async () => {
    const triesOnce = async (random: number) => {
      jest.spyOn(Math, 'random').mockReturnValue(random);
      const { url } = await startReceiver(500, 200);
      // Only a short pause leaves time for another try.
      const { tries } = await send(url, 6_000, 500, 6_000);
      await server.close();
      return tries;
    };

    expect(await triesOnce(0)).toBe(2);
    expect(await triesOnce(0.999)).toBe(1);
  });

  it('says what the network says where nobody listens', async () => {
    const { url } = await startReceiver();
    await server.close();

    expect(await send(url, 300)).toEqual({
      delivered: false,
      tries: 1,
      problem: 'ECONNREFUSED',
      isRefused: false,
    });
  });
});
