import * as v from 'valibot';
import { bounds } from '../config/bounds';
import { hoursOrTenants } from './hours-schema';
import { musicFile, oneOf, phoneNumber, sentence, wholeSeconds } from './schema-parts';

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
  /** When these people can be reached; "tenant" = while the business is open. */
  hours: v.optional(hoursOrTenants),
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
  onFailure: v.optional(oneOf(whatNext), 'assistant'),
  /** After a talk that the other side ended; by default the same as onFailure. */
  afterTalk: v.optional(oneOf(whatNext)),
});

/** How a tenant's callers are transferred to people, as the tenant file writes it. */
export type Transfer = v.InferOutput<typeof transfer>;
/** People to whom a caller can be transferred. */
export type Destination = v.InferOutput<typeof destination>;
