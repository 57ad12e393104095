import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { BuildError } from '../../build/project';
import {
  buildSecurityHeaders,
  isOwnHost,
  isOwnPage,
  isReadable,
  isToken,
  readAddress,
} from '../../console/guard';
import { PageFiles } from '../../console/page-files';
import { WireEnd } from '../clock/wire';
import { listen, stop } from '../servers/listen';
import type { ConsoleState } from './console-state';
import { PageSession } from './page-session';
import type { ServerMessage } from '../../console/protocol';
import { fetchAudio } from './fetch-audio';
import { showLine, watchStandIns } from './watch';

const DEFAULT_PORT = 3_001;
const PORTS_TO_TRY = 50;

/** Sound of a second, as base64 in JSON, and more. */
const LARGEST_MESSAGE_BYTES = 64_000;

/** Hours, queues and waiting times change by themselves. */
const LOOK_EVERY_MS = 1_000;

const SECURITY_HEADERS = buildSecurityHeaders();

const ELSEWHERE = 'Open the address that npm start has printed, with its token.';

/** A console on loopback, which pages of this machine's browser use. */
export class ConsoleServer {
  readonly #files: PageFiles;
  readonly #sessions = new Map<PageSession, WireEnd>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE_BYTES,
  });
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #port = 0;
  #opened = 0;
  #sentWorld = '';
  #looking: NodeJS.Timeout | undefined;

  private constructor(
    private readonly state: ConsoleState,
    private readonly token: string,
  ) {
    this.#files = new PageFiles({ token, mode: 'sandbox' });
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /**
   * @param port undefined = 3001, or the next free one; 0 = any
   * @param token - with which the page is opened, and calls are placed
   */
  static async start(
    state: ConsoleState,
    port: number | undefined,
    token: string,
  ): Promise<ConsoleServer> {
    const started = new ConsoleServer(state, token);
    started.#port = await started.#listen(port);
    watchStandIns(state.world, () => [...started.#sessions.keys()]);
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where the page is. */
  get pageUrl(): string {
    return `${this.url}/?token=${this.token}`;
  }

  /** As the page connects. */
  get socketUrl(): string {
    return `ws://127.0.0.1:${this.#port}/socket?token=${this.token}`;
  }

  /** Handles a line that twilio-run prints: the log entries of Functions. */
  readonly handleLine = (line: string): void => showLine(line, [...this.#sessions.keys()]);

  /** Sends what has changed, to all pages. */
  readonly refresh = (): void => {
    for (const { call } of this.#sessions.keys()) call?.refresh();
    const world = JSON.stringify(this.state.describe());
    if (world === this.#sentWorld) return;
    this.#sentWorld = world;
    for (const end of this.#sessions.values()) end.send(JSON.parse(world) as ServerMessage);
  };

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    for (const session of this.#sessions.keys()) session.close();
    for (const client of this.#sockets.clients) client.terminate();
    await stop(this.#server);
  }

  async #listen(port: number | undefined): Promise<number> {
    for (let tried = port ?? DEFAULT_PORT; ; tried += 1) {
      try {
        return await listen(this.#server, tried);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        const isLast = port !== undefined || tried === DEFAULT_PORT + PORTS_TO_TRY;
        const fix = `choose another: npm start -- --console-port ${tried + 1}`;
        if (isLast) throw new BuildError(`port ${tried} is taken; ${fix}`, []);
      }
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, text: string) => {
      response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain' }).end(text);
    };
    if (!isOwnHost(request, this.#port)) return refuse(403, ELSEWHERE);
    if (request.method !== 'GET') return refuse(405, 'This address only answers GET.');
    const address = readAddress(request);
    if (address === undefined) return refuse(400, 'This address cannot be read.');
    if (!isReadable(address, this.token)) return refuse(403, ELSEWHERE);
    const { pathname } = address;
    try {
      const file =
        (await this.#files.find(pathname)) ??
        (await fetchAudio(pathname, this.state.world.voiceUrl));
      if (file === undefined) return refuse(404, 'There is nothing at this address.');
      response.writeHead(200, { ...SECURITY_HEADERS, 'Content-Type': file.type }).end(file.body);
    } catch (error) {
      refuse(500, (error as Error).message);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const address = readAddress(request);
    const isAllowed =
      address?.pathname === '/socket' &&
      isOwnPage(request, this.#port) &&
      isToken(address.searchParams.get('token'), this.token);
    if (!isAllowed) {
      // A stranger may keep its own side open, and the server would never end.
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket));
  }

  #open(socket: WebSocket): void {
    this.#opened += 1;
    // Each page is at one end of a wire of its own.
    const wire = `${this.socketUrl}#${this.#opened}`;
    const end = new WireEnd(this.state.world.clock, wire, socket);
    const session = new PageSession(this.state, (message) => end.send(message), this.refresh);
    this.#sessions.set(session, end);
    this.#looking ??= setInterval(this.refresh, LOOK_EVERY_MS).unref();
    socket.on('error', () => socket.terminate());
    end.onMessage((data) => session.handle((data as Buffer).toString()));
    socket.once('close', () => {
      this.#sessions.delete(session);
      session.close();
    });
    end.send(this.state.describe());
  }
}
