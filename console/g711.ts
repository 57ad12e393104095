/** µ-law as the telephone network codes it. Nothing of Node: the console's page uses it too. */
const BIAS = 0x84;
const CLIP = 32_635;

/** Returns a 16-bit sample in µ-law. @see ITU-T G.711 */
export function encodeMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(CLIP, Math.abs(sample)) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** Returns a µ-law byte as a 16-bit sample. @see ITU-T G.711 */
export function decodeMulaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = (((value & 0x0f) << 3) + BIAS) << ((value >> 4) & 0x07);
  return value & 0x80 ? BIAS - magnitude : magnitude - BIAS;
}
