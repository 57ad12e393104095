import * as v from 'valibot';
import { bounds } from '../config/bounds';
import { keepDays, phoneNumber, sentence, signedWebhook, wholeSeconds } from './schema-parts';

const dialStep = v.strictObject({
  step: v.literal('dial'),
  numbers: v.pipe(
    v.array(phoneNumber),
    v.minLength(1, 'has no number'),
    v.maxLength(
      bounds.peoplePerStep,
      `has more than ${bounds.peoplePerStep} numbers; Twilio rings 10 at once`,
    ),
  ),
  /**
   * One after another, or all at once. Twilio does not document whether it stops ringing the others
   * when somebody answers, or only when somebody has pressed the key.
   */
  ring: v.optional(
    v.picklist(['in-turn', 'together'], 'is neither "in-turn" nor "together"'),
    'in-turn',
  ),
  /** How long each phone rings. A mobile's mailbox often answers after 20 to 25 seconds. */
  ringSeconds: v.optional(wholeSeconds(5, 120), 20),
  /**
   * The person who answers presses 1, so that no answering machine gets the caller; or is connected at
   * once.
   */
  screen: v.optional(v.picklist(['press-1', 'none'], 'is neither "press-1" nor "none"'), 'press-1'),
});
export const fallbackStep = v.variant('step', [
  v.strictObject({ step: v.literal('say'), text: sentence }),
  dialStep,
  v.strictObject({ step: v.literal('voicemail') }),
  v.strictObject({ step: v.literal('hangup') }),
]);

/** What callers get, step by step, where no assistant answers. */
export const fallbackChain = v.pipe(
  v.array(fallbackStep),
  v.minLength(1, 'has no step'),
  v.maxLength(10, 'has more than 10 steps'),
  v.check(
    (steps) => steps[0]?.step !== 'hangup',
    'begins with a hang-up: the caller hears nothing',
  ),
  v.check(
    (steps) => steps.slice(0, -1).every(({ step }) => step !== 'hangup'),
    'continues after a hang-up',
  ),
);

/** How a message is recorded, and who is notified. */
export const voicemail = v.strictObject({
  /** Said before the tone. */
  greeting: v.optional(sentence),
  maxSeconds: v.optional(wholeSeconds(5, 600), 120),
  /** Twilio transcribes American English only, up to 120 seconds. */
  transcribe: v.optional(v.boolean(), false),
  /** How long messages stay at Twilio: `switchboard sweep` deletes older ones. For ever without it. */
  keepDays: v.optional(keepDays),
  notify: v.optional(
    v.strictObject({
      sms: v.optional(
        v.strictObject({
          to: v.pipe(
            v.array(phoneNumber),
            v.minLength(1, 'has no number'),
            v.maxLength(5, 'has more than 5 numbers'),
          ),
          /** The called number without it. */
          from: v.optional(phoneNumber),
        }),
      ),
      webhook: v.optional(signedWebhook),
    }),
  ),
});

/** One step of a fallback chain, as the tenant file writes it. */
export type FallbackStep = v.InferOutput<typeof fallbackStep>;
/** A tenant's voicemail, as the tenant file writes it. */
export type Voicemail = v.InferOutput<typeof voicemail>;
