import * as v from 'valibot';
import { API_KEY_ENV_PATTERN, EVERY_CALL } from '../config/outage';
import { DEFAULT_TENANT_ID, TENANT_ID_PATTERN } from '../config/tenant-id';
import { afterCall } from './after-call-schema';
import { answerFirst } from './answer-first-schema';
import { callers } from './callers-schema';
import { disclosure } from './disclosure-schema';
import { fallbackChain, voicemail } from './fallback-schema';
import { hours } from './hours-schema';
import { languages } from './languages-schema';
import { limits } from './limits-schema';
import { outgoing } from './outgoing-schema';
import { queue } from './queue-schema';
import { recording } from './recording-schema';
import { reports } from './reports-schema';
import {
  assistantIds,
  hasOneId,
  isVoiceFitting,
  languageTag,
  ONE_ID,
  ownValues,
  phoneNumber,
  uuid,
  VOICE_MISFIT,
  voiceName,
} from './schema-parts';
import { transfer } from './transfer-schema';
import { whenClosed } from './when-closed-schema';

const apiKeyEnv = v.pipe(
  v.string(),
  v.regex(
    API_KEY_ENV_PATTERN,
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
    ...assistantIds,
    ...assistantEntries,
  }),
  v.check((ids) => hasOneId(ids), ONE_ID),
  v.check(
    ({ apiKeyEnv, phoneNumberId }) => apiKeyEnv === undefined || phoneNumberId !== undefined,
    'names a key of its own and so needs a phoneNumberId of that organisation',
  ),
);

/** What both `defaults` and a tenant may set; the tenant's value wins. */
const sharedEntries = {
  variables: v.optional(ownValues),
  metadata: v.optional(ownValues),
  language: v.optional(languageTag),
  voice: v.optional(voiceName),
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
  fallback: v.optional(fallbackChain),
  callers: v.optional(callers),
  whenClosed: v.optional(whenClosed),
  answerFirst: v.optional(answerFirst),
  languages: v.optional(languages),
  disclosure: v.optional(disclosure),
  afterCall: v.optional(afterCall),
  limits: v.optional(limits),
};

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
  /** Tenants that are switched together: `outage on --group`. */
  group: v.optional(
    v.pipe(
      v.string(),
      v.regex(TENANT_ID_PATTERN, 'is not 1 to 40 small letters, digits and dashes'),
    ),
  ),
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
