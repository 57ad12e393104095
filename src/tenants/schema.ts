import * as v from 'valibot';
import { EVERY_CALL } from '../config/outage';
import { DEFAULT_TENANT_ID, TENANT_ID_PATTERN } from '../config/tenant-id';
import { UUID_PATTERN } from '../config/uuid';
import { fallbackStep, voicemail } from './fallback-schema';
import { hours } from './hours-schema';
import { outgoing } from './outgoing-schema';
import { queue } from './queue-schema';
import { recording } from './recording-schema';
import { reports } from './reports-schema';
import { phoneNumber } from './schema-parts';
import { transfer } from './transfer-schema';

const uuid = v.pipe(v.string(), v.regex(UUID_PATTERN, 'is not a UUID as Vapi gives them'));

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

const apiKeyEnv = v.pipe(
  v.string(),
  v.regex(
    /^VAPI_[A-Z0-9_]*KEY[A-Z0-9_]*$/,
    'is not the name of a variable like VAPI_API_KEY_ACME (never the key itself)',
  ),
);

const assistantEntries = {
  /** The Vapi phone number that calls are booked on; by default VAPI_PHONE_NUMBER_ID. */
  phoneNumberId: v.optional(uuid),
  /** The variable that holds this tenant's own Vapi key; by default VAPI_API_KEY. */
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

/** What both `defaults` and a tenant may set; the tenant's value wins. */
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
  /** When the business is open. */
  hours: v.optional(hours),
  voicemail: v.optional(voicemail),
  transfer: v.optional(transfer),
  reports: v.optional(reports),
  /** Vapi's messages about the calls go where the assistant's own settings send them, not to us. */
  ownServer: v.optional(v.boolean()),
  recording: v.optional(recording),
  queue: v.optional(queue),
  outgoing: v.optional(outgoing),
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
        'continues after a hang-up',
      ),
    ),
  ),
};

/** A voice speaks one language: Twilio fails on a sentence in another. */
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
    v.check((id) => id !== DEFAULT_TENANT_ID, 'is reserved for numbers without a tenant'),
    v.check((id) => id !== EVERY_CALL, 'is reserved: in SWITCHBOARD_OUTAGE it means every tenant'),
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

export const tenantFileSchema = v.strictObject({
  $schema: v.optional(v.string()),
  defaults: v.optional(defaultsSchema, {}),
  tenants: v.array(tenantSchema),
});

export type TenantEntry = v.InferOutput<typeof tenantSchema>;
/** The file's `defaults`. */
export type TenantDefaults = v.InferOutput<typeof defaultsSchema>;
export type TenantFile = v.InferOutput<typeof tenantFileSchema>;
