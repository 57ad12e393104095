import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { buildCertificates } from '../../../sandbox/servers/certificates';
import type { Clock } from '../../../sandbox/clock/clock';
import { WireEnd } from '../../../sandbox/clock/wire';
import { listen, stop } from '../../../sandbox/servers/listen';
import { makeTone } from '../../../sandbox/twilio/voice/mulaw';

/** A WebSocket server that greets; it closes on its own, or leaves that to the caller. */
export interface StreamServer {
  readonly url: string;
  readonly certificateAuthority: string;
  /** Events that came in, in order, one of a kind. */
  readonly events: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts it on loopback, with a certificate of its own. Paths other than /talk are refused. */
export async function startStreamServer({
  closes,
  clock,
}: {
  closes: boolean;
  clock: Clock;
}): Promise<StreamServer> {
  const { caCertificate, serverCertificate, serverKey } = await buildCertificates(['localhost']);
  const server = createServer({ cert: serverCertificate, key: serverKey });
  const sockets = new WebSocketServer({ noServer: true });
  const events: string[] = [];
  server.on('upgrade', (request, socket: Socket, head) => {
    if (request.url !== '/talk') return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const end = new WireEnd(clock, `wss://${request.headers.host}${request.url}`, webSocket);
      end.onMessage((data) => {
        const message = JSON.parse((data as Buffer).toString()) as {
          event: string;
          streamSid?: string;
        };
        if (!events.includes(message.event)) events.push(message.event);
        const { streamSid } = message;
        const send = (part: object) => end.send({ ...part, streamSid });
        if (message.event === 'start') {
          send({ event: 'media', media: { payload: makeTone(100).toString('base64') } });
          send({ event: 'mark', mark: { name: 'Hello' } });
        }
        if (message.event === 'mark' && closes) end.close(1000);
      });
    });
  });
  const port = await listen(server);
  return {
    url: `wss://localhost:${port}`,
    certificateAuthority: caCertificate,
    events,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await stop(server);
    },
  };
}
