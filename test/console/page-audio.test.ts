import { FrameMaker, Playback } from '../../console/page/audio/resample';
import { decodeMulaw } from '../../console/g711';

/** A tone as a microphone gives it. */
const makeSamples = (sampleRate: number, seconds: number, hertz = 440) =>
  Float32Array.from(
    { length: sampleRate * seconds },
    (_unused, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / sampleRate),
  );

/** How often the samples become positive: the tone's frequency, over one second. */
const countWaves = (samples: readonly number[]) =>
  samples.filter((sample, at) => sample > 0 && (samples[at - 1] ?? 1) <= 0).length;

describe.each([48_000, 44_100, 8_000])('audio at %d Hz', (sampleRate) => {
  it('becomes frames of 20 ms of the same tone', () => {
    const maker = new FrameMaker(sampleRate);

    const frames = maker.add(makeSamples(sampleRate, 1));

    const bytes = frames.flatMap((frame) => [...frame]);
    expect(frames.every(({ length }) => length === 160)).toBe(true);
    expect(bytes.length).toBeGreaterThanOrEqual(7_840);
    expect(Math.abs(countWaves(bytes.map(decodeMulaw)) - 440)).toBeLessThan(12);
  });

  it('is played with the tone that the frames have', () => {
    const playback = new Playback(sampleRate);
    for (const frame of new FrameMaker(8_000).add(makeSamples(8_000, 1))) playback.add(frame);
    const output = new Float32Array(sampleRate);

    playback.fill(output);

    expect(Math.abs(countWaves([...output]) - 440)).toBeLessThan(12);
    expect(Math.max(...output)).toBeGreaterThan(0.4);
  });
});

describe('playback', () => {
  it('is silent until enough audio is here, and after it has been cleared', () => {
    const playback = new Playback(8_000);
    const loud = () => {
      const output = new Float32Array(80);
      playback.fill(output);
      return output.some((sample) => sample !== 0);
    };

    const heard = [1, 2, 3].map(() => {
      playback.add(new Uint8Array(160).fill(0x10));
      return loud();
    });
    playback.clear();

    expect([heard, loud()]).toEqual([[false, false, true], false]);
  });
});
