/** Bytes of 20 ms of telephone audio: 8 kHz, one byte a sample. */
export const FRAME_BYTES = 160;

/** Samples in a millisecond of telephone audio. */
export const SAMPLES_PER_MS = 8;

const BIAS = 0x84;
const CLIP = 32_635;

/** Returns a 16-bit sample in µ-law. @see ITU-T G.711 */
function encodeMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(CLIP, Math.abs(sample)) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** Returns a µ-law byte as a 16-bit sample. @see ITU-T G.711 */
function decodeMulaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = (((value & 0x0f) << 3) + BIAS) << ((value >> 4) & 0x07);
  return value & 0x80 ? BIAS - magnitude : magnitude - BIAS;
}

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
