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
/** A file of music among the assets, which Twilio can fetch. */
export const musicFile = v.pipe(
  v.string(),
  v.regex(/^[\w-]+\.protected\.(mp3|wav)$/, 'is not a file like hold.protected.mp3'),
);
export const wholeSeconds = (least: number, max: number) => wholeNumber(least, max, 'seconds');
/** A whole number of the given unit. */
export const wholeNumber = (least: number, max: number, unit: string) => {
  const message = `is not a whole number of ${unit} from ${least} to ${max}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(max, message),
  );
};
/** How many days something stays with a vendor. */
export const keepDays = wholeNumber(1, 3650, 'days');

/** A notification names a caller: it leaves encrypted, and to where it was meant to go. */
function isNotificationUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (isLoopback && protocol === 'http:');
}

const webhookSecretEnv = v.pipe(
  v.string(),
  v.regex(
    /^SWITCHBOARD_[A-Z0-9_]*SECRET[A-Z0-9_]*$/,
    'is not the name of a variable like SWITCHBOARD_WEBHOOK_SECRET_ACME (never the secret itself)',
  ),
  v.check(
    (name) => !name.startsWith('SWITCHBOARD_EVENTS_SECRET'),
    "is the secret that protects transfers and Vapi's messages: a tenant that verifies webhooks must not know it",
  ),
);

const notificationUrl = v.pipe(
  v.string(),
  v.check(
    isNotificationUrl,
    'is not an https URL (http only for this machine) without user or fragment',
  ),
);

/** A tenant's own server, and the variable with the secret that signs what it is sent. */
export const signedWebhook = v.strictObject({
  url: notificationUrl,
  secretEnv: v.optional(webhookSecretEnv),
});

/** A server that is told, as the tenant file writes it. */
export type SignedWebhook = v.InferOutput<typeof signedWebhook>;
