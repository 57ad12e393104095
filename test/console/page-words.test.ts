import {
  estimateSeconds,
  formatDuration,
  formatMs,
  formatNumber,
  nameLanguage,
} from '../../console/page/format';
import { chooseVoice } from '../../console/page/audio/voice';
import { readCaller } from '../../console/page/phone/callers';
import { findNumbers } from '../../console/page/phone/find-numbers';
import type { TenantView } from '../../console/protocol';

const tenant = (id: string, name: string, ...numbers: string[]): TenantView => ({
  id,
  name,
  numbers,
  languages: ['en-US'],
  hasQueue: false,
  timeZone: undefined,
  hours: { state: 'always', opensAt: undefined, isClosedByHand: false },
});

const TENANTS = [
  tenant('riverside-dental', 'Riverside Dental', '+12025550101'),
  tenant('summit-hvac', 'Summit Heating & Cooling', '+12025550102', '+12025550103'),
];

describe('the formats of the page', () => {
  it('show numbers, times and languages as people write them', () => {
    expect(formatNumber('+12025550143')).toBe('+1 202 555 0143');
    expect(formatNumber('sip:desk@example.com')).toBe('sip:desk@example.com');
    expect([formatDuration(75_900), formatMs(340), formatMs(1_340)]).toEqual([
      '1:15',
      '340 ms',
      '1.3 s',
    ]);
    expect([nameLanguage('de-DE'), nameLanguage('?')]).toEqual(['German', '?']);
  });

  it('let words take as long as somebody needs to say them', () => {
    expect([estimateSeconds('Yes'), estimateSeconds('I would like an appointment')]).toEqual([
      1, 2,
    ]);
    expect(estimateSeconds('word '.repeat(1_000))).toBe(60);
  });
});

describe('what is typed into the phone', () => {
  const find = (typed: string) => findNumbers(TENANTS, typed).map(({ number }) => number);

  it.each([
    ['nothing', '', ['+12025550101', '+12025550102', '+12025550103']],
    ['a part of a name', 'heat', ['+12025550102', '+12025550103']],
    ['an id', 'summit-hvac', ['+12025550102', '+12025550103']],
    ['digits of a number', '0101', ['+12025550101']],
    ['a number with spaces', '+1 202 555 0103', ['+12025550103']],
    ['a number of nobody', '+49 30 23125199', ['+493023125199']],
    ['words that fit nothing', 'bakery', []],
  ])('finds the numbers of %s', (_what, typed, numbers) => {
    expect(find(typed)).toEqual(numbers);
  });
});

describe('a caller who is typed in', () => {
  it.each([
    ['+1 (202) 555-0143', '+12025550143'],
    [' anonymous ', 'anonymous'],
    ['sip:desk.2@example.com', 'sip:desk.2@example.com'],
  ])('of "%s" is sent as Twilio names it', (typed, sent) => {
    expect(readCaller(typed)).toBe(sent);
  });
});

describe('the voice for a language', () => {
  const voice = (lang: string, isDefault = false) => ({ lang, default: isDefault });

  it("is its country's, or else another of the language", () => {
    const voices = [voice('en-GB', true), voice('en_US'), voice('de-AT')];

    expect(chooseVoice(voices, 'en-US')?.lang).toBe('en_US');
    expect(chooseVoice(voices, 'en-AU')?.lang).toBe('en-GB');
    expect(chooseVoice(voices, 'de-DE')?.lang).toBe('de-AT');
  });

  it('is none where the browser has none of the language', () => {
    expect(chooseVoice([voice('en-US')], 'fr-FR')).toBeUndefined();
  });
});
