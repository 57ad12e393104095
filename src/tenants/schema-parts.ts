import * as v from 'valibot';
import { isE164 } from '../phone/e164';

const PLACEHOLDER = /{{\s*([^{}]*?)\s*}}/g;
/** Words that Twilio speaks. */
export const sentence = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(1000, 'is longer than 1000 characters'),
  v.check(
    (text) => /\p{L}/u.test(text.replace(PLACEHOLDER, '')),
    'says nothing: it has no letter beside {{businessName}}',
  ),
  v.check(
    (text) => [...text.matchAll(PLACEHOLDER)].every(([, name]) => name === 'businessName'),
    'fills in {{businessName}} only',
  ),
);
/** A phone number in E.164 form. */
export const phoneNumber = v.pipe(
  v.string(),
  v.check(isE164, 'is not a phone number in E.164 form, like +15550100000'),
);
/** A whole number of seconds. */
export const wholeSeconds = (least: number, most: number) => {
  const message = `is not a whole number of seconds from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};
