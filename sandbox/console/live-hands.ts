import type { Clock } from '../clock/clock';
import {
  type Hands,
  type Heard,
  type Keypad,
  type KeyLimits,
  type Message,
  type MessageLimits,
  readKeys,
  type Tone,
  type VoiceSink,
} from '../twilio/voice/hands';
import { isAudible, makeTone, SAMPLES_PER_MS } from '../twilio/voice/mulaw';
import type { Sound } from '../../console/protocol';

/** Where what a phone of the page plays goes to. */
export interface Outlet {
  /** @returns the id under which the page says that it was heard */
  readonly hear: (sound: Sound) => string;
  readonly play: (piece: Buffer | undefined) => void;
  /** Gets words that are said into a stream, where only their sound arrives. */
  readonly sayIntoStream: (words: string) => void;
  /** Where the page finds a file of our assets. */
  readonly sourceOf: (path: string) => string;
}

export interface LiveHandsOptions {
  readonly clock: Clock;
  readonly outlet: Outlet;
  readonly role: 'caller' | 'person';
  /** Who the other side of a talk is connected with: a number, or `the caller`. */
  readonly name: string;
  /** The language of a talk, like `de-DE`. */
  readonly talkLanguage: () => string;
  /** The page says words aloud, and reports when it is done. */
  readonly speaks: boolean;
  /** What the assistant says is in its audio; else its words are said by the page. */
  readonly isAssistantReal: boolean;
}

/** About 160 words a minute. */
const MS_PER_CHARACTER = 65;
const SHORTEST_WORDS_MS = 800;

/** A voice may take so many times as long as usual before nobody waits for it any more. */
const PATIENCE_WITH_VOICE = 2.5;

/** The voice of somebody without a microphone comes in pieces like this. */
const PIECE_MS = 100;

/** How long somebody takes to say words. */
export function measureWords(words: string): number {
  return Math.max(SHORTEST_WORDS_MS, words.length * MS_PER_CHARACTER);
}

/** Somebody at the console, who presses, speaks and hangs up as they like. */
export class LiveHands implements Hands {
  readonly #options: LiveHandsOptions;
  /** Who gets keys and voice now, the newest last. */
  readonly #sinks = new Set<VoiceSink & { readonly words?: (words: string) => void }>();
  readonly #listening = new Map<string, () => void>();
  /** What was pressed for each Gather that is over. */
  readonly gathered: string[] = [];

  constructor(options: LiveHandsOptions) {
    this.#options = options;
  }

