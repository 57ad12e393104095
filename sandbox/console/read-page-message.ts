import * as v from 'valibot';
import type { PageMessage, PhoneId } from '../../console/protocol';
import { isVerstat } from '../../src/twilio/attestation';

/** A second of sound. */
const LONGEST_AUDIO_BYTES = 8_000;
const LONGEST_SPEECH_SECONDS = 120;
const LONGEST_CALLER = 100;

const isPersonPhone = (text: unknown): text is `person-${number}` =>
  typeof text === 'string' && /^person-\d{1,6}$/.test(text);
const personPhone = v.custom<`person-${number}`>(isPersonPhone, 'is no phone of a person');
const phone = v.custom<PhoneId>(
  (text) => text === 'caller' || isPersonPhone(text),
  'is no phone of this page',
);

const audio = v.pipe(
  v.string(),
  v.base64('is not base64'),
  v.maxLength(Math.ceil(LONGEST_AUDIO_BYTES / 3) * 4, 'is longer than a second'),
);

const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'is not a moment'),
  v.transform((text) => new Date(text).toISOString()),
);

const callFields = v.strictObject({
  type: v.literal('call'),
  to: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, 'is no number like +12025550101')),
  from: v.pipe(
    v.string(),
    v.maxLength(LONGEST_CALLER),
    v.regex(/^[\x21-\x7e]*$/, 'has spaces, or letters that Twilio does not send'),
  ),
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'is no country like US'))),
  state: v.optional(v.pipe(v.string(), v.regex(/^[A-Z][A-Z .'-]{0,40}$/, 'is no state like CA'))),
  attestation: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => text === '' || isVerstat(text), 'is not a word of Twilio’s'),
    ),
  ),
  speaks: v.boolean(),
  reachesVapi: v.boolean(),
});

const placeCall = v.pipe(
  callFields,
  v.check(
    ({ from, country, state }) =>
      state === undefined || country !== undefined || from.startsWith('+1'),
    'a state needs a country, except with a number that begins with +1',
  ),
);

const pageMessage = v.variant('type', [
  placeCall,
  v.strictObject({ type: v.literal('hangUp'), phone }),
  v.strictObject({
    type: v.literal('keys'),
    phone,
    keys: v.pipe(v.string(), v.regex(/^[0-9*#]{1,32}$/, 'has something else than 0-9, * and #')),
  }),
  v.strictObject({ type: v.literal('audio'), phone, payload: audio }),
  v.strictObject({
    type: v.literal('speak'),
    phone,
    seconds: v.pipe(v.number(), v.minValue(0.1), v.maxValue(LONGEST_SPEECH_SECONDS)),
    words: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  }),
  v.strictObject({ type: v.literal('answer'), phone: personPhone }),
  v.strictObject({ type: v.literal('decline'), phone: personPhone }),
  v.strictObject({ type: v.literal('heardOut'), id: v.string() }),
  v.strictObject({
    type: v.literal('fault'),
    id: v.string(),
    isOn: v.picklist(['no', 'next-call', 'from-now-on']),
  }),
  v.strictObject({ type: v.literal('outage'), isOn: v.boolean() }),
  v.strictObject({ type: v.literal('closed'), tenantId: v.string(), isOn: v.boolean() }),
  v.strictObject({ type: v.literal('clock'), at: v.optional(moment) }),
  v.strictObject({ type: v.literal('download'), callId: v.string() }),
  v.strictObject({ type: v.literal('reset') }),
]) satisfies v.GenericSchema<unknown, PageMessage>;

/** Fields that somebody has typed, in their words. */
const TYPED: Readonly<Record<string, string>> = {
  to: 'The called number',
  from: 'The caller',
  country: 'The caller’s country',
  state: 'The caller’s state',
  at: 'The clock',
};

/** Returns what a page sent, or why it cannot be used. */
export function readPageMessage(text: string): PageMessage | { readonly problem: string } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { problem: 'the message is not JSON' };
  }
  const { success, output, issues } = v.safeParse(pageMessage, given);
  if (success) return output;
  const [{ message }] = issues;
  const path = v.getDotPath(issues[0]) ?? 'the message';
  const typed = TYPED[path];
  return { problem: typed === undefined ? `${path}: ${message}` : `${typed} ${message}.` };
}
