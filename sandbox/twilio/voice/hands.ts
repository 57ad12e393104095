/**
 * The person at a leg's telephone: a script, or somebody at the console. Verbs ask here for keys,
 * words and patience, and say what can be heard.
 */
export interface Hands {
  /** Hears something to its end. Resolves early when the signal comes. */
  listen(heard: Heard, signal: AbortSignal): Promise<void>;
  /** Hears a sound that lasts until the next one; nobody waits for its end. */
  ring(tone: Tone): void;
  /** Hears a piece of a stream's or another person's audio; undefined = what is left is dropped. */
  play(piece: Buffer | undefined): void;
  /** @param question what a Gather says in all; the signal ends it */
  openKeypad(question: string, signal: AbortSignal): Keypad;
  /** Speaks after the beep. `absent`: nothing that Twilio would keep. */
  leaveMessage(limits: MessageLimits, signal: AbortSignal): Promise<Message | 'absent'>;
  /** Speaks and presses keys into a stream until the signal comes. */
  speakInto(stream: VoiceSink, signal: AbortSignal): void;
  /** Speaks to somebody else until the signal comes. */
  speakTo(other: Hands, signal: AbortSignal): void;
  /** Milliseconds until they hang up there; undefined = whatever is usual, Infinity = never. */
  patienceMs(place: 'ringing' | 'queued' | 'talk'): number | undefined;
}

export type Heard =
  | {
      readonly kind: 'words';
      readonly words: string;
      /** Undefined: as the talk is held in. */
      readonly language: string | undefined;
      readonly voice?: string | undefined;
      readonly speaker: 'twilio' | 'assistant' | 'caller' | 'person';
      /** How long a script takes to hear it. */
      readonly scriptedMs: number;
    }
  | { readonly kind: 'file'; readonly path: string; readonly scriptedMs: number };

export type Tone =
  | { readonly kind: 'ringing' | 'beep' | 'busy' | 'not-in-service' | 'quiet' }
  /** `path`: of the file; undefined = Twilio's own music. */
  | { readonly kind: 'music'; readonly path: string | undefined };

/** Keys during one Gather. */
export interface Keypad {
  /** Returns whether a key is pressed once so many prompts were heard: then no more is said. */
  isPressedAfter(prompts: number): boolean;
  /** Aborted by the first key: it cuts what is being said. */
  readonly pressed: AbortSignal;
  /** Returns the keys without the one that ends the input; `hangup` = hangs up instead. */
  collect(limits: KeyLimits, signal: AbortSignal): Promise<string>;
}

export interface KeyLimits {
  /** Infinity = as many as they like. */
  readonly count: number;
  readonly finishOnKey: string;
  /** After the last key, or after the question. */
  readonly timeoutMs: number;
}

export interface MessageLimits {
  readonly maxSeconds: number;
  readonly silenceSeconds: number;
  readonly finishOnKey: string;
}

export interface Message {
  readonly seconds: number;
  /** The key that ended it. */
  readonly digits: string;
  readonly hangsUp: boolean;
  /** What a transcription would contain; undefined = it fails. */
  readonly text: string | undefined;
}

export interface VoiceSink {
  voice(piece: Buffer): void;
  key(digit: string): void;
}

/** Returns the keys that count, and whether no more can. */
export function readKeys(
  pressed: string,
  { count, finishOnKey }: KeyLimits,
): { readonly keys: string; readonly isComplete: boolean } {
  const finishAt = [...pressed].findIndex((key) => finishOnKey.includes(key));
  const keys = finishAt === -1 ? pressed : pressed.slice(0, finishAt);
  return { keys: keys.slice(0, count), isComplete: finishAt !== -1 || keys.length >= count };
}
