import * as v from 'valibot';
import type { ClosedTenants } from './closed-by-hand';
import type { Outage } from './outage';
import type { Secret } from './secret';
import {
  headerValue,
  keepers,
  type SettingName,
  settings,
  type SettingValues,
  webhookSecret,
} from './settings';

type SecretSchema = v.GenericSchema<unknown, Secret | undefined>;

/** Environment variables as Twilio passes them in `context`: texts, and functions beside them. */
export type Environment = Readonly<Record<string, unknown>>;

/** Everything that the environment configures, read once per request and frozen. */
export interface Config {
  readonly vapi: {
    readonly apiKey: Secret | undefined;
    readonly assistantId: string | undefined;
    readonly phoneNumberId: string | undefined;
    /** For keys without an address of their own. */
    readonly baseUrl: string;
    readonly streamHosts: readonly string[];
    /** Longest wait for one answer of Vapi; undefined = whatever the deadline leaves. */
    readonly timeoutMs: number | undefined;
    /** Number that Vapi gets for callers who have none of their own. */
    readonly placeholderNumber: string | undefined;
  };
  readonly deadlineMs: number;
  /** When this container counts Vapi as down. */
  readonly breaker: { readonly failures: number; readonly openMs: number };
  /** Credentials for tools and events are derived from these secrets: the current one first. */
  readonly eventsSecrets: readonly Secret[];
  /** Twilio's REST API, if it is not the usual one. */
  readonly twilioApiBaseUrl: string | undefined;
  /** The Sync Service that holds counts and callback requests; `default` is the account's own. */
  readonly syncServiceSid: string;
  /** Whose calls go straight to the fallback. */
  readonly outage: Outage;
  /** Whose business somebody has closed. */
  readonly closedByHand: ClosedTenants;
  /** The host name that this project is served under; `localhost:3000` under twilio-run. */
  readonly domainName: string;
  /** The path of the Function that was asked for. */
  readonly path: string;
  /** False under twilio-run, which knows no Service. */
  readonly isDeployed: boolean;
  /** Twilio's Auth Token, where the Service includes credentials. */
  readonly authToken: Secret | undefined;
  /** Every secret that the environment holds, by the variables' names, for the log to remove. */
  readonly secretTexts: readonly string[];
  /** Returns Vapi's address for the key in the named variable: its own, or the usual one. */
  readonly findVapiUrl: (apiKeyEnv: string) => string;
  /** Returns the secret in the named variable, for tenants with a key of their own. */
  readonly findSecret: (name: string) => Secret | undefined;
  readonly findWebhookSecret: (name: string) => Secret | undefined;
  readonly findHeaderValue: (name: string) => Secret | undefined;
  /** Returns why `findSecret` returns nothing, as the end of a sentence that begins with the name. */
  readonly explainSecret: (name: string, schema?: SecretSchema) => string;
}

/** A config that always works, and what is wrong with the environment it was read from. */
export interface ReadConfig {
  readonly config: Config;
  /**
   * Each as `NAME: what is wrong; what to do`. The setting's default replaces a bad value; a list
   * keeps its valid part where that is safe.
   */
  readonly problems: readonly string[];
}

export const NOT_SET = 'is not set';

const REQUIRED: Readonly<Partial<Record<SettingName, string>>> = {
  VAPI_API_KEY: `${NOT_SET}; copy the private key from the Vapi dashboard, API Keys, into .env`,
};

