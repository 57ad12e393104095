import { readFileSync } from 'node:fs';
import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, getExampleNumber } from 'libphonenumber-js';
import { buildNumbering } from '../../build/numbering';
import { inProject } from '../../build/project';
import { classifyNumber } from '../../src/phone/classify-number';
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
