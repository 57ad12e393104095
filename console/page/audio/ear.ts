import type { AudioMessage, HeardMessage, PhoneId, Sound } from '../../protocol';
import { decodeBase64, encodeBase64 } from './base64';
import { playBeep, playKey, startSound } from './sounds';
import { Speech } from './speech';
import { Telephone } from './telephone';

/** Frames of the microphone that are sent together: 100 ms. */
const FRAMES_AT_ONCE = 5;

export interface EarEvents {
  /** Words have been heard to their end. */
  readonly onHeardOut: (id: string) => void;
  /** Base64, µ-law. */
  readonly onSpoken: (payload: string) => void;
}

/** What is heard at the phones of the page, and what the microphone hears. */
export class Ear {
  readonly speech = new Speech();
  readonly #events: EarEvents;
  #telephone: Telephone | undefined;
  #making: Promise<Telephone> | undefined;
  #wantsMicrophone = false;
  #isMuted = false;
  #isOnHold = false;
  #stopSound: () => void = () => undefined;
  #frames: Uint8Array[] = [];
  /** Whose words are being said. */
  #speaking: PhoneId = 'caller';

  constructor(events: EarEvents) {
    this.#events = events;
  }

  /** Must be called by a click: without one, a browser stays silent. @throws where there is no sound */
  async open(): Promise<void> {
    this.#making ??= Telephone.make();
    try {
      this.#telephone = await this.#making;
    } catch (error) {
      this.#making = undefined;
      throw error;
    }
    await this.#telephone.context.resume();
    this.#setVolume();
  }

  hear({ id, phone, sound }: HeardMessage): void {
    if (phone === 'caller') this.#stopSound();
    if (phone === this.#speaking) this.speech.stop();
    if (sound.kind === 'words') this.#hearWords(id, phone, sound);
    else if (phone === 'caller') this.#hearSound(sound);
  }

  play({ phone, payload }: AudioMessage): void {
    if (phone !== 'caller') return;
    this.#stopSound();
    if (payload === '') this.#telephone?.clear();
    else this.#telephone?.play(decodeBase64(payload));
  }

  /** A second phone rings. @returns what stops it */
  ring(): () => void {
    return this.#telephone ? startSound('mobile', this.#telephone.speaker) : () => undefined;
  }

  press(key: string): void {
    if (this.#telephone) playKey(key, this.#telephone.speaker);
  }

  /** The call is over: nothing is heard any more, here and there. */
  fallSilent(): void {
    this.leaveMicrophone();
    this.setOnHold(false);
    this.speech.stop();
    this.#stopSound();
    this.#telephone?.clear();
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#setVolume();
    if (isMuted) this.speech.stop();
  }

  /** On hold, the caller neither hears nor is heard. */
  setOnHold(isOnHold: boolean): void {
    this.#isOnHold = isOnHold;
    this.#setVolume();
    if (isOnHold) this.speech.stop();
  }

  /** @throws {DOMException} without a microphone, or without permission */
  async useMicrophone(): Promise<void> {
    this.#wantsMicrophone = true;
    await this.open();
    await this.#telephone?.listen((frame) => this.#addFrame(frame));
    // The browser asks for permission, and the call may be over before somebody answers.
    if (!this.#wantsMicrophone) this.#telephone?.stopListening();
  }

  get isListening(): boolean {
    return this.#telephone?.isListening ?? false;
  }

  leaveMicrophone(): void {
    this.#wantsMicrophone = false;
    this.#telephone?.stopListening();
  }

  #hearWords(id: string, phone: PhoneId, sound: Extract<Sound, { kind: 'words' }>): void {
    this.#speaking = phone;
    const pitch = phone === 'caller' ? (sound.speaker === 'twilio' ? 1 : 1.15) : 0.85;
    this.speech.say({ ...sound, pitch }, () => this.#events.onHeardOut(id));
  }

  #hearSound(sound: Exclude<Sound, { kind: 'words' }>): void {
    const speaker = this.#telephone?.speaker;
    if (!speaker) return;
    switch (sound.kind) {
      case 'ringing':
      case 'busy':
      case 'not-in-service':
        this.#stopSound = startSound(sound.kind, speaker);
        break;
      case 'music':
        this.#stopSound =
          sound.src === undefined
            ? startSound('melody', speaker)
            : this.#playFile(sound.src, speaker);
        break;
      case 'beep':
        playBeep(speaker);
        break;
      case 'connected':
      case 'quiet':
        break;
    }
  }

  #playFile(src: string, speaker: GainNode): () => void {
    const file = new Audio(src);
    file.loop = true;
    const source = new MediaElementAudioSourceNode(speaker.context as AudioContext, {
      mediaElement: file,
    });
    source.connect(speaker);
    // A file that cannot be played is seen in the captions all the same.
    file.play().catch(() => undefined);
    return () => {
      file.pause();
      source.disconnect();
    };
  }

  #addFrame(frame: Uint8Array): void {
    if (this.#isOnHold) return;
    this.#frames.push(frame);
    if (this.#frames.length < FRAMES_AT_ONCE) return;
    const bytes = this.#frames.flatMap((part) => [...part]);
    this.#frames = [];
    this.#events.onSpoken(encodeBase64(Uint8Array.from(bytes)));
  }

  #setVolume(): void {
    const isSilent = this.#isMuted || this.#isOnHold;
    this.speech.isMuted = isSilent;
    if (this.#telephone) this.#telephone.speaker.gain.value = isSilent ? 0 : 1;
  }
}
