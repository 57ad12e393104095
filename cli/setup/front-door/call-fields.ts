import * as v from 'valibot';
import { parseCaller } from '../../../src/phone/caller';
import { isE164 } from '../../../src/phone/e164';
import { isVerstat } from '../../../src/twilio/attestation';

/** What a caller can meet first, by the word for it. */
export const MEETINGS = [
  ...(['assistant', 'people', 'menu', 'consent', 'challenge'] as const),
  ...(['rejected', 'busy', 'refused', 'voicemail'] as const),
  ...(['over-limit', 'closed', 'fallback', 'own-leg'] as const),
] as const;

export type Meeting = (typeof MEETINGS)[number];

/** Says that Twilio knows no country of the caller. */
export const UNKNOWN_COUNTRY = 'unknown';

const NO_COUNT = 'is not a number of calls from 1 to 100000, this one with them';
const count = v.pipe(
  v.number(NO_COUNT),
  v.integer(NO_COUNT),
  v.minValue(1, NO_COUNT),
  v.maxValue(100_000, NO_COUNT),
);

const NO_AMOUNT = 'is not an amount from 0 to 1000000';

/** What can be said of a call, on the command line and in a table of expectations. */
export const callFields = {
  to: v.pipe(v.string(), v.check(isE164, 'is not a phone number in E.164 form like +12025550101')),
  from: v.pipe(
    v.string(),
    v.check(
      (text) => parseCaller(text).kind !== 'unparsed',
      'is neither a phone number in E.164 form, nor anonymous, nor an address like sip:jane@example.com',
    ),
  ),
  country: v.pipe(
    v.string(),
    v.regex(
      new RegExp(`^(?:[A-Z]{2}|${UNKNOWN_COUNTRY})$`),
      `is neither a country of two capital letters, like US, nor ${UNKNOWN_COUNTRY}`,
    ),
  ),
  state: v.pipe(
    v.string(),
    v.regex(/^[A-Z0-9]{1,3}$/, 'is not the code of a state in capital letters, like CA'),
  ),
  verification: v.pipe(
    v.string(),
    v.check(isVerstat, 'is not a value of StirVerstat like TN-Validation-Failed-C'),
  ),
  count,
  amount: v.pipe(v.number(NO_AMOUNT), v.minValue(0, NO_AMOUNT), v.maxValue(1_000_000, NO_AMOUNT)),
  expect: v.picklist(MEETINGS, `is none of ${MEETINGS.join(', ')}`),
};
