import type { Clock } from '../clock/clock';
import { isAudible, SAMPLES_PER_MS } from '../twilio/voice/mulaw';

/** What a caller said until they paused. */
export interface Turn {
  /** Of voice, by its level. */
  readonly voiceMs: number;
  /** Undefined if they were only heard: nobody in the sandbox understands speech. */
  readonly words: string | undefined;
  readonly keys: string;
}

/** What a caller wants; `heard`: nothing that the assistant understands. */
export type Wish = 'goodbye' | 'person' | 'heard';

/** So long nobody speaks at the end of a turn. */
const PAUSE_MS = 800;

/** Less is a noise. */
const SHORTEST_VOICE_MS = 200;

const GOODBYE_KEY = '#';
const PERSON_KEY = '0';

const GOODBYE =
  /\b(good)?bye\b|\bhang up\b|auf wiederh[oö]ren|tsch[uü]ss|adi[oó]s|au revoir|arrivederci|tot ziens|\badeus\b/i;
const PERSON =
  /\b(person|human|somebody|someone|agent|transfer|menschen?|mitarbeiter(in)?|persona|une personne|medewerker|pessoa)\b/i;

/** Listens to a caller at the console, turn by turn. */
export class LiveListener {
  #voiceMs = 0;
  #words: string | undefined;
  #keys = '';
  #cancel: () => void = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly onTurn: (turn: Turn) => void,
  ) {}

  hearVoice(piece: Buffer): void {
    if (!isAudible(piece)) return;
    this.#voiceMs += piece.length / SAMPLES_PER_MS;
    this.#waitForPause();
  }

  hearWords(words: string): void {
    this.#words = words;
    this.#waitForPause();
  }

  hearKey(key: string): void {
    this.#keys += key;
    this.#waitForPause();
  }

  /** Forgets what was said so far. */
  reset(): void {
    this.#cancel();
    this.#voiceMs = 0;
    this.#words = undefined;
    this.#keys = '';
  }

  #waitForPause(): void {
    this.#cancel();
    this.#cancel = this.clock.timer(PAUSE_MS, () => {
      const turn = { voiceMs: this.#voiceMs, words: this.#words, keys: this.#keys };
      this.reset();
      const isNoise = turn.voiceMs < SHORTEST_VOICE_MS && turn.words === undefined;
      if (!isNoise || turn.keys !== '') this.onTurn(turn);
    });
  }
}

/** Returns what the caller wants by a turn. */
export function readWish({ words = '', keys }: Turn): Wish {
  if (keys.includes(GOODBYE_KEY) || GOODBYE.test(words)) return 'goodbye';
  return keys.includes(PERSON_KEY) || PERSON.test(words) ? 'person' : 'heard';
}
