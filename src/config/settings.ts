import * as v from 'valibot';
import { isE164 } from '../phone/e164';
import { CLOSED_FORM, type ClosedTenants, parseClosed, splitClosed } from './closed-by-hand';
import { buildOutage, isOutageWord, keepReadable, splitOutage } from './outage';
import { Secret } from './secret';
import { UUID_PATTERN } from './uuid';

const uuid = (where: string) =>
  v.pipe(v.string(), v.regex(UUID_PATTERN, `is not a UUID; copy it from ${where}`));

const secret = v.pipe(
  v.string(),
  v.check(
    // The HTTP client refuses a header value with other characters, and its error would contain the
    // key.
    (text) => /^[\x21-\x7e]+$/.test(text),
    'has blanks or characters that no key has; copy it again',
  ),
  v.transform((text) => new Secret(text)),
);

const HARD_TO_GUESS = v.minLength<string, 16, string>(
  16,
  'is shorter than 16 characters; make one with: openssl rand -hex 24',
);

const eventsSecret = v.pipe(v.string(), HARD_TO_GUESS, secret);

/** The form of Standard Webhooks, or any text that is hard to guess. */
export const webhookSecret = v.pipe(
  v.string(),
  v.check(
    (text) => !text.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]{22,}={0,2}$/.test(text),
    'begins with whsec_ but is not base64 of 16 bytes or more behind it',
  ),
  HARD_TO_GUESS,
  secret,
);

/** A header's value: any printable text that the log can find and remove. */
export const headerValue = v.pipe(
  v.string(),
  v.regex(/^[\x20-\x7e]+$/, 'has characters that no header may have; copy it again'),
  v.minLength(8, 'is shorter than 8 characters, which anybody can guess'),
  v.transform((text) => new Secret(text)),
);

const milliseconds = (least: number, max: number) => {
  const message = `is not a whole number of milliseconds from ${least} to ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.minValue(least, message),
    v.maxValue(max, message),
  );
};

const count = (max: number) => {
  const message = `is not a whole number from 0 to ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.maxValue(max, message),
  );
};

const isApiUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isPlain = url.origin === text.replace(/\/+$/, '').toLowerCase();
  return isPlain && (url.protocol === 'https:' || (isLoopback && url.protocol === 'http:'));
};

/**
 * The account's credentials go there. Other regions have no Sync, and other credentials, numbers and
 * calls.
 */
const TWILIO_API_URL =
  /^(https:\/\/api(\.[a-z-]+\.us1)?\.twilio\.com|https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)\/*$/;

/**
 * Returns whether a URL's host is of the form `api.ie1.twilio.com`, deprecated since 28 Apr 2026.
 * With the edge, as in `api.dublin.ie1.twilio.com`, it remains valid.
 */
export function namesRegionWithoutEdge(url: string): boolean {
  return URL.canParse(url) && /^[a-z-]+\.[a-z]{2}\d\.twilio\.com$/.test(new URL(url).hostname);
}

const hostRules = v.pipe(
  v.string(),
  v.transform((text) => text.toLowerCase().split(',')),
  v.transform((rules) => rules.map((rule) => rule.trim()).filter((rule) => rule !== '')),
  v.array(
    v.pipe(
      v.string(),
      v.regex(
        /^(localhost|\.?[a-z0-9-]+(\.[a-z0-9-]+)+)$/,
        'is not a comma-separated list of host names with a domain; a leading dot takes subdomains, as in .vapi.ai',
      ),
    ),
  ),
  v.minLength(1, 'names no host'),
);

const outage = v.pipe(
  v.string(),
  v.transform(splitOutage),
  v.array(
    v.pipe(
      v.string(),
      v.check(
        isOutageWord,
        ({ input }) =>
          `names ${JSON.stringify(input.slice(0, 40))}, which is no tenant id; write ids, group:<name> and names of keys with commas between them, or all`,
      ),
    ),
  ),
  v.transform((entries) => buildOutage(entries)),
);

const closed = v.pipe(
  v.string(),
  v.transform(splitClosed),
  v.array(
    v.pipe(
      v.string(),
      v.check(
        (entry) => parseClosed(entry) !== undefined,
        ({ input }) => `has ${JSON.stringify(input.slice(0, 60))}; write ${CLOSED_FORM}`,
      ),
    ),
  ),
  v.transform(
    (entries): ClosedTenants =>
      new Map(entries.map(parseClosed).filter((closed) => closed !== undefined)),
  ),
);

/**
 * Every setting that the environment may hold, and how its text becomes a value.
 * `.env.example` and docs/reference.md list the same names; a rule test compares them.
 */
export const settings = {
  VAPI_API_KEY: v.optional(secret),
  VAPI_ASSISTANT_ID: v.optional(uuid('the Vapi dashboard, Assistants')),
  VAPI_PHONE_NUMBER_ID: v.optional(uuid('the Vapi dashboard, Phone Numbers')),
  VAPI_BASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(isApiUrl, 'is not an https URL; https://api.vapi.ai or https://api.eu.vapi.ai'),
      v.transform((text) => text.replace(/\/+$/, '')),
    ),
    'https://api.vapi.ai',
  ),
  VAPI_STREAM_HOSTS: v.optional(hostRules, '.vapi.ai'),
  VAPI_TIMEOUT_MS: v.optional(milliseconds(250, 9_000)),
  VAPI_PLACEHOLDER_NUMBER: v.optional(
    v.pipe(v.string(), v.check(isE164, 'is not a phone number in E.164 form, like +15550100000')),
  ),
  SWITCHBOARD_DEADLINE_MS: v.optional(milliseconds(2_000, 9_500), '8000'),
  SWITCHBOARD_BREAKER_FAILURES: v.optional(count(100), '3'),
  SWITCHBOARD_BREAKER_OPEN_MS: v.optional(milliseconds(1_000, 600_000), '15000'),
  SWITCHBOARD_WEBHOOK_SECRET: v.optional(webhookSecret),
  SWITCHBOARD_EVENTS_SECRET: v.optional(eventsSecret),
  SWITCHBOARD_EVENTS_SECRET_PREVIOUS: v.optional(eventsSecret),
  TWILIO_API_BASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        TWILIO_API_URL,
        'is no address of region us1; leave it empty, or write https://api.dublin.us1.twilio.com',
      ),
      v.transform((text) => text.replace(/\/+$/, '')),
    ),
  ),
  SWITCHBOARD_SYNC_SERVICE_SID: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^IS[0-9a-f]{32}$/,
        'is not the SID of a Sync Service; make one with: twilio api:sync:v1:services:create --friendly-name vapi-switchboard',
      ),
    ),
    // The account's own.
    undefined,
  ),
  SWITCHBOARD_OUTAGE: v.optional(outage, ''),
  SWITCHBOARD_CLOSED: v.optional(closed, ''),
} as const;

export type SettingName = keyof typeof settings;

/** The settings' values after reading, by name. */
export type SettingValues = v.InferOutput<ReturnType<typeof v.object<typeof settings>>>;

/** What is kept of a text that cannot be read as a whole; nothing for settings without an entry. */
export const keepers: Readonly<Partial<Record<SettingName, (text: string) => string>>> = {
  SWITCHBOARD_OUTAGE: (text) => keepReadable(text).join(),
  SWITCHBOARD_CLOSED: (text) =>
    splitClosed(text)
      .filter((entry) => parseClosed(entry) !== undefined)
      .join(),
};
