import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Agent } from 'node:https';
import { WebSocket } from 'ws';
import type { ProbedStream } from './find-twiml';
import { fieldOf, parseJson } from './describe-value';

/** What became of a call's WebSocket. */
export type StreamFacts =
  | { readonly outcome: 'refused'; readonly status: number }
  /** The network error's code. */
  | { readonly outcome: 'unreachable'; readonly problem: string }
  | {
      readonly outcome: 'opened';
      readonly handshakeMs: number;
      /** The first audio that came back; undefined if none did, or none was waited for. */
      readonly frame: unknown;
      /** Undefined if the other side did not close in time. */
      readonly closeCode: number | undefined;
    };

/** As long as Twilio may wait. */
const HANDSHAKE_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 5_000;
const FRAME_TIMEOUT_MS = 10_000;

export interface StreamOptions {
  /** Waits for the assistant's first audio. */
  readonly talk: boolean;
  readonly httpsAgent: Agent | undefined;
}

/** Opens the stream and closes it again; never throws. */
export async function openStream(
  stream: ProbedStream,
  { talk, httpsAgent }: StreamOptions,
): Promise<StreamFacts> {
  const startedAtMs = performance.now();
  const socket = new WebSocket(stream.url, {
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    agent: httpsAgent,
  });
  const refusal = await new Promise<StreamFacts | undefined>((resolve) => {
    socket.once('open', () => resolve(undefined));
    socket.once('unexpected-response', (request, { statusCode = 0 }) => {
      request.destroy();
      resolve({ outcome: 'refused', status: statusCode });
    });
    // Kept on purpose: an error after the opening shows as the close's code.
    socket.on('error', (error: Error & { code?: string }) =>
      resolve({ outcome: 'unreachable', problem: error.code ?? 'the handshake failed' }),
    );
  });
  if (refusal !== undefined) return refusal;
  const handshakeMs = Math.round(performance.now() - startedAtMs);
  const closed = once(socket, 'close') as Promise<[number]>;
  const frame = talk ? await speakAndListen(socket, stream) : undefined;
  return { outcome: 'opened', handshakeMs, frame, closeCode: await close(socket, closed) };
}

async function close(socket: WebSocket, closed: Promise<[number]>): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<[undefined]>((resolve) => {
    timer = setTimeout(() => resolve([undefined]), CLOSE_TIMEOUT_MS);
  });
  socket.close(1000);
  const [code] = await Promise.race([closed, late]);
  clearTimeout(timer);
  socket.terminate();
  return code;
}

/** Begins as Twilio does. @see https://www.twilio.com/docs/voice/media-streams/websocket-messages */
async function speakAndListen(socket: WebSocket, { parameters }: ProbedStream): Promise<unknown> {
  const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');
  const [streamSid, call] = [sid('MZ'), { accountSid: sid('AC'), callSid: sid('CA') }];
  const send = (message: object) => socket.send(JSON.stringify(message));
  const frame = new Promise<unknown>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), FRAME_TIMEOUT_MS);
    const end = (found: unknown) => {
      clearTimeout(timer);
      resolve(found);
    };
    socket.once('close', () => end(undefined));
    socket.on('message', (data: Buffer) => {
      const message = parseJson(data.toString());
      if (fieldOf(message, 'event') === 'media') end(message);
    });
  });
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const start = { ...call, streamSid, tracks: ['inbound'], mediaFormat };
  send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  send({
    event: 'start',
    sequenceNumber: '1',
    streamSid,
    start: { ...start, customParameters: parameters },
  });
  const found = await frame;
  if (socket.readyState === WebSocket.OPEN) {
    send({ event: 'stop', sequenceNumber: '2', streamSid, stop: call });
  }
  return found === undefined
    ? undefined
    : { isOurs: fieldOf(found, 'streamSid') === streamSid, media: fieldOf(found, 'media') };
}
