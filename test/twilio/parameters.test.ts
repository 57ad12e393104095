import { parseCount, textOf } from '../../src/twilio/parameters';

describe('textOf', () => {
  it.each([
    ['x', 'x'],
    [['x', 'y'], 'x'],
    [[], ''],
    [[1, 'y'], ''],
    [undefined, ''],
    [null, ''],
    [7, ''],
    [{ a: 1 }, ''],
  ])('%j: "%s"', (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});

describe('parseCount', () => {
  it.each([
    ['0', 0],
    [' 12 ', 12],
    ['9999999999', 9_999_999_999],
    [['3', '4'], 3],
    ['99999999999', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['', undefined],
    [undefined, undefined],
    [5, undefined],
  ])('%j: %s', (value, count) => {
    expect(parseCount(value)).toBe(count);
  });
});
