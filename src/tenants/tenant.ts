import type { AfterCall } from './after-call-schema';
import type { AnswerFirst } from './answer-first-schema';
import type { Callers } from './callers-schema';
import type { Disclosure } from './disclosure-schema';
import type { Languages } from './languages-schema';
import type { Limits } from './limits-schema';
import type { TenantDefaults, TenantEntry } from './schema';
import type { AssistantIds } from './schema-parts';
import type { FallbackStep, Voicemail } from './fallback-schema';
import type { Hours } from './hours';
import type { Outgoing } from './outgoing-schema';
import type { Queue } from './queue-schema';
import type { Recording } from './recording-schema';
import type { Reports } from './reports-schema';
import type { Transfer } from './transfer-schema';
import type { WhenClosed } from './when-closed-schema';

/** Which of Vapi's three kinds answers, and its id. */
export type AssistantReference =
  | { readonly kind: 'assistant'; readonly id: string }
  | { readonly kind: 'squad'; readonly id: string }
  | { readonly kind: 'workflow'; readonly id: string };

/** Values that a tenant passes to its assistant. */
export type OwnValues = Readonly<Record<string, string | number | boolean>>;

/** A business whose call is being answered, with the file's defaults applied. */
export interface Tenant {
  /** The id in the file; `default` for numbers that no tenant claims. */
  readonly id: string;
  /** Vapi's businessName; undefined if nobody gave one. */
  readonly name: string | undefined;
  /** The tenants that are switched together with this one; undefined = none. */
  readonly group: string | undefined;
  /** Undefined if nothing can answer: then the fallback speaks. */
  readonly assistant: AssistantReference | undefined;
  readonly phoneNumberId: string | undefined;
  /** Name of the variable with the Vapi key. */
  readonly apiKeyEnv: string;
  readonly variables: OwnValues;
  readonly metadata: OwnValues;
  /** BCP 47 tag of what Twilio says. */
  readonly language: string;
  /** Twilio voice; undefined = Twilio's own for the language. */
  readonly voice: string | undefined;
  /** When the business is open; undefined = always. */
  readonly hours: Hours | undefined;
  /** What the caller hears when no assistant can answer; undefined = the default greeting. */
  readonly fallback: readonly FallbackStep[] | undefined;
  /**
   * How a message is recorded, and who is notified; undefined = only if the fallback asks for one.
   */
  readonly voicemail: Voicemail | undefined;
  /** People to whom the assistant can transfer callers; undefined = none. */
  readonly transfer: Transfer | undefined;
  /** Who is notified of each call, and with what; undefined = nobody. */
  readonly reports: Reports | undefined;
  /** Whether Vapi's messages go to the assistant's own server. */
  readonly ownServer: boolean;
  /** Who records calls; undefined = Vapi, if the assistant is configured so. */
  readonly recording: Recording | undefined;
  /** How callers wait while no slot is free; undefined = they get the fallback. */
  readonly queue: Queue | undefined;
  /** Who gets through to the business; undefined = everybody. */
  readonly callers: Callers | undefined;
  /** What callers get while it is closed; undefined = the usual assistant. */
  readonly whenClosed: WhenClosed | undefined;
  /** Who is rung before the assistant; undefined = nobody. */
  readonly answerFirst: AnswerFirst | undefined;
  /** What callers choose from; undefined = `language` without a question. */
  readonly languages: Languages | undefined;
  /** Whether callers are told that they talk with an AI; undefined = not by us. */
  readonly disclosure: Disclosure | undefined;
  /** What happens once a phone call is over; undefined = nothing. */
  readonly afterCall: AfterCall | undefined;
  /** How much the tenant may use; undefined = as much as it likes. */
  readonly limits: Limits | undefined;
  /** The language of the tenant's own texts, where the caller has chosen another. */
  readonly writtenIn?: Pick<Tenant, 'language' | 'voice'>;
  /** Whom we may ring beyond what we ring by ourselves; undefined = nobody. */
  readonly outgoing: Outgoing | undefined;
}

