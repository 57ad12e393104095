import { decodeMulaw, encodeMulaw } from '../../../console/g711';

/** Bytes of 20 ms of telephone audio: 8 kHz, one byte a sample. */
export const FRAME_BYTES = 160;

/** Samples in a millisecond of telephone audio. */
export const SAMPLES_PER_MS = 8;

/** Returns a tone that nobody takes for silence. */
export function makeTone(durationMs: number, hertz = 440): Buffer {
  const samples = durationMs * SAMPLES_PER_MS;
  return Buffer.from(
    Array.from({ length: samples }, (_unused, index) =>
      encodeMulaw(Math.round(8_000 * Math.sin((2 * Math.PI * hertz * index) / 8_000))),
    ),
  );
}

/**
 * Returns whether a person would hear anything: its mean amplitude is above a telephone's noise.
 */
export function isAudible(audio: Buffer): boolean {
  if (audio.length === 0) return false;
  const sum = audio.reduce((total, byte) => total + Math.abs(decodeMulaw(byte)), 0);
  return sum / audio.length > 200;
}
