import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ThrowAwayCertificates } from '../servers/certificates';
import type { Clock } from '../clock/clock';
import { WireEnd } from '../clock/wire';
import { listen, stop } from '../servers/listen';
import { holdConversation, type Note } from './assistant-voice';
import { WORKER_DIED } from './faults';
import type { StandInCall } from './stand-in-call';

/** What a call is answered with; `{streamUrl}` becomes the address of its WebSocket. */
export const STREAM_TWIML =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<Response><Connect><Stream url="{streamUrl}"/></Connect></Response>';

/** The WebSockets of the stand-in's calls: an address for each call, and each works once. */
export class CallStreams {
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #sockets = new Set<Duplex>();
  readonly #findCall: (id: string) => StandInCall | undefined;
  readonly #clock: Clock;
  readonly #note: Note;
  #host = '';

  constructor(
    { serverCertificate, serverKey }: ThrowAwayCertificates,
    findCall: (id: string) => StandInCall | undefined,
    clock: Clock,
    note: Note,
  ) {
    this.#findCall = findCall;
    this.#clock = clock;
    this.#note = note;
    this.#server = createServer({ cert: serverCertificate, key: serverKey });
    this.#server.on('upgrade', (request, socket, head) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // A client that gives up during a fault is no news.
      socket.on('error', () => socket.destroy());
      this.#upgrade(request, socket, head);
    });
  }

  /** Starts on a free port of loopback and returns `localhost:port`. */
  async start(): Promise<string> {
    this.#host = `localhost:${await listen(this.#server)}`;
    return this.#host;
  }

  async stop(): Promise<void> {
    for (const client of this.#webSockets.clients) client.terminate();
    for (const socket of this.#sockets) socket.destroy();
    await stop(this.#server);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const call = this.#claimCall(request);
    if (typeof call === 'number') {
      socket.end(`HTTP/1.1 ${call} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    const fault = call.fault?.kind === 'stream' ? call.fault : undefined;
    if (fault?.assistant === 'unanswered') return;
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const end = new WireEnd(this.#clock, `wss://${this.#host}${request.url ?? ''}`, webSocket);
      if (fault?.breakAfterMs !== undefined) {
        const breakOff = () => end.breakOff(() => this.#break(webSocket, socket, call));
        webSocket.once('close', this.#clock.timer(fault.breakAfterMs, breakOff));
      }
      call.hasStream = true;
      call.closeStream = () => end.close(1000);
      call.dropStream = () => {
        call.end(WORKER_DIED);
        this.#note(`Vapi ends the WebSocket: ${WORKER_DIED}`);
        end.breakOff(() => socket.destroy());
      };
      webSocket.once('close', () => (call.hasSlot = false));
      if (fault?.ignoresClose) {
        end.leave();
        webSocket.pause();
      }
      if (fault?.assistant !== 'mute') {
        holdConversation(webSocket, call, {
          clock: this.#clock,
          end,
          note: this.#note,
          isEndless: fault?.breakAfterMs !== undefined,
        });
      }
    });
  }

  #break(webSocket: WebSocket, socket: Duplex, call: StandInCall): void {
    const fault = call.fault?.kind === 'stream' ? call.fault : undefined;
    if (fault?.endedReason !== undefined) call.end(fault.endedReason);
    this.#note(`Vapi ends the WebSocket: ${call.endedReason ?? 'without a reason'}`);
    if (fault?.breakBy === 'reset') socket.destroy();
    else webSocket.close(1000);
  }

  /** Returns the call whose stream is asked for, or the status of the refusal. */
  #claimCall(request: IncomingMessage): StandInCall | number {
    const id = /^\/([0-9a-f-]+)\/transport$/.exec(request.url ?? '')?.[1];
    const call = id === undefined ? undefined : this.#findCall(id);
    if (!call) return 404;
    call.handshakes += 1;
    // Vapi has given up calls to which nobody streamed in time.
    if (call.status === 'ended') return 404;
    if (call.fault?.kind === 'handshake') return call.fault.status;
    return call.handshakes > 1 ? 409 : call;
  }
}