/** What answers when the file does not say: the environment's own assistant and number. */
export interface EnvironmentAssistant {
  readonly assistantId: string | undefined;
  readonly phoneNumberId: string | undefined;
}

/** For those who look at the tenant file alone. */
export const NO_ENVIRONMENT: EnvironmentAssistant = {
  assistantId: undefined,
  phoneNumberId: undefined,
};

const DEFAULT_API_KEY_ENV = 'VAPI_API_KEY';
const DEFAULT_LANGUAGE = 'en-US';

/** A tenant of the file, or only its usable parts. */
export type UsableEntry = Partial<TenantEntry>;

/**
 * Returns the tenant with the defaults applied: variables merge by name, everything else is
 * replaced.
 */
export function resolveTenant(
  entry: UsableEntry,
  defaults: TenantDefaults,
  environment: EnvironmentAssistant,
): Tenant {
  return {
    id: entry.id ?? 'default',
    name: entry.name,
    group: entry.group,
    ...resolveAssistant(entry, defaults, environment),
    variables: { ...defaults.variables, ...entry.variables },
    metadata: { ...defaults.metadata, ...entry.metadata },
    language: entry.language ?? defaults.language ?? DEFAULT_LANGUAGE,
    // A voice speaks one language: the defaults' voice does not fit a tenant with its own language.
    voice: entry.voice ?? (entry.language === undefined ? defaults.voice : undefined),
    hours: entry.hours ?? defaults.hours,
    fallback: entry.fallback ?? defaults.fallback,
    voicemail: entry.voicemail ?? defaults.voicemail,
    transfer: entry.transfer ?? defaults.transfer,
    reports: entry.reports ?? defaults.reports,
    ownServer: entry.ownServer ?? defaults.ownServer ?? false,
    recording: entry.recording ?? defaults.recording,
    queue: entry.queue ?? defaults.queue,
    outgoing: entry.outgoing ?? defaults.outgoing,
    callers: entry.callers ?? defaults.callers,
    whenClosed: entry.whenClosed ?? defaults.whenClosed,
    answerFirst: entry.answerFirst ?? defaults.answerFirst,
    languages: entry.languages ?? defaults.languages,
    disclosure: entry.disclosure ?? defaults.disclosure,
    afterCall: entry.afterCall ?? defaults.afterCall,
    limits: entry.limits ?? defaults.limits,
  };
}

/** A Vapi organisation knows only its own ids, so what belongs to one key stays together. */
function resolveAssistant(
  { assistant: own }: UsableEntry,
  { assistant: shared }: TenantDefaults,
  environment: EnvironmentAssistant,
): Pick<Tenant, 'assistant' | 'phoneNumberId' | 'apiKeyEnv'> {
  const reference = referenceOf(own);
  if (reference === undefined) {
    return {
      assistant: referenceOf({ assistantId: environment.assistantId }),
      phoneNumberId: environment.phoneNumberId,
      apiKeyEnv: DEFAULT_API_KEY_ENV,
    };
  }
  return {
    assistant: reference,
    phoneNumberId: own?.phoneNumberId ?? shared?.phoneNumberId ?? environment.phoneNumberId,
    apiKeyEnv: own?.apiKeyEnv ?? shared?.apiKeyEnv ?? DEFAULT_API_KEY_ENV,
  };
}

/** Returns the assistant that the ids name; undefined without any. */
export function referenceOf(ids?: AssistantIds): AssistantReference | undefined {
  if (ids?.assistantId !== undefined) return { kind: 'assistant', id: ids.assistantId };
  if (ids?.squadId !== undefined) return { kind: 'squad', id: ids.squadId };
  if (ids?.workflowId !== undefined) return { kind: 'workflow', id: ids.workflowId };
  return undefined;
}
