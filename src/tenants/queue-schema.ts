import * as v from 'valibot';
import { musicFile, oneOf, wholeNumber, wholeSeconds } from './schema-parts';

const offers = ['voicemail', 'callback'] as const;

/** How callers who asked for a callback are called back. */
const callback = v.strictObject({
  /** How many times a phone is called before the request is given up. */
  tries: v.optional(wholeNumber(1, 5, 'tries'), 2),
  ringSeconds: v.optional(wholeSeconds(10, 60), 25),
  /** After an attempt that nobody answered, or without key 1. */
  retryAfterSeconds: v.optional(wholeSeconds(60, 3_600), 300),
  /** An older request is worthless. */
  expiresAfterSeconds: v.optional(wholeSeconds(600, 86_400), 7_200),
});

/** How callers wait while all slots of the assistant are taken. */
export const queue = v.strictObject({
  /**
   * Twilio's name of the queue; tenants with the same name share a queue. By default the tenant's
   * id.
   */
  name: v.optional(
    v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'is not 1 to 64 letters, digits, _ and -')),
  ),
  maxWaitSeconds: v.optional(wholeSeconds(30, 3_600), 600),
  /** Further callers do not wait: they get the fallback at once. */
  maxCallers: v.optional(wholeNumber(1, 1_000, 'callers'), 50),
  /** A file of src/assets; otherwise the built-in music. */
  music: v.optional(musicFile),
  /** Between two announcements of the position; 0 = never announced. */
  announceEverySeconds: v.optional(
    v.union([v.literal(0), wholeSeconds(15, 600)], 'is neither 0 nor 15 to 600 seconds'),
    45,
  ),
  /**
   * What callers may choose instead of waiting: to leave a message with 1, to be called back with
   * 2.
   */
  offers: v.optional(v.array(oneOf(offers)), []),
  /** How callers are called back, if that is offered. */
  callback: v.optional(callback),
});

/** How callers wait, as the tenant file writes it. */
export type Queue = v.InferOutput<typeof queue>;

/** How callers are called back, with the defaults filled in. */
export type CallbackRules = v.InferOutput<typeof callback>;

const DEFAULT_RULES: CallbackRules = v.parse(callback, {});

/** Returns how a queue's callers are called back; undefined if they are not. */
export function findCallbackRules(queue: Queue | undefined): CallbackRules | undefined {
  if (queue?.offers.includes('callback') !== true) return undefined;
  return queue.callback ?? DEFAULT_RULES;
}
