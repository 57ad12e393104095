import { countSegments } from '../../src/texts/segments';

describe('the segments of a text', () => {
  it.each([
    ['x'.repeat(160), 1, 'GSM-7'],
    ['x'.repeat(161), 2, 'GSM-7'],
    ['x'.repeat(306), 2, 'GSM-7'],
    ['x'.repeat(307), 3, 'GSM-7'],
    [`€${'x'.repeat(158)}`, 1, 'GSM-7'],
    [`€${'x'.repeat(159)}`, 2, 'GSM-7'],
    ['äöüßéñ', 1, 'GSM-7'],
    ['á'.repeat(70), 1, 'UCS-2'],
    ['á'.repeat(71), 2, 'UCS-2'],
    ['😀'.repeat(35), 1, 'UCS-2'],
    ['😀'.repeat(36), 2, 'UCS-2'],
    [`”${'x'.repeat(134)}`, 3, 'UCS-2'],
    ['', 1, 'GSM-7'],
  ])('of %.20s… are counted', (text, count, encoding) => {
    expect(countSegments(text)).toEqual({ count, encoding });
  });
});
