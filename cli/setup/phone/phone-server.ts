import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  buildSecurityHeaders,
  isOwnHost,
  isOwnPage,
  isReadable,
  isToken,
  readAddress,
} from '../../../console/guard';
import { PageFiles } from '../../../console/page-files';

/** What the Voice SDK reaches: Twilio's signalling and insights, and the sounds of keys. */
const SECURITY_HEADERS = buildSecurityHeaders({
  connect: 'wss://*.twilio.com https://*.twilio.com',
  media: 'https://sdk.twilio.com',
});

const ELSEWHERE = 'Open the address that switchboard phone has printed, with its token.';

/**
 * Serves the page of a phone that calls the deployed switchboard, on loopback alone. The access token is
 * given to that page only: it asks for it with what this start has written into it.
 */
export class PhoneServer {
  readonly #token = randomBytes(32).toString('base64url');
  readonly #files = new PageFiles({ token: this.#token, mode: 'deployed' });
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #port = 0;

  /** @param buildSession - what the page gets, with a new access token each time */
  private constructor(private readonly buildSession: () => object) {}

  /** @param port 0 = any free one */
  static async start(buildSession: () => object, port: number): Promise<PhoneServer> {
    const started = new PhoneServer(buildSession);
    await new Promise<void>((resolve, reject) => {
      started.#server.once('error', reject);
      started.#server.listen(port, '127.0.0.1', resolve);
    });
    started.#port = (started.#server.address() as AddressInfo).port;
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where the page is. */
  get pageUrl(): string {
    return `${this.url}/?token=${this.#token}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': type }).end(body);
    if (!isOwnHost(request, this.#port)) {
      return void answer(403, 'text/plain', ELSEWHERE);
    }
    const address = readAddress(request);
    if (address === undefined)
      return void answer(400, 'text/plain', 'This address cannot be read.');
    if (!isReadable(address, this.#token)) return void answer(403, 'text/plain', ELSEWHERE);
    const { pathname } = address;
    try {
      if (pathname === '/session') return void this.#giveSession(request, answer);
      const file = request.method === 'GET' ? await this.#files.find(pathname) : undefined;
      if (file === undefined) return void answer(404, 'text/plain', 'There is nothing here.');
      answer(200, file.type, file.body);
    } catch (error) {
      answer(500, 'text/plain', (error as Error).message);
    }
  }

  #giveSession(
    request: IncomingMessage,
    answer: (status: number, type: string, body: string) => void,
  ): void {
    const given = request.headers['x-console-token'];
    const isAllowed =
      request.method === 'POST' &&
      isOwnPage(request, this.#port) &&
      isToken(typeof given === 'string' ? given : null, this.#token);
    if (!isAllowed) return answer(403, 'text/plain', 'Only the page of this start gets a token.');
    answer(200, 'application/json', JSON.stringify(this.buildSession()));
  }
}
