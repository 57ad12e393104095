import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Agent, createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RequestListener } from 'node:http';
import type { ThrowAwayCertificates } from '../../servers/certificates';
import { listen, stop } from '../../servers/listen';

/** A host that a tool asked for and that the proxy would not open. */
export interface RefusedHost {
  readonly target: string;
  readonly atIso: string;
}

const HTTPS_PORT = '443';

/**
 * An HTTP proxy on loopback that opens tunnels to nothing: for the hosts that are open it is itself the far end
 * and answers with `answer`; every other host is refused and recorded.
 */
export class ConnectProxy {
  private readonly proxyServer: Server;
  private readonly tlsServer: TlsServer;
  private readonly plainServer: Server;
  #agent: Agent | undefined;
  private readonly sockets = new Set<Duplex>();
  private readonly refusedHosts: RefusedHost[] = [];

  constructor(
    private readonly isOpen: (host: string) => boolean,
    certificates: ThrowAwayCertificates,
    answer: RequestListener,
  ) {
    this.tlsServer = createTlsServer(
      { key: certificates.serverKey, cert: certificates.serverCertificate },
      answer,
    );
    this.plainServer = createServer((message, reply) => {
      const host = message.headers.host ?? '';
      if (this.isOpen(host)) return answer(message, reply);
      this.refuse(`${host}:${HTTPS_PORT}`);
      message.destroy();
    });
    this.proxyServer = createServer((message, reply) => {
      this.refuse(message.url ?? '');
      reply
        .writeHead(403, { connection: 'close' })
        .end('This proxy only opens tunnels to the rehearsed hosts\n');
    });
    this.proxyServer.on('connect', (message, socket, head) =>
      this.openTunnel(message, socket, head),
    );
  }

  /** Starts listening on a free loopback port and returns the URL for HTTP_PROXY. */
  async start(): Promise<string> {
    const port = await listen(this.proxyServer);
    this.#agent = new PlainAgent(await listen(this.plainServer));
    return `http://127.0.0.1:${port}`;
  }

  /** For clients in this process: whatever host they ask, they end up here, without proxy and TLS. */
  get agent(): Agent {
    if (this.#agent === undefined) throw new Error('the proxy has not started');
    return this.#agent;
  }

  listRefusedHosts(): readonly RefusedHost[] {
    return [...this.refusedHosts];
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await Promise.all([this.proxyServer, this.plainServer].map(stop));
  }

  private openTunnel(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const target = message.url ?? '';
    const [host, port] = target.split(':');
    if (host === undefined || !this.isOpen(host) || port !== HTTPS_PORT) {
      this.refuse(target);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    this.tlsServer.emit('connection', socket);
  }

  private refuse(target: string): void {
    this.refusedHosts.push({ target, atIso: new Date().toISOString() });
  }
}

/** Connects to a port of this machine in place of every host, with bare HTTP. */
class PlainAgent extends Agent {
  constructor(private readonly port: number) {
    super({ keepAlive: true });
  }

  override createConnection(): Socket {
    return connect(this.port, '127.0.0.1');
  }
}
