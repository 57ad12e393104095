/** Notes of a slow, soft arpeggio, in hertz; it ends where it begins. */
const CHORDS = [
  [261.63, 329.63, 392.0, 523.25],
  [220.0, 261.63, 329.63, 440.0],
  [174.61, 220.0, 261.63, 349.23],
  [196.0, 246.94, 293.66, 392.0],
] as const;

const SAMPLES_PER_SECOND = 8_000;
const NOTE_SECONDS = 0.5;

/** How loud the whole is: behind a voice, not before it. */
const LEVEL = 0.18;

/**
 * Returns music for waiting callers as a WAV file of telephone quality (8 kHz, 8 bit mu-law, mono).
 * It lasts eight seconds, because the caller's wait is checked whenever it ends. It is generated
 * here, so nobody has rights to it.
 */
export function buildHoldMusic(): Buffer {
  const notes = CHORDS.flat();
  const samples = new Float64Array(notes.length * NOTE_SECONDS * SAMPLES_PER_SECOND);
  for (const [index, hertz] of notes.entries()) addNote(samples, index, hertz);
  const audio = Buffer.from(Array.from(samples, (sample) => encodeMulaw(sample * LEVEL)));
  return Buffer.concat([buildHeader(audio.length), audio]);
}

/** A note rings on into those after it, and from the last into the first. */
function addNote(samples: Float64Array, index: number, hertz: number): void {
  const start = Math.round(index * NOTE_SECONDS * SAMPLES_PER_SECOND);
  const length = 3 * NOTE_SECONDS * SAMPLES_PER_SECOND;
  for (let at = 0; at < length; at += 1) {
    const seconds = at / SAMPLES_PER_SECOND;
    const envelope = Math.min(1, seconds / 0.03) * Math.exp(-2.5 * seconds);
    const wave = Math.sin(2 * Math.PI * hertz * seconds);
    const overtone = 0.25 * Math.sin(4 * Math.PI * hertz * seconds);
    const place = (start + at) % samples.length;
    samples[place] = (samples[place] ?? 0) + envelope * (wave + overtone);
  }
}

/** @see ITU-T G.711 */
function encodeMulaw(sample: number): number {
  const bias = 132;
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(32_635, Math.round(Math.abs(sample) * 32_767)) + bias;
  const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** RIFF header with a format chunk for mu-law (tag 7). */
function buildHeader(audioBytes: number): Buffer {
  const header = Buffer.alloc(46);
  header.write('RIFF', 0);
  header.writeUInt32LE(38 + audioBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(18, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 38);
  header.writeUInt32LE(audioBytes, 42);
  return header;
}
