import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { FRAME_BYTES, isAudible, makeTone, SAMPLES_PER_MS } from './mulaw';

/** How a stream is opened and what the caller does in it. */
export interface StreamOptions {
  readonly url: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly streamSid: string;
  readonly customParameters: Readonly<Record<string, string>>;
  /** Authority to trust besides the usual ones, PEM. */
  readonly certificateAuthority: string | undefined;
  /** How much faster than in life the audio plays. */
  readonly speed: number;
  /** Called with the words that the assistant's audio stands for, once they have been played. */
  readonly onHeard: (words: string) => void;
  /** Called once the WebSocket is open. */
  readonly onOpen: () => void;
  /** Ends the stream from Twilio's side: the caller is gone, or sent elsewhere. */
  readonly signal: AbortSignal;
}

/** How a stream ended. */
export type StreamResult =
  | { readonly outcome: 'closed'; readonly heardAudio: boolean }
  | { readonly outcome: 'failed'; readonly errorCode: 31901 | 31902 | 31910 | 31920 };

/** The server may take this long for the handshake. */
const HANDSHAKE_TIMEOUT_MS = 5_000;

/** A conversation in the sandbox is over long before. */
const MAX_DURATION_MS = 20_000;

/** Twilio's side of a two-way stream. @see https://www.twilio.com/docs/voice/media-streams/websocket-messages */
export async function runMediaStream(options: StreamOptions): Promise<StreamResult> {
  const { url, certificateAuthority, signal } = options;
  const socket = new WebSocket(url, {
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
  });
  const errorCode = await new Promise<31901 | 31902 | 31910 | 31920 | undefined>((resolve) => {
    socket.once('open', () => resolve(undefined));
    socket.once('error', (error) => resolve(errorCodeOf(error)));
  });
  if (errorCode !== undefined) return { outcome: 'failed', errorCode };
  if (signal.aborted) {
    socket.close();
    return { outcome: 'closed', heardAudio: false };
  }
  options.onOpen();
  return { outcome: 'closed', heardAudio: await converse(socket, options) };
}

/** Which of Twilio's errors a failed handshake is. */
function errorCodeOf(error: Error & { code?: string }): 31901 | 31902 | 31910 | 31920 {
  if (/Unexpected server response/.test(error.message)) return 31920;
  if (error.code === 'ECONNREFUSED') return 31902;
  if (/timed out/.test(error.message)) return 31901;
  return 31910;
}

/** What Twilio plays to the caller: frames queue up, and marks come back once they are through. */
class Playback {
  #audio = Buffer.alloc(0);
  #playedUntilMs = performance.now();
  readonly #speed: number;
  heardAudio = false;

  constructor(speed: number) {
    this.#speed = speed;
  }

  add(frame: Buffer): void {
    this.#audio = Buffer.concat([this.#audio, frame]);
    const startMs = Math.max(this.#playedUntilMs, performance.now());
    this.#playedUntilMs = startMs + frame.length / SAMPLES_PER_MS / this.#speed;
  }

  /** Calls back when all that came before has been played, with whether it could be heard. */
  mark(onPlayed: (wasAudible: boolean) => void): void {
    const wasAudible = isAudible(this.#audio);
    this.#audio = Buffer.alloc(0);
    const waitMs = Math.max(0, this.#playedUntilMs - performance.now());
    setTimeout(() => {
      this.heardAudio ||= wasAudible;
      onPlayed(wasAudible);
    }, waitMs);
  }

  clear(): void {
    this.#audio = Buffer.alloc(0);
    this.#playedUntilMs = performance.now();
  }
}

/** Speaks the protocol until the server closes; returns whether anything audible was played. */
function converse(socket: WebSocket, options: StreamOptions): Promise<boolean> {
  const { accountSid, callSid, streamSid, customParameters, speed, onHeard, signal } = options;
  const playback = new Playback(speed);
  let sequenceNumber = 0;
  const send = (message: object) => {
    sequenceNumber += 1;
    socket.send(JSON.stringify({ ...message, sequenceNumber: String(sequenceNumber), streamSid }));
  };

  socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const call = { accountSid, callSid };
  const start = { ...call, streamSid, tracks: ['inbound'], mediaFormat, customParameters };
  send({ event: 'start', start });
  const stopSpeaking = speak(socket, send, speed);

  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as ServerMessage;
    if (message.streamSid !== streamSid) return; // Twilio ignores it with warning 31951.
    if (message.event === 'media') {
      playback.add(Buffer.from(message.media?.payload ?? '', 'base64'));
    } else if (message.event === 'mark') {
      const name = message.mark?.name ?? '';
      playback.mark((wasAudible) => {
        if (wasAudible) onHeard(name);
        if (socket.readyState === WebSocket.OPEN) send({ event: 'mark', mark: { name } });
      });
    } else if (message.event === 'clear') playback.clear();
  });

  return new Promise((resolve) => {
    const end = () => {
      if (socket.readyState === WebSocket.OPEN) send({ event: 'stop', stop: call });
      socket.close();
    };
    const limit = setTimeout(end, MAX_DURATION_MS);
    signal.addEventListener('abort', end);
    socket.once('close', () => {
      clearTimeout(limit);
      signal.removeEventListener('abort', end);
      stopSpeaking();
      resolve(playback.heardAudio);
    });
  });
}

interface ServerMessage {
  readonly event?: string;
  readonly streamSid?: string;
  readonly media?: { readonly payload?: string };
  readonly mark?: { readonly name?: string };
}

/** Sends the caller's voice frame by frame, as a line does, until told to stop. */
function speak(socket: WebSocket, send: (message: object) => void, speed: number): () => void {
  const voice = makeTone(20, 300).subarray(0, FRAME_BYTES).toString('base64');
  let chunk = 0;
  let isSpeaking = true;
  const loop = async () => {
    while (isSpeaking && socket.readyState === WebSocket.OPEN) {
      chunk += 1;
      const media = { track: 'inbound', chunk: String(chunk), timestamp: String(chunk * 20) };
      send({ event: 'media', media: { ...media, payload: voice } });
      await sleep(20 / speed);
    }
  };
  void loop();
  return () => {
    isSpeaking = false;
  };
}
