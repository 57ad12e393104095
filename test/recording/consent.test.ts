import * as fc from 'fast-check';
import * as v from 'valibot';
import { parsePlace } from '../../src/phone/place';
import { chooseConsent, parseConsent, planRecording } from '../../src/recording/consent';
import { CONSENT_KINDS } from '../../src/tenants/constants';
import { recording, type Recording } from '../../src/tenants/recording-schema';

const recordingOf = (parts: object): Recording => v.parse(recording, { by: 'vapi', ...parts });

const rules = [
  { country: 'US', consent: 'announce' },
  { country: 'US', state: 'CA', consent: 'ask' },
  { country: 'US', state: 'TX', consent: 'none' },
  { country: 'DE', consent: 'ask' },
  { country: 'CA', state: 'on', consent: 'announce' },
];
const usual = recordingOf({ consent: { default: 'none', rules } });

describe('chooseConsent', () => {
  it.each([
    ['US', 'CA', 'ask', 'the rule of the state'],
    ['US', 'TX', 'none', 'the rule of the state, milder than that of its country'],
    ['US', 'NY', 'announce', 'the rule of the country'],
    ['US', '', 'ask', 'the strictest of the country, where the state is not known'],
    ['CA', 'ON', 'announce', 'the rule of the state, however it is written'],
    ['CA', 'QC', 'none', 'the default, where a country has rules for other states only'],
    ['CA', '', 'announce', 'the strictest of the default and the country, without a state'],
    ['DE', 'Berlin', 'ask', 'the rule of the country'],
    ['FR', '', 'none', 'the default'],
    ['', '', 'ask', 'the strictest of all, where nothing is known'],
    ['', 'TX', 'ask', 'the strictest of all, for a state without its country'],
    ['??', 'TX', 'ask', 'the strictest of all, for what is no country'],
    [' us ', ' ca ', 'ask', 'the rule of the state, in small letters'],
  ])('of "%s" "%s": %s, by %s', (country, state, expected) => {
    expect(chooseConsent(usual, parsePlace(country, state))).toBe(expected);
  });

  it('takes the default for the strictest where it is, and the place is not known', () => {
    const strict = recordingOf({
      consent: { default: 'ask', rules: [{ country: 'US', consent: 'none' }] },
    });

    expect(chooseConsent(strict, parsePlace('', ''))).toBe('ask');
    expect(chooseConsent(strict, parsePlace('US', ''))).toBe('none');
  });

  it.each([undefined, { ...usual, by: 'nobody' as const }])(
    'asks nobody where nobody records: %#',
    (which) => {
      expect(chooseConsent(which, parsePlace('DE', ''))).toBe('none');
    },
  );

  it('asks nobody without a word about consent', () => {
    expect(chooseConsent(recordingOf({}), parsePlace('', ''))).toBe('none');
  });

  it('is never milder for less that is known of a place', () => {
    const kind = fc.constantFrom(...CONSENT_KINDS);
    const country = fc.constantFrom('US', 'DE', 'FR');
    const state = fc.constantFrom('A', 'B', 'C');
    const rule = fc.record({ country, state: fc.option(state, { nil: undefined }), consent: kind });
    const places = fc.uniqueArray(rule, {
      selector: (one) => `${one.country} ${one.state}`,
      maxLength: 9,
    });

    fc.assert(
      fc.property(kind, places, country, state, (byDefault, list, where, part) => {
        const all = { ...usual, consent: { default: byDefault, rules: list } };
        const ranks = [parsePlace(where, part), parsePlace(where, ''), parsePlace('', '')].map(
          (place) => CONSENT_KINDS.indexOf(chooseConsent(all, place)),
        );

        expect([...ranks].sort()).toEqual(ranks);
      }),
    );
  });
});

describe('parseConsent', () => {
  it.each(['given', 'refused', 'announced', 'not-asked'])('knows %s', (word) => {
    expect(parseConsent(word)).toBe(word);
  });

  it.each(['', 'Given', 'yes', 'toString'])('takes "%s" for a refusal', (text) => {
    expect(parseConsent(text)).toBe('refused');
  });
});

describe('planRecording', () => {
  it.each([
    ['nobody', 'not-asked', false, false],
    ['vapi', 'not-asked', true, false],
    ['vapi', 'given', true, false],
    ['twilio', 'announced', false, true],
    ['both', 'given', true, true],
    ['vapi', 'refused', false, false],
    ['twilio', 'refused', false, false],
    ['both', 'refused', false, false],
  ] as const)('by %s, %s: Vapi %s, Twilio %s', (by, consent, byVapi, byTwilio) => {
    expect(planRecording(recordingOf({ by }), consent)).toEqual({ byVapi, byTwilio });
  });

  it('leaves Vapi as it is configured for a tenant that says nothing', () => {
    expect(planRecording(undefined, 'refused')).toEqual({ byVapi: undefined, byTwilio: false });
  });
});
