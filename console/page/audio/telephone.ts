/** Where the server serves `worklet.ts`. */
const WORKLET_URL = '/worklet.js';

/**
 * What the phone's ear and mouth are made of. A browser lets it sound only after a click, so it is
 * made by the first one.
 */
export class Telephone {
  /** Everything that sounds goes through it, and is muted there. */
  readonly speaker: GainNode;
  readonly #earpiece: AudioWorkletNode;
  #microphone: { readonly stream: MediaStream; readonly source: AudioNode } | undefined;

  private constructor(readonly context: AudioContext) {
    this.speaker = context.createGain();
    this.speaker.connect(context.destination);
    this.#earpiece = new AudioWorkletNode(context, 'earpiece', { numberOfInputs: 0 });
    this.#earpiece.connect(this.speaker);
  }

  static async make(): Promise<Telephone> {
    const context = new AudioContext();
    await context.audioWorklet.addModule(WORKLET_URL);
    return new Telephone(context);
  }

  /** Plays µ-law at 8 kHz. */
  play(audio: Uint8Array<ArrayBuffer>): void {
    this.#earpiece.port.postMessage(audio, [audio.buffer]);
  }

  /** Forgets what has not been played. */
  clear(): void {
    this.#earpiece.port.postMessage('clear');
  }

  /** Asks for the microphone. @throws {DOMException} without one, or without permission */
  async listen(onFrame: (frame: Uint8Array<ArrayBuffer>) => void): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true },
    });
    this.stopListening();
    const source = this.context.createMediaStreamSource(stream);
    const frames = new AudioWorkletNode(this.context, 'microphone', { numberOfOutputs: 0 });
    frames.port.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => onFrame(data);
    source.connect(frames);
    this.#microphone = { stream, source };
  }

  get isListening(): boolean {
    return this.#microphone !== undefined;
  }

  stopListening(): void {
    this.#microphone?.source.disconnect();
    for (const track of this.#microphone?.stream.getTracks() ?? []) track.stop();
    this.#microphone = undefined;
  }
}
