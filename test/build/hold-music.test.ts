import { buildHoldMusic } from '../../build/hold-music';

describe('the hold music', () => {
  it('is a WAV file of telephone quality, eight seconds long, not silent', () => {
    const music = buildHoldMusic();

    expect(music.toString('latin1', 0, 4)).toBe('RIFF');
    expect(music.readUInt32LE(4)).toBe(music.length - 8);
    expect(music.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    const formatBytes = music.readUInt32LE(16);
    const [tag, channels] = [music.readUInt16LE(20), music.readUInt16LE(22)];
    const [rate, bytesPerSecond] = [music.readUInt32LE(24), music.readUInt32LE(28)];
    expect([tag, channels, rate, bytesPerSecond, music.readUInt16LE(34)]).toEqual([
      7, 1, 8_000, 8_000, 8,
    ]);
    const dataAt = 20 + formatBytes;
    expect(music.toString('latin1', dataAt, dataAt + 4)).toBe('data');
    expect(music.readUInt32LE(dataAt + 4)).toBe(music.length - dataAt - 8);
    expect((music.length - dataAt - 8) / rate).toBe(8);
    expect(new Set(music.subarray(dataAt + 8)).size).toBeGreaterThan(30);
  });
});
