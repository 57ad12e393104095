import * as v from 'valibot';
import { UUID_PATTERN } from '../config/uuid';
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
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Returns false for what only looks like a language, such as `sp` for Spanish. */
function hasName(tag: string): boolean {
  try {
    return languageNames.of(tag) !== undefined;
  } catch {
    return false;
  }
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const NO_LANGUAGE = 'is not a language like en, es or pt-BR';
/** Of a text that is written in one language of several: a whole tag, or its first part. */
const textLanguage = v.pipe(
  v.string(),
  v.regex(LANGUAGE, NO_LANGUAGE),
  v.check((tag) => !LANGUAGE.test(tag) || hasName(tag), NO_LANGUAGE),
);
/** One text for every caller, or one per language. */
export const byLanguage = <const T extends v.GenericSchema<string>>(text: T) =>
  v.union([text, v.record(textLanguage, text)], 'is neither a text nor texts by language');
export const words = byLanguage(sentence);
/** A tenant's own words, as the tenant file writes them. */
export type OwnWords = v.InferOutput<typeof words>;
/** A language as Twilio speaks it. */
export const languageTag = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})+$/, 'is not a language tag like en-US'),
);
export const voiceName = v.pipe(
  v.string(),
  v.regex(/^(man|woman|(Polly|Google)\.[\w-]+)$/, 'is not a Twilio voice like Polly.Joanna'),
);
export const country = v.pipe(
  v.string(),
  v.regex(
    /^(?!UK$)[A-Z]{2}$/,
    'is not a country of ISO 3166 in two capital letters, like US or GB',
  ),
);
/** A place that a rule is for. */
export const placeEntries = {
  country,
  /** In Twilio's form: two letters in North America. Without it, the whole country. */
  state: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.toUpperCase(),
      v.minLength(1, 'is empty: leave it out for the whole country'),
      v.maxLength(40, 'is longer than 40 characters'),
    ),
  ),
};
/** Returns whether no two rules are for the same place. */
export function hasOneRuleEach(
  rules: readonly { readonly country: string; readonly state?: string | undefined }[],
): boolean {
  const places = rules.map(({ country, state = '' }) => `${country} ${state}`);
  return new Set(places).size === rules.length;
}
export const uuid = v.pipe(v.string(), v.regex(UUID_PATTERN, 'is not a UUID as Vapi gives them'));
export const assistantIds = {
  assistantId: v.optional(uuid),
  squadId: v.optional(uuid),
  workflowId: v.optional(uuid),
};
/** Which of Vapi's three kinds answers, as the tenant file writes it. */
export interface AssistantIds {
  readonly assistantId?: string | undefined;
  readonly squadId?: string | undefined;
  readonly workflowId?: string | undefined;
}
export function hasOneId({ assistantId, squadId, workflowId }: AssistantIds): boolean {
  return [assistantId, squadId, workflowId].filter((id) => id !== undefined).length === 1;
}
export const ONE_ID = 'needs exactly one of assistantId, squadId and workflowId';
/** Another assistant of the tenant's own organisation at Vapi. */
export const otherAssistant = v.pipe(
  v.strictObject(assistantIds),
  v.check((ids) => hasOneId(ids), ONE_ID),
);
/** One of some words. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  v.picklist(words, `is none of ${words.map((word) => `"${word}"`).join(', ')}`);
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
  v.check(
    (name) => name !== 'SWITCHBOARD_WEBHOOK_SECRET',
    'is the secret that the secrets of all tenants are derived from, and the tenant must not know it: leave secretEnv out',
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

/** A voice speaks one language: Twilio fails on a sentence in another. */
export function isVoiceFitting({
  voice,
  language,
}: {
  readonly voice?: string | undefined;
  readonly language?: string | undefined;
}): boolean {
  if (voice === undefined) return true;
  const [, spoken] = /^Google\.([a-z]{2,3}-[A-Z]{2})/.exec(voice) ?? [];
  return language !== undefined && (spoken === undefined || spoken === language);
}

export const VOICE_MISFIT = 'needs the language of its voice beside it';

/** Names of variables that this project fills in itself. */
export const RESERVED_NAMES = [
  'businessName',
  'tenantId',
  'callSid',
  'callerNumber',
  'isReconnect',
  'isCallback',
  'transferOutcome',
  'transferDestination',
  'transferSummary',
  'recordingConsent',
  'isOpen',
  'closedReason',
  'opensAt',
  'localTime',
  'todayHours',
  'timeZone',
  'ringOutcome',
  'callerLanguage',
  'aiDisclosed',
] as const;

/** Values that a tenant passes on. */
export const ownValues = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^\w{1,64}$/, 'is not a name of letters, digits and underscores')),
    v.union(
      [v.string(), v.number(), v.boolean()],
      'is not a text, a number, or true or false: Vapi puts it into sentences',
    ),
  ),
  v.check(
    (values) => RESERVED_NAMES.every((name) => !(name in values)),
    `uses a name that is filled in for every call: ${RESERVED_NAMES.join(', ')}`,
  ),
);
