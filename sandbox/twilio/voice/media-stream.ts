import { WebSocket } from 'ws';
import type { Clock } from '../../clock/clock';
import { WireEnd } from '../../clock/wire';
import type { Hands, VoiceSink } from './hands';
import { isAudible, SAMPLES_PER_MS } from './mulaw';

export interface StreamOptions {
  readonly url: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly streamSid: string;
  readonly customParameters: Readonly<Record<string, string>>;
  /** Authority to trust besides the usual ones, PEM. */
  readonly certificateAuthority: string | undefined;
  /** By which audio plays. */
  readonly clock: Clock;
  /** Who hears the stream, and speaks into it. */
  readonly hands: Hands;
  /** Called with the words that the assistant's audio represents, once they have been played. */
  readonly onHeard: (words: string) => void;
  /** Called once the WebSocket is open. */
  readonly onOpen: () => void;
  /** Ends the stream from Twilio's side: the caller is gone, or redirected. */
  readonly signal: AbortSignal;
}

export type StreamResult =
  | { readonly outcome: 'closed'; readonly heardAudio: boolean }
  | { readonly outcome: 'failed'; readonly errorCode: 31901 | 31902 | 31910 | 31920 };

/** The server may take this long for the handshake, in real time. */
const HANDSHAKE_TIMEOUT_MS = 5_000;

/** A conversation in the sandbox is over long before this. */
const MAX_DURATION_MS = 600_000;

/** Twilio's side of a two-way stream. @see https://www.twilio.com/docs/voice/media-streams/websocket-messages */
export async function runMediaStream(options: StreamOptions): Promise<StreamResult> {
  const { url, certificateAuthority, clock, signal } = options;
  const socket = new WebSocket(url, {
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
  });
  const errorCode = await clock.during(
    new Promise<31901 | 31902 | 31910 | 31920 | undefined>((resolve) => {
      socket.once('open', () => resolve(undefined));
      socket.once('error', (error) => resolve(errorCodeOf(error)));
    }),
  );
  if (errorCode !== undefined) return { outcome: 'failed', errorCode };
  const end = new WireEnd(clock, url, socket);
  if (signal.aborted) {
    end.close();
    return { outcome: 'closed', heardAudio: false };
  }
  options.onOpen();
  const heardAudio = await converse(socket, end, options);
  await end.untilClosed();
  return { outcome: 'closed', heardAudio };
}

/** Which of Twilio's errors a failed handshake causes. */
function errorCodeOf(error: Error & { code?: string }): 31901 | 31902 | 31910 | 31920 {
  if (/Unexpected server response/.test(error.message)) return 31920;
  if (error.code === 'ECONNREFUSED') return 31902;
  if (/timed out/.test(error.message)) return 31901;
  return 31910;
}

/** What Twilio plays to the caller: frames queue up, and marks come back once they are through. */
class Playback {
  #audio = Buffer.alloc(0);
  #playedUntilMs = 0;
  readonly #clock: Clock;
  heardAudio = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(frame: Buffer): void {
    this.#audio = Buffer.concat([this.#audio, frame]);
    const startMs = Math.max(this.#playedUntilMs, this.#clock.nowMs());
    this.#playedUntilMs = startMs + frame.length / SAMPLES_PER_MS;
  }

  /** Calls back when everything before it has been played, with whether it could be heard. */
  mark(onPlayed: (wasAudible: boolean) => void): void {
    const wasAudible = isAudible(this.#audio);
    this.#audio = Buffer.alloc(0);
    this.#clock.timer(this.#playedUntilMs - this.#clock.nowMs(), () => {
      this.heardAudio ||= wasAudible;
      onPlayed(wasAudible);
    });
  }

  clear(): void {
    this.#audio = Buffer.alloc(0);
    this.#playedUntilMs = 0;
  }
}

/** Speaks the protocol until the server closes; returns whether anything audible was played. */
function converse(socket: WebSocket, end: WireEnd, options: StreamOptions): Promise<boolean> {
  const { accountSid, callSid, streamSid, customParameters, clock, hands, signal } = options;
  const playback = new Playback(clock);
  let sequenceNumber = 0;
  const send = (message: object) => {
    sequenceNumber += 1;
    end.send({ ...message, sequenceNumber: String(sequenceNumber), streamSid });
  };

  end.send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const call = { accountSid, callSid };
  const start = { ...call, streamSid, tracks: ['inbound'], mediaFormat, customParameters };
  send({ event: 'start', start });
  const closed = new AbortController();
  hands.speakInto(buildVoiceSink(send), closed.signal);

  end.onMessage((data) => {
    const message = JSON.parse((data as Buffer).toString()) as ServerMessage;
    if (message.streamSid !== streamSid) return; // Twilio ignores it with warning 31951.
    if (message.event === 'media') {
      const piece = Buffer.from(message.media?.payload ?? '', 'base64');
      playback.add(piece);
      hands.play(piece);
    } else if (message.event === 'mark') {
      const name = message.mark?.name ?? '';
      playback.mark((wasAudible) => {
        const sendMark = () => send({ event: 'mark', mark: { name } });
        if (!wasAudible) return sendMark();
        options.onHeard(name);
        void hands.listen(wordsOf(name), closed.signal).then(sendMark);
      });
    } else if (message.event === 'clear') {
      playback.clear();
      hands.play(undefined);
    }
  });

  return new Promise((resolve) => {
    const hangUp = () => {
      send({ event: 'stop', stop: call });
      end.close();
    };
    const cancelLimit = clock.timer(MAX_DURATION_MS, hangUp);
    signal.addEventListener('abort', hangUp);
    socket.once('close', () => {
      cancelLimit();
      signal.removeEventListener('abort', hangUp);
      closed.abort();
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

/** The stand-in's words travel beside its audio. */
function wordsOf(words: string) {
  const heard = { kind: 'words', words, language: undefined, speaker: 'assistant' } as const;
  return { ...heard, scriptedMs: 0 } as const;
}

/** Sends what the leg's person says and presses, as Twilio does. */
function buildVoiceSink(send: (message: object) => void): VoiceSink {
  let chunk = 0;
  let timestampMs = 0;
  return {
    voice: (piece) => {
      chunk += 1;
      timestampMs += piece.length / SAMPLES_PER_MS;
      const media = { track: 'inbound', chunk: String(chunk), timestamp: String(timestampMs) };
      send({ event: 'media', media: { ...media, payload: piece.toString('base64') } });
    },
    key: (digit) => send({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } }),
  };
}