const textOf = (environment: Environment, name: string): string | undefined => {
  const value = environment[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const SECRET_NAME = /KEY|SECRET|TOKEN|PASSWORD/i;
/** Vapi's address for the key in the variable that the name begins with. */
const KEY_URL_NAME = /^VAPI_\w*KEY\w*_BASE_URL$/;

const listSecretTexts = (environment: Environment): string[] =>
  Object.keys(environment)
    .filter((name) => SECRET_NAME.test(name) && !KEY_URL_NAME.test(name))
    .map((name) => textOf(environment, name) ?? '')
    .filter((text) => text !== '');

/** Returns the addresses of single keys, each checked as VAPI_BASE_URL is. */
const listKeyUrls = (environment: Environment) =>
  Object.keys(environment)
    .filter((name) => KEY_URL_NAME.test(name) && textOf(environment, name) !== undefined)
    .map((name) => [name, settings.VAPI_BASE_URL] as const);

/** Returns the secret that a variable holds, or why there is none, as the end of a sentence. */
const readSecret = (
  environment: Environment,
  name: string,
  schema: SecretSchema = settings.VAPI_API_KEY,
): Secret | string => {
  const result = v.safeParse(schema, textOf(environment, name));
  return result.success ? (result.output ?? NOT_SET) : result.issues[0].message;
};

/**
 * Reads the environment: pure, never throws, reports every problem at once. A typing error in a
 * variable must not lose a caller, so a bad value is replaced by its default and reported. What
 * must stop on problems (build, command line) checks the list.
 */
export function readConfig(environment: Environment): ReadConfig {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, schema] of [...Object.entries(settings), ...listKeyUrls(environment)]) {
    const text = textOf(environment, name);
    const result = v.safeParse(schema, text);
    if (!result.success) problems.push(`${name}: ${result.issues[0].message}`);
    const kept = text === undefined ? undefined : keepers[name as SettingName]?.(text);
    // A key whose own address cannot be read has the usual one, which `settings` holds before it.
    const usual = KEY_URL_NAME.test(name) ? values['VAPI_BASE_URL'] : undefined;
    values[name] = result.success ? result.output : v.parse(schema, kept ?? usual);
    const missing = REQUIRED[name as SettingName];
    if (missing !== undefined && text === undefined) problems.push(`${name}: ${missing}`);
  }
  return { config: buildConfig(values as SettingValues, environment), problems };
}

function buildConfig(values: SettingValues, environment: Environment): Config {
  const findSecret = (name: string, schema?: SecretSchema) => {
    const secret = readSecret(environment, name, schema);
    return typeof secret === 'string' ? undefined : secret;
  };
  return Object.freeze({
    vapi: Object.freeze({
      apiKey: values.VAPI_API_KEY,
      assistantId: values.VAPI_ASSISTANT_ID,
      phoneNumberId: values.VAPI_PHONE_NUMBER_ID,
      baseUrl: values.VAPI_BASE_URL,
      streamHosts: values.VAPI_STREAM_HOSTS,
      timeoutMs: values.VAPI_TIMEOUT_MS,
      placeholderNumber: values.VAPI_PLACEHOLDER_NUMBER,
    }),
    deadlineMs: values.SWITCHBOARD_DEADLINE_MS,
    breaker: Object.freeze({
      failures: values.SWITCHBOARD_BREAKER_FAILURES,
      openMs: values.SWITCHBOARD_BREAKER_OPEN_MS,
    }),
    eventsSecrets: Object.freeze(
      // Without a current secret, the previous one was meant to be given up.
      values.SWITCHBOARD_EVENTS_SECRET === undefined
        ? []
        : [values.SWITCHBOARD_EVENTS_SECRET, values.SWITCHBOARD_EVENTS_SECRET_PREVIOUS].filter(
            (secret) => secret !== undefined,
          ),
    ),
    twilioApiBaseUrl: values.TWILIO_API_BASE_URL,
    syncServiceSid: values.SWITCHBOARD_SYNC_SERVICE_SID ?? 'default',
    outage: values.SWITCHBOARD_OUTAGE,
    closedByHand: values.SWITCHBOARD_CLOSED,
    domainName: textOf(environment, 'DOMAIN_NAME') ?? 'localhost',
    path: textOf(environment, 'PATH') ?? '/',
    isDeployed: textOf(environment, 'SERVICE_SID') !== undefined,
    authToken: findSecret('AUTH_TOKEN'),
    secretTexts: Object.freeze(listSecretTexts(environment)),
    findVapiUrl: (apiKeyEnv: string) =>
      ((values as Readonly<Record<string, unknown>>)[`${apiKeyEnv}_BASE_URL`] as string) ??
      values.VAPI_BASE_URL,
    findSecret,
    findWebhookSecret: (name: string) => findSecret(name, webhookSecret),
    findHeaderValue: (name: string) => findSecret(name, headerValue),
    explainSecret: (name: string, schema?: SecretSchema) =>
      String(readSecret(environment, name, schema)),
  });
}
