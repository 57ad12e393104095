import { decodeMulaw, encodeMulaw } from '../../console/g711';

const bytes = Array.from({ length: 256 }, (_unused, byte) => byte);

describe('µ-law', () => {
  it('returns the byte that a sample was decoded from', () => {
    const again = bytes.map((byte) => encodeMulaw(decodeMulaw(byte)));

    // 0x7f is a second, negative zero.
    expect(again).toEqual(bytes.map((byte) => (byte === 0x7f ? 0xff : byte)));
  });

  it('has silence, the loudest samples and a quiet one where G.711 has them', () => {
    expect([0, 32_767, -32_768, 8].map(encodeMulaw)).toEqual([0xff, 0x80, 0x00, 0xfe]);
    expect([0xff, 0x80, 0x00].map(decodeMulaw)).toEqual([0, 32_124, -32_124]);
  });

  it('is off by a sixteenth of a sample at most', () => {
    const worst = Math.max(
      ...Array.from({ length: 32_000 }, (_unused, at) => at + 1).map(
        (sample) => Math.abs(decodeMulaw(encodeMulaw(sample)) - sample) / Math.max(sample, 0x84),
      ),
    );

    expect(worst).toBeLessThan(1 / 16);
  });
});
