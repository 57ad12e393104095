import type { Clock } from '../../clock/clock';
import type { CallScript, EarlyKeys } from './call-options';
import {
  type Hands,
  type Heard,
  type Keypad,
  type KeyLimits,
  type Message,
  type MessageLimits,
  readKeys,
  type VoiceSink,
} from './hands';
import { makeTone } from './mulaw';

/** In a script: hangs up instead of pressing a key. */
const HANGS_UP = 'hangup';

/** In a script: presses the key that the question names, which may be a random one. */
export const NAMED_KEY = 'named';

/** A piece of voice lasts this long; Twilio's are of 20 ms, which would be five times the work. */
const VOICE_PIECE_MS = 100;

const NEVER = new AbortController().signal;

/** Somebody who does what a script says, and hears Say at once. */
export class ScriptedHands implements Hands {
  readonly #script: CallScript;
  readonly #clock: Clock;
  readonly #digits: (string | EarlyKeys)[];

  constructor(script: CallScript, clock: Clock) {
    this.#script = script;
    this.#clock = clock;
    this.#digits = [...(script.digits ?? [])];
  }

  async listen({ scriptedMs }: Heard, signal: AbortSignal): Promise<void> {
    if (scriptedMs > 0) await this.#clock.sleep(scriptedMs, signal);
  }

  ring(): void {}

  play(): void {}

  speakTo(): void {}

  openKeypad(question: string): Keypad {
    const [next] = this.#digits;
    const patience = typeof next === 'object' ? next.afterPrompts : Infinity;
    return {
      isPressedAfter: (prompts) => prompts >= patience,
      pressed: NEVER,
      collect: (limits, signal) => this.#press(question, limits, signal),
    };
  }

  async leaveMessage(
    { maxSeconds, silenceSeconds, finishOnKey }: MessageLimits,
    signal: AbortSignal,
  ): Promise<Message | 'absent'> {
    const { message = 'silence' } = this.#script;
    const spoken = typeof message === 'string' ? { seconds: 1 } : message;
    const seconds = Math.min(spoken.seconds, maxSeconds);
    const text = 'text' in spoken ? spoken.text : undefined;
    const left = { seconds, digits: '', hangsUp: false, text };
    const isFull =
      !(await this.#clock.sleep(seconds * 1_000, signal)) || spoken.seconds >= maxSeconds;
    const hangsUp = 'hangsUp' in spoken && spoken.hangsUp === true;
    const key = 'presses' in spoken ? (spoken.presses ?? '') : '';
    const isEnded = key !== '' && finishOnKey.includes(key);
    if (!isFull && !hangsUp && !isEnded) {
      await this.#clock.sleep(Math.min(silenceSeconds, maxSeconds - seconds) * 1_000, signal);
    }
    if (message === 'absent') return 'absent';
    return isFull ? left : { ...left, hangsUp, digits: !hangsUp && isEnded ? key : '' };
  }

  speakInto(stream: VoiceSink, signal: AbortSignal): void {
    const voice = makeTone(VOICE_PIECE_MS, 300);
    const speak = async () => {
      while (!signal.aborted) {
        stream.voice(voice);
        await this.#clock.sleep(VOICE_PIECE_MS, signal);
      }
    };
    void speak();
  }

  patienceMs(place: 'ringing' | 'queued' | 'talk'): number | undefined {
    const { hangsUpWhileRingingMs, hangsUpWhileQueuedMs, hangsUpAfterMs } = this.#script;
    return {
      ringing: hangsUpWhileRingingMs,
      queued: hangsUpWhileQueuedMs,
      talk: hangsUpAfterMs,
    }[place];
  }

  async #press(question: string, limits: KeyLimits, signal: AbortSignal): Promise<string> {
    const next = this.#digits.shift() ?? '';
    const scripted = typeof next === 'string' ? next : next.keys;
    if (scripted === HANGS_UP) return HANGS_UP;
    const pressed = scripted === NAMED_KEY ? findNamedKey(question) : scripted;
    const { keys, isComplete } = readKeys(pressed, limits);
    if (!isComplete) await this.#clock.sleep(limits.timeoutMs, signal);
    return keys;
  }
}

/** Returns the only digit that the question names; none if it leaves a choice. */
function findNamedKey(question: string): string {
  const [key = '', ...others] = question.match(/(?<!\d)\d(?!\d)/g) ?? [];
  return others.length === 0 ? key : '';
}
