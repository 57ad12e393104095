import { chooseVoice } from './voice';

/** A voice that has stopped without a word is waited for no longer than this many times its length. */
const PATIENCE = 3;

export interface Words {
  readonly words: string;
  readonly language: string;
  /** How long they take where no voice says them. */
  readonly durationMs: number;
  /** 1 = as the voice is. */
  readonly pitch: number;
}

/** Says words as Twilio's voices would, with the browser's. */
export class Speech {
  isMuted = false;
  #stop: () => void = () => undefined;
  readonly #synthesis = (globalThis as { speechSynthesis?: SpeechSynthesis }).speechSynthesis;

  constructor() {
    // Some browsers load their voices only once they are asked for them.
    this.#synthesis?.getVoices();
  }

  hasVoice(language: string): boolean {
    return this.#findVoice(language) !== undefined;
  }

  /** Says words, or lets their time pass. Whatever was being said before is cut short, and ends. */
  say(saying: Words, onEnd: () => void): void {
    this.stop();
    const voice = this.isMuted ? undefined : this.#findVoice(saying.language);
    let isOver = false;
    const finish = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      onEnd();
    };
    const timer = setTimeout(finish, saying.durationMs * (voice ? PATIENCE : 1));
    this.#stop = () => {
      if (voice && !isOver) this.#synthesis?.cancel();
      finish();
    };
    if (voice) this.#utter(saying, voice, finish);
  }

  stop(): void {
    this.#stop();
    this.#stop = () => undefined;
  }

  #utter({ words, pitch }: Words, voice: SpeechSynthesisVoice, finish: () => void): void {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.pitch = pitch;
    utterance.onend = finish;
    utterance.onerror = finish;
    this.#synthesis?.speak(utterance);
  }

  #findVoice(language: string): SpeechSynthesisVoice | undefined {
    return chooseVoice(this.#synthesis?.getVoices() ?? [], language);
  }
}
