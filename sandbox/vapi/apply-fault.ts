import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults';

/** Time for what was written to reach the other side before the connection breaks. */
const FLUSH_MS = 20;

const FLOOD_PIECE_BYTES = 64 * 1024;

/** Connections that have had a request while they were to go stale. */
const usedConnections = new WeakSet<Socket>();

/** Applies a fault that replaces the answer; returns false if everything continues as usual. */
export async function applyFault(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'Content-Type': 'text/plain', ...fault.headers });
      response.end(fault.body ?? '');
      return true;
    case 'body':
      response.writeHead(201, { 'Content-Type': 'application/json' });
      response.end(fault.body);
      return true;
    case 'hang':
      return true;
    case 'reset':
      await beginAnswer(fault.when, request, response);
      request.socket.resetAndDestroy();
      return true;
    case 'cut':
      await beginAnswer(`${fault.encoding}-body`, request, response);
      request.socket.end();
      return true;
    case 'stale':
      if (!usedConnections.has(request.socket)) {
        usedConnections.add(request.socket);
        return false;
      }
      request.socket.destroy();
      return true;
    case 'trickle':
      if (fault.part === 'body') response.writeHead(201, { 'Content-Type': 'application/json' });
      else request.socket.write('HTTP/1.1 201 Created\r\nX-Slow: ');
      await trickle(request, response, fault);
      return true;
    case 'flood':
      response.writeHead(201, { 'Content-Type': 'application/json' });
      // The client hangs up: that is the point.
      await pipeline(Readable.from(flood(fault.bytes, fault.everyMs)), response).catch(() => {});
      return true;
    case 'delay':
      await sleep(fault.delayMs);
      return false;
    case 'fields':
    case 'twiml':
    case 'handshake':
    case 'stream':
      return false;
  }
}

/** Sends the beginning of an answer that will not be whole. */
async function beginAnswer(
  kind: 'before-answer' | 'during-headers' | 'during-body' | 'length-body' | 'chunked-body',
  { socket }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (kind) {
    case 'before-answer':
      return;
    case 'during-headers':
      socket.write('HTTP/1.1 20');
      break;
    case 'during-body':
    case 'length-body':
    case 'chunked-body': {
      const length = kind === 'chunked-body' ? {} : { 'Content-Length': '1000' };
      response.writeHead(201, { 'Content-Type': 'application/json', ...length });
      response.write('{"id":"');
    }
  }
  await sleep(FLUSH_MS);
}

async function trickle(
  { socket }: IncomingMessage,
  response: ServerResponse,
  { part, everyMs }: { readonly part: 'headers' | 'body'; readonly everyMs: number },
): Promise<void> {
  while (!socket.destroyed) {
    if (part === 'body') response.write(' ');
    else socket.write('x');
    await sleep(everyMs);
  }
}

async function* flood(bytes: number, everyMs: number): AsyncGenerator<Buffer> {
  yield Buffer.from('{"id":"');
  for (let sent = 0; sent < bytes; sent += FLOOD_PIECE_BYTES) {
    yield Buffer.alloc(Math.min(FLOOD_PIECE_BYTES, bytes - sent), 'x');
    if (everyMs > 0) await sleep(everyMs);
  }
  yield Buffer.from('"}');
}
