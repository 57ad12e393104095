import * as v from 'valibot';
import { EVERY_CALL } from '../config/outage';
import { DEFAULT_TENANT_ID, TENANT_ID_PATTERN } from '../config/tenant-id';
import { UUID_PATTERN } from '../config/uuid';
import { isE164 } from '../phone/e164';
import { DAYS, isTimeZone } from './hours';

const uuid = v.pipe(v.string(), v.regex(UUID_PATTERN, 'is not a UUID as Vapi gives them'));

const PLACEHOLDER = /{{\s*([^{}]*?)\s*}}/g;

const sentence = v.pipe(
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

/** Names of variables that this project fills in itself. */
export const RESERVED_NAMES = [
  'businessName',
  'tenantId',
  'callSid',
  'callerNumber',
  'isReconnect',
  'transferOutcome',
  'transferDestination',
  'transferSummary',
] as const;

const ownValues = v.pipe(
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

const phoneNumber = v.pipe(
  v.string(),
  v.check(isE164, 'is not a phone number in E.164 form, like +15550100000'),
);

const wholeSeconds = (least: number, most: number) => {
  const message = `is not a whole number of seconds from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};

const dialStep = v.strictObject({
  step: v.literal('dial'),
  numbers: v.pipe(
    v.array(phoneNumber),
    v.minLength(1, 'has no number'),
    v.maxLength(10, 'has more than 10 numbers; Twilio rings 10 at once'),
  ),
  /**
   * One after another, or all at once. Whether Twilio stops ringing the others when somebody answers
   * or only when somebody has pressed the key is not documented.
   */
  ring: v.optional(
    v.picklist(['in-turn', 'together'], 'is neither "in-turn" nor "together"'),
    'in-turn',
  ),
  /** How long each rings. A mobile's mailbox often answers after 20 to 25 seconds. */
  ringSeconds: v.optional(wholeSeconds(5, 120), 20),
  /** Who answers presses 1, so that no answering machine gets the caller; or is put through at once. */
  screen: v.optional(v.picklist(['press-1', 'none'], 'is neither "press-1" nor "none"'), 'press-1'),
});

const fallbackStep = v.variant('step', [
  v.strictObject({ step: v.literal('say'), text: sentence }),
  dialStep,
  v.strictObject({ step: v.literal('voicemail') }),
  v.strictObject({ step: v.literal('hangup') }),
]);

/** A notice names a caller: it leaves encrypted, and to where it was meant to go. */
function isNoticeUrl(text: string): boolean {
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
        from: timeOfDay(),
        to: timeOfDay(),
      }),
    ),
    v.minLength(1, 'has no times: nobody could ever be reached'),
  ),
});

function timeOfDay() {
  return v.pipe(
    v.string(),
    v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of the day like 08:30'),
  );
}

const destination = v.strictObject({
  key: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is not 1 to 40 small letters, digits and dashes'),
  ),
  /** Tells the assistant when to choose it. */
  description: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'is empty: the assistant chooses by it'),
    v.maxLength(300, 'is longer than 300 characters'),
  ),
  numbers: v.pipe(
    v.array(phoneNumber),
    v.minLength(1, 'has no number'),
    v.maxLength(5, 'has more than 5 numbers: Twilio starts one call a second'),
  ),
  ring: v.optional(
    v.picklist(['together', 'in-turn'], 'is neither "together" nor "in-turn"'),
    'together',
  ),
  ringSeconds: v.optional(wholeSeconds(5, 60), 20),
  /** Whose number the people see: the caller's where Twilio allows it, or the business's. */
  callerId: v.optional(
    v.picklist(['caller', 'business'], 'is neither "caller" nor "business"'),
    'caller',
  ),
  hours: v.optional(hours),
});

const whatNext = ['assistant', 'fallback', 'hangup'] as const;

const transfer = v.strictObject({
  destinations: v.pipe(
    v.array(destination),
    v.minLength(1, 'has no destination'),
    v.maxLength(20, 'has more than 20 destinations'),
    v.check(
      (list) => new Set(list.map(({ key }) => key)).size === list.length,
      'has two destinations with the same key',
    ),
  ),
  /** What callers hear while people are rung: a file of src/assets, or a sentence; music of ours otherwise. */
  hold: v.optional(
    v.union(
      [
        v.strictObject({
          music: v.pipe(
            v.string(),
            v.regex(/^[\w-]+\.protected\.(mp3|wav)$/, 'is not a file like hold.protected.mp3'),
          ),
        }),
        v.strictObject({ message: sentence }),
      ],
      'has neither music nor a message',
    ),
  ),
  /** After nobody took the call. */
  onFailure: v.optional(v.picklist(whatNext, `is none of ${whatNext.join(', ')}`), 'assistant'),
  /** After a talk that the other side ended; as onFailure without it. */
  afterTalk: v.optional(v.picklist(whatNext, `is none of ${whatNext.join(', ')}`)),
});

const noticeUrl = v.pipe(
  v.string(),
  v.check(isNoticeUrl, 'is not an https URL (http only for this machine) without user or fragment'),
);

/** Twilio transcribes no longer recording. @see https://www.twilio.com/docs/voice/twiml/record (transcribe) */
export const MOST_TRANSCRIBED_SECONDS = 120;

const voicemail = v.strictObject({
  /** Said before the tone. */
  greeting: v.optional(sentence),
  maxSeconds: v.optional(wholeSeconds(5, 600), 120),
  /** Twilio transcribes American English only, up to 120 seconds. */
  transcribe: v.optional(v.boolean(), false),
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
      webhook: v.optional(
        v.strictObject({ url: noticeUrl, secretEnv: v.optional(webhookSecretEnv) }),
      ),
    }),
  ),
});

const apiKeyEnv = v.pipe(
  v.string(),
  v.regex(
    /^VAPI_[A-Z0-9_]*KEY[A-Z0-9_]*$/,
    'is not the name of a variable like VAPI_API_KEY_ACME (never the key itself)',
  ),
);

const assistantEntries = {
  /** The Vapi phone number that the calls are booked on; VAPI_PHONE_NUMBER_ID without it. */
  phoneNumberId: v.optional(uuid),
  /** The variable that holds this tenant's own Vapi key; VAPI_API_KEY without it. */
  apiKeyEnv: v.optional(apiKeyEnv),
};

const assistant = v.pipe(
  v.strictObject({
    assistantId: v.optional(uuid),
    squadId: v.optional(uuid),
    workflowId: v.optional(uuid),
    ...assistantEntries,
  }),
  v.check(
    ({ assistantId, squadId, workflowId }) =>
      [assistantId, squadId, workflowId].filter((id) => id !== undefined).length === 1,
    'needs exactly one of assistantId, squadId and workflowId',
  ),
  v.check(
    ({ apiKeyEnv, phoneNumberId }) => apiKeyEnv === undefined || phoneNumberId !== undefined,
    'names a key of its own and so needs a phoneNumberId of that organisation',
  ),
);

/** What `defaults` and a tenant may both say; the tenant's word wins. */
const sharedEntries = {
  variables: v.optional(ownValues),
  metadata: v.optional(ownValues),
  language: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})+$/, 'is not a language tag like en-US'),
    ),
  ),
  voice: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(man|woman|(Polly|Google)\.[\w-]+)$/, 'is not a Twilio voice like Polly.Joanna'),
    ),
  ),
  voicemail: v.optional(voicemail),
  transfer: v.optional(transfer),
  fallback: v.optional(
    v.pipe(
      v.array(fallbackStep),
      v.minLength(1, 'has no step'),
      v.maxLength(10, 'has more than 10 steps'),
      v.check(
        (steps) => steps[0]?.step !== 'hangup',
        'begins with a hang-up: the caller hears nothing',
      ),
      v.check(
        (steps) => steps.slice(0, -1).every(({ step }) => step !== 'hangup'),
        'goes on after a hang-up',
      ),
    ),
  ),
};

/** A voice speaks one language: Twilio fails a sentence in another. */
function isVoiceFitting({
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

const VOICE_MISFIT = 'needs the language of its voice beside it';

/** One business whose numbers we answer. */
const tenantObject = v.strictObject({
  id: v.pipe(
    v.string(),
    v.regex(TENANT_ID_PATTERN, 'is not 1 to 40 small letters, digits and dashes'),
    v.check(
      (id) => id !== DEFAULT_TENANT_ID,
      'is the name of what answers numbers without a tenant',
    ),
    v.check((id) => id !== EVERY_CALL, 'is the word for every tenant in SWITCHBOARD_OUTAGE'),
  ),
  name: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'is empty'),
    v.maxLength(100, 'is longer than 100 characters'),
  ),
  numbers: v.pipe(v.array(phoneNumber), v.minLength(1, 'has no number')),
  assistant,
  ...sharedEntries,
});

/** The parts of a tenant, each by itself. */
export const tenantEntries = tenantObject.entries;

/** A tenant as the file writes it. */
export const tenantSchema = v.pipe(
  tenantObject,
  v.forward(
    v.check((entry) => isVoiceFitting(entry), VOICE_MISFIT),
    ['voice'],
  ),
);

const defaultsObject = v.strictObject({
  assistant: v.optional(v.strictObject(assistantEntries)),
  ...sharedEntries,
});

/** The parts of the defaults, each by itself. */
export const defaultsEntries = defaultsObject.entries;

/** What all tenants share unless they say otherwise. */
export const defaultsSchema = v.pipe(
  defaultsObject,
  v.forward(
    v.check((entry) => isVoiceFitting(entry), VOICE_MISFIT),
    ['voice'],
  ),
);

/** The whole tenant file. */
export const tenantFileSchema = v.strictObject({
  $schema: v.optional(v.string()),
  defaults: v.optional(defaultsSchema, {}),
  tenants: v.array(tenantSchema),
});

/** One step of a fallback chain, as the tenant file writes it. */
export type FallbackStep = v.InferOutput<typeof fallbackStep>;
/** A tenant's voicemail, as the tenant file writes it. */
export type Voicemail = v.InferOutput<typeof voicemail>;
/** How a tenant's callers are handed to people, as the tenant file writes it. */
export type Transfer = v.InferOutput<typeof transfer>;
/** People whom a caller can be handed to. */
export type Destination = v.InferOutput<typeof destination>;
/** A tenant as the file writes it. */
export type TenantEntry = v.InferOutput<typeof tenantSchema>;
/** The file's `defaults`. */
export type TenantDefaults = v.InferOutput<typeof defaultsSchema>;
/** The whole file, checked. */
export type TenantFile = v.InferOutput<typeof tenantFileSchema>;
