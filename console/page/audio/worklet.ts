import { FrameMaker, Playback } from './resample';

/** Sends the microphone's audio as frames of µ-law. */
class Microphone extends AudioWorkletProcessor {
  readonly #frames = new FrameMaker(sampleRate);

  process([input]: Float32Array[][]): boolean {
    const [samples] = input ?? [];
    for (const frame of samples ? this.#frames.add(samples) : []) {
      this.port.postMessage(frame, [frame.buffer]);
    }
    return true;
  }
}

/** Plays frames of µ-law that it is sent; `clear` forgets what has not been played. */
class Earpiece extends AudioWorkletProcessor {
  readonly #playback = new Playback(sampleRate);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Uint8Array | 'clear'>) => {
      if (data === 'clear') this.#playback.clear();
      else this.#playback.add(data);
    };
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [samples] = output ?? [];
    if (samples) this.#playback.fill(samples);
    return true;
  }
}

registerProcessor('microphone', Microphone);
registerProcessor('earpiece', Earpiece);
