import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** What became of a socket so far. */
interface SocketState {
  /** TLS included: a request can have left only after this. */
  isConnected: boolean;
  /** Bytes of answers, not of TLS. */
  receivedBytes: number;
  receivedBytesWhenFreed: number;
  freedAtMs: number;
}

const states = new WeakMap<Socket, SocketState>();

/** Follows a new socket through its life. @param connectedEvent `connect`, or `secureConnect` */
export function watchSocket(socket: Socket, connectedEvent: string): void {
  const state: SocketState = {
    isConnected: false,
    receivedBytes: 0,
    receivedBytesWhenFreed: 0,
    freedAtMs: Date.now(),
  };
  states.set(socket, state);
  socket.once(connectedEvent, () => {
    state.isConnected = true;
  });
  socket.on('data', (chunk: Buffer) => {
    state.receivedBytes += chunk.length;
  });
  // Node's agents announce by this event that a request is done with its socket.
  socket.on('free', () => {
    state.freedAtMs = Date.now();
    state.receivedBytesWhenFreed = state.receivedBytes;
  });
}

/** Returns since when a socket has been idle, by the wall clock. */
export function wasIdleSinceMs(socket: Socket): number {
  return states.get(socket)?.freedAtMs ?? 0;
}

/** How far a failed request got. */
export type RequestProgress =
  /** No connection, or no TLS on it: the request cannot have left. */
  | 'not-connected'
  /** Sent on a kept connection without a byte of answer: the server may have closed it before. */
  | 'sent-on-kept-connection'
  /** Anything else: the server may have received it. */
  | 'sent';

/**
 * Returns how far a failed request got.
 * @see https://nodejs.org/api/http.html#requestreusedsocket
 */
export function readProgress(request: ClientRequest | undefined): RequestProgress {
  const state = request?.socket && states.get(request.socket);
  if (!state?.isConnected) return 'not-connected';
  const gotBytes = state.receivedBytes > state.receivedBytesWhenFreed;
  return request?.reusedSocket && !gotBytes ? 'sent-on-kept-connection' : 'sent';
}
