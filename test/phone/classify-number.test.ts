import { readFileSync } from 'node:fs';
import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, getExampleNumber } from 'libphonenumber-js';
import { buildNumbering, buildTollFree } from '../../build/numbering';
import { inProject } from '../../build/project';
import { classifyNumber } from '../../src/phone/classify-number';
import { isTollFree } from '../../src/phone/toll-free';
import type { E164 } from '../../src/phone/e164';

/** Two codes whose countries share their mobile numbers, so that no number tells them apart. */
const SHARED = new Set([
  'GP',
  'MF',
  'BL',
  'NO',
  'SJ',
  'IT',
  'VA',
  'AU',
  'CC',
  'CX',
  'MA',
  'EH',
  'FI',
  'AX',
  'RE',
  'YT',
  'GB',
  'GG',
  'JE',
  'IM',
]);

describe('the numbering plans', () => {
  it('are those of the installed library, or npm run numbering writes them', () => {
    const text = readFileSync(inProject('src/phone/numbering.json'), 'utf8');

    expect(JSON.parse(text)).toEqual(JSON.parse(buildNumbering()));
  });

  it('of toll-free numbers are those of the installed library, too', () => {
    const text = readFileSync(inProject('src/phone/toll-free.json'), 'utf8');

    expect(JSON.parse(text)).toEqual(JSON.parse(buildTollFree()));
  });

  it.each([
    ['+18005550143', true],
    ['+18885550143', true],
    ['+448001111', true],
    ['+498001234567', true],
    ['+12025550143', false],
    ['+447400123456', false],
    ['+881612345678', false],
  ])('say of %s whether it is toll-free: %s', (number, expected) => {
    expect(isTollFree(number as E164)).toBe(expected);
  });

  it('name the country of a mobile number of every country', () => {
    const countries = Object.keys(examples).filter((country) => !SHARED.has(country));

    const named = countries.map((country) => {
      const number = getExampleNumber(country as CountryCode, examples)?.number as E164;
      return classifyNumber(number).country;
    });

    expect(countries.length).toBeGreaterThan(200);
    expect(named).toEqual(countries);
  });

  it.each([
    ['+12025550143', 'US', 'ordinary'],
    ['+14165550143', 'CA', 'ordinary'],
    ['+18765550100', 'JM', 'ordinary'],
    ['+19005550100', 'US', 'premium-rate'],
    ['+447030123456', 'GB', 'personal'],
    ['+448451234567', 'GB', 'premium-rate'],
    ['+4990012345678', 'DE', 'premium-rate'],
    ['+491803123456', 'DE', 'shared-cost'],
    ['+493023125101', 'DE', 'ordinary'],
    ['+8821612345678', undefined, 'ordinary'],
    ['+8707701234567', undefined, 'ordinary'],
    ['+979123456789', undefined, 'ordinary'],
  ])('say of %s: %s, %s', (number, country, kind) => {
    expect(classifyNumber(number as E164)).toEqual({ country, kind });
  });
});
