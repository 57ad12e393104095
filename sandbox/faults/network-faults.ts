import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { buildCertificates } from '../servers/certificates';
import { listen, stop } from '../servers/listen';

/**
 * What is wrong below HTTP. `refused`: nothing listens. `mute`: accepts connections and says
 * nothing. `self-signed`: TLS of an unknown authority. `not-http`: speaks another protocol.
 * `unknown-host`: the name does not exist.
 */
export type NetworkFault = 'refused' | 'mute' | 'self-signed' | 'not-http' | 'unknown-host';

/** A place that is broken in one way, on loopback. */
export interface BrokenPlace {
  /** Host, and port where there is one. */
  readonly host: string;
  readonly protocol: 'http' | 'https';
  readonly stop: () => Promise<void>;
}

/** Opens a place that is broken in the given way. */
export async function openBrokenPlace(fault: NetworkFault): Promise<BrokenPlace> {
  switch (fault) {
    case 'unknown-host':
      return {
        host: 'does-not-exist.invalid',
        protocol: 'https',
        stop: () => Promise.resolve(),
      };
    case 'refused': {
      const place = await openServer(createServer(), 'http');
      await place.stop();
      return { ...place, stop: () => Promise.resolve() };
    }
    case 'mute':
      return openServer(createServer(), 'http');
    case 'not-http':
      return openServer(
        createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
        'http',
      );
    case 'self-signed': {
      const { serverCertificate, serverKey } = await buildCertificates(['localhost']);
      return openServer(createHttpsServer({ cert: serverCertificate, key: serverKey }), 'https');
    }
  }
}

async function openServer(server: Server, protocol: 'http' | 'https'): Promise<BrokenPlace> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  const host = `localhost:${await listen(server)}`;
  return {
    host,
    protocol,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return stop(server);
    },
  };
}