  /** Keys that the page sends. Those that nobody asked for are lost, as on a telephone. */
  press(keys: string): void {
    for (const key of keys) for (const sink of [...this.#sinks]) sink.key(key);
  }

  /** A piece of voice from the page. */
  speak(piece: Buffer): void {
    for (const sink of [...this.#sinks]) sink.voice(piece);
  }

  /** Speaks without a microphone. */
  async utter(seconds: number, words: string | undefined): Promise<void> {
    const tone = makeTone(PIECE_MS, 300);
    if (words !== undefined) for (const sink of [...this.#sinks]) sink.words?.(words);
    for (let ms = 0; ms < seconds * 1_000; ms += PIECE_MS) {
      this.speak(tone);
      await this.#options.clock.sleep(PIECE_MS);
    }
  }

  /** The page has said a sentence to its end. */
  hearOut(id: string): void {
    this.#listening.get(id)?.();
  }

  async listen(heard: Heard, signal: AbortSignal): Promise<void> {
    const { clock, outlet, speaks, isAssistantReal, talkLanguage } = this.#options;
    if (heard.kind === 'file') {
      outlet.hear({ kind: 'music', src: outlet.sourceOf(heard.path) });
      await clock.sleep(heard.scriptedMs, signal);
      outlet.hear({ kind: 'quiet' });
      return;
    }
    const { words, language = talkLanguage(), voice, speaker } = heard;
    if (speaker === 'assistant' && isAssistantReal) return;
    const durationMs = measureWords(words);
    const id = outlet.hear({ kind: 'words', words, language, voice, speaker, durationMs });
    const done = new AbortController();
    if (speaks) this.#listening.set(id, () => done.abort());
    const limitMs = speaks ? durationMs * PATIENCE_WITH_VOICE : durationMs;
    await clock.sleep(limitMs, AbortSignal.any([signal, done.signal]));
    this.#listening.delete(id);
    if (signal.aborted) outlet.hear({ kind: 'quiet' });
  }

  ring(tone: Tone): void {
    const { outlet } = this.#options;
    if (tone.kind !== 'music') outlet.hear(tone);
    else {
      const src = tone.path === undefined ? undefined : outlet.sourceOf(tone.path);
      outlet.hear({ kind: 'music', src });
    }
  }

  play(piece: Buffer | undefined): void {
    this.#options.outlet.play(piece);
  }

  openKeypad(_question: string, signal: AbortSignal): Keypad {
    const pressed = new AbortController();
    let keys = '';
    let onKey = () => {};
    const sink = {
      voice: () => {},
      key: (key: string) => {
        keys += key;
        pressed.abort();
        onKey();
      },
    };
    this.#use(sink, signal);
    const collect = async (limits: KeyLimits) => {
      for (;;) {
        const read = readKeys(keys, limits);
        const next = new AbortController();
        onKey = () => next.abort();
        const until = AbortSignal.any([signal, next.signal]);
        const isOver =
          read.isComplete || (await this.#options.clock.sleep(limits.timeoutMs, until));
        if (!isOver && !signal.aborted) continue;
        this.#sinks.delete(sink);
        this.gathered.push(read.keys);
        return read.keys;
      }
    };
    return { isPressedAfter: () => keys !== '', pressed: pressed.signal, collect };
  }

  async leaveMessage(limits: MessageLimits, signal: AbortSignal): Promise<Message> {
    const { clock } = this.#options;
    const startedAtMs = clock.nowMs();
    let voicedAtMs = startedAtMs;
    let digits = '';
    let text: string | undefined;
    const done = new AbortController();
    const sink = {
      voice: (piece: Buffer) => {
        if (isAudible(piece)) voicedAtMs = clock.nowMs() + piece.length / SAMPLES_PER_MS;
      },
      key: (key: string) => {
        if (!limits.finishOnKey.includes(key)) return;
        digits = key;
        done.abort();
      },
      words: (words: string) => (text = text === undefined ? words : `${text} ${words}`),
    };
    this.#sinks.add(sink);
    const endsAtMs = startedAtMs + limits.maxSeconds * 1_000;
    const either = AbortSignal.any([signal, done.signal]);
    for (;;) {
      const leftMs = Math.min(voicedAtMs + limits.silenceSeconds * 1_000, endsAtMs) - clock.nowMs();
      if (leftMs <= 0 || !(await clock.sleep(leftMs, either))) break;
    }
    this.#sinks.delete(sink);
    // Twilio trims the silence at the end.
    const lastMs = Math.min(voicedAtMs, clock.nowMs());
    const seconds = Math.max(1, Math.round((lastMs - startedAtMs) / 1_000));
    return { seconds, digits, hangsUp: false, text };
  }

  speakInto(stream: VoiceSink, signal: AbortSignal): void {
    const words = (said: string) => this.#options.outlet.sayIntoStream(said);
    this.#use(
      { voice: (piece) => stream.voice(piece), key: (key) => stream.key(key), words },
      signal,
    );
  }

  speakTo(other: Hands, signal: AbortSignal): void {
    const { role: speaker, outlet } = this.#options;
    if (other instanceof LiveHands) outlet.hear({ kind: 'connected', to: other.#options.name });
    const words = (said: string) => {
      const heard = {
        kind: 'words',
        words: said,
        language: undefined,
        speaker,
        scriptedMs: 0,
      } as const;
      void other.listen(heard, signal);
    };
    this.#use({ voice: (piece) => other.play(piece), key: () => {}, words }, signal);
  }

  patienceMs(): number {
    return Infinity;
  }

  #use(sink: VoiceSink & { words?: (words: string) => void }, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#sinks.add(sink);
    signal.addEventListener('abort', () => this.#sinks.delete(sink), { once: true });
  }
}
