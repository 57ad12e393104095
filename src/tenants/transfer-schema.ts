import * as v from 'valibot';
import { bounds } from '../config/bounds';
import { DAYS, isTimeZone } from './hours';
import { musicFile, phoneNumber, sentence, wholeSeconds } from './schema-parts';

const timeOfDay = v.pipe(
  v.string(),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of the day like 08:30'),
);

const hours = v.strictObject({
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'is not a time zone like Europe/Berlin')),
  open: v.pipe(
    v.array(
      v.strictObject({
        days: v.pipe(
          v.array(v.picklist(DAYS, `is none of ${DAYS.join(', ')}`)),
          v.minLength(1, 'has no day'),
        ),
        from: timeOfDay,
        to: timeOfDay,
      }),
    ),
    v.minLength(1, 'has no times: nobody could ever be reached'),
  ),
});

const destination = v.strictObject({
  key: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not 1 to 40 small letters, digits and dashes'),
  ),
  /** Helps the assistant to choose it. */
  description: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'is empty: the assistant chooses by it'),
    v.maxLength(300, 'is longer than 300 characters'),
  ),
  numbers: v.pipe(
    v.array(phoneNumber),
    v.minLength(1, 'has no number'),
    v.maxLength(
      bounds.peoplePerDestination,
      `has more than ${bounds.peoplePerDestination} numbers: Twilio starts one call a second`,
    ),
  ),
  ring: v.optional(
    v.picklist(['together', 'in-turn'], 'is neither "together" nor "in-turn"'),
    'together',
  ),
  ringSeconds: v.optional(wholeSeconds(5, 60), 20),
  /** Whose number the people see: the caller's if Twilio allows it, or the business's. */
  callerId: v.optional(
    v.picklist(['caller', 'business'], 'is neither "caller" nor "business"'),
    'caller',
  ),
  hours: v.optional(hours),
});

const whatNext = ['assistant', 'fallback', 'hangup'] as const;

/** How callers are transferred to people. */
export const transfer = v.strictObject({
  destinations: v.pipe(
    v.array(destination),
    v.minLength(1, 'has no destination'),
    v.maxLength(20, 'has more than 20 destinations'),
    v.check(
      (list) => new Set(list.map(({ key }) => key)).size === list.length,
      'has two destinations with the same key',
    ),
  ),
  /**
   * What callers hear while people are rung: a file of src/assets, or a sentence; otherwise the
   * built-in music.
   */
  hold: v.optional(
    v.union(
      [v.strictObject({ music: musicFile }), v.strictObject({ message: sentence })],
      'has neither music nor a message',
    ),
  ),
  /** After nobody took the call. */
  onFailure: v.optional(v.picklist(whatNext, `is none of ${whatNext.join(', ')}`), 'assistant'),
  /** After a talk that the other side ended; by default the same as onFailure. */
  afterTalk: v.optional(v.picklist(whatNext, `is none of ${whatNext.join(', ')}`)),
});

/** How a tenant's callers are transferred to people, as the tenant file writes it. */
export type Transfer = v.InferOutput<typeof transfer>;
/** People to whom a caller can be transferred. */
export type Destination = v.InferOutput<typeof destination>;
