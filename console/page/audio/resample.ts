import { decodeMulaw, encodeMulaw } from '../../g711';

const TELEPHONE_HZ = 8_000;

/** Bytes of 20 ms, which is what Twilio sends at once. */
const FRAME_BYTES = 160;

/** Audio that arrives unevenly is played once so much of it is here: 60 ms. */
const PREROLL_SAMPLES = 480;

/** Turns a microphone's samples, -1 to 1 at the given rate, into frames of µ-law at 8 kHz. */
export class FrameMaker {
  readonly #step: number;
  #frame = new Uint8Array(FRAME_BYTES);
  #filled = 0;
  #sum = 0;
  #count = 0;
  #position = 0;

  constructor(sampleRate: number) {
    this.#step = TELEPHONE_HZ / sampleRate;
  }

  /** Returns the frames that are full now. */
  add(samples: Float32Array): Uint8Array<ArrayBuffer>[] {
    const full: Uint8Array<ArrayBuffer>[] = [];
    for (const sample of samples) {
      this.#sum += sample;
      this.#count += 1;
      this.#position += this.#step;
      if (this.#position < 1) continue;
      this.#position -= 1;
      this.#put(this.#sum / this.#count, full);
      this.#sum = 0;
      this.#count = 0;
    }
    return full;
  }

  #put(sample: number, full: Uint8Array<ArrayBuffer>[]): void {
    this.#frame[this.#filled] = encodeMulaw(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));
    this.#filled += 1;
    if (this.#filled < FRAME_BYTES) return;
    full.push(this.#frame);
    this.#frame = new Uint8Array(FRAME_BYTES);
    this.#filled = 0;
  }
}

/** Keeps µ-law audio at 8 kHz until it is played at another rate. */
export class Playback {
  readonly #step: number;
  readonly #waiting: number[] = [];
  #position = 0;
  #isPlaying = false;

  constructor(sampleRate: number) {
    this.#step = TELEPHONE_HZ / sampleRate;
  }

  add(frame: Uint8Array): void {
    for (const byte of frame) this.#waiting.push(decodeMulaw(byte) / 32_768);
  }

  clear(): void {
    this.#waiting.length = 0;
    this.#isPlaying = false;
  }

  /** Fills the output with what comes next; with silence while too little is here. */
  fill(output: Float32Array): void {
    if (this.#waiting.length >= PREROLL_SAMPLES) this.#isPlaying = true;
    for (let at = 0; at < output.length; at += 1) output[at] = this.#isPlaying ? this.#next() : 0;
  }

  #next(): number {
    const [first = 0, second = first] = this.#waiting;
    const sample = first + (second - first) * this.#position;
    this.#position += this.#step;
    while (this.#position >= 1) {
      this.#position -= 1;
      this.#waiting.shift();
    }
    if (this.#waiting.length === 0) this.#isPlaying = false;
    return sample;
  }
}
