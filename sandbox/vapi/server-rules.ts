import type { Vapi } from '@vapi-ai/server-sdk';
import type { KeysOf } from './allowed-fields';
import { checkIs, checkKeys, checkWithin, isFields } from './field-rules';

const serverFields: KeysOf<Vapi.Server> = {
  timeoutSeconds: true,
  credentialId: true,
  staticIpAddressesEnabled: true,
  encryptedPaths: true,
  url: true,
  headers: true,
  backoffPlan: true,
};
const backoffFields: KeysOf<Vapi.BackoffPlan> = {
  type: true,
  maxRetries: true,
  baseDelaySeconds: true,
  excludedStatusCodes: true,
};

/** Each message that a server may ask for; one too many or too few does not compile. */
const messageTypes: Record<Vapi.AssistantOverridesServerMessagesItem, true> = {
  'assistant.started': true,
  'assistant.speechStarted': true,
  'conversation-update': true,
  'end-of-call-report': true,
  'function-call': true,
  hang: true,
  'language-changed': true,
  'language-change-detected': true,
  'model-output': true,
  'phone-call-control': true,
  'speech-update': true,
  'status-update': true,
  transcript: true,
  'transcript[transcriptType="final"]': true,
  'tool-calls': true,
  'transfer-destination-request': true,
  'handoff-destination-request': true,
  'transfer-update': true,
  'user-interrupted': true,
  'voice-input': true,
  'chat.created': true,
  'chat.deleted': true,
  'session.created': true,
  'session.updated': true,
  'session.deleted': true,
  'call.deleted': true,
  'call.delete.failed': true,
  'call.artifact.upload': true,
};

/** What Vapi takes of a server, of its backoff plan, and of the messages that it asks for. */
export const allowedServerFields = {
  server: new Set(Object.keys(serverFields)),
  backoffPlan: new Set(Object.keys(backoffFields)),
  serverMessages: new Set(Object.keys(messageTypes)),
};

/**
 * Returns what Vapi would not take of a server; empty = nothing.
 * @param name Where it stands, as in `assistantOverrides.server`.
 * @see https://docs.vapi.ai/server-url/setting-server-urls
 */
export function checkServer(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (!isFields(value)) return [`${name} must be an object`];
  const { url, headers, timeoutSeconds, backoffPlan } = value;
  return [
    ...checkKeys(value, serverFields, name),
    ...(isReachable(url) ? [] : [`${name}.url must be an https URL`]),
    ...checkHeaders(headers, `${name}.headers`),
    ...checkWithin(timeoutSeconds, 1, 300, `${name}.timeoutSeconds`),
    ...checkIs(value['staticIpAddressesEnabled'], 'boolean', `${name}.staticIpAddressesEnabled`),
    ...checkBackoff(backoffPlan, `${name}.backoffPlan`),
  ];
}

/** Returns what Vapi would not take of the messages that a server asks for. */
export function checkServerMessages(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`${name} must be an array`];
  const isKnown = value.every(
    (type) => typeof type === 'string' && Object.hasOwn(messageTypes, type),
  );
  const [kind, field] = name.split('.');
  return isKnown
    ? []
    : [`${kind}.each value in ${field} must be one of the following values: ${types.join(', ')}`];
}

const types = Object.keys(messageTypes);

/** This machine alone is reached without TLS. */
function isReachable(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

function checkHeaders(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (!isFields(value)) return [`${name} must be an object`];
  const isText = Object.values(value).every((header) => typeof header === 'string');
  return isText ? [] : [`${name} must hold strings`];
}

function checkBackoff(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (!isFields(value)) return [`${name} must be an object`];
  const { type, maxRetries, baseDelaySeconds, excludedStatusCodes } = value;
  const required = ['type', 'maxRetries', 'baseDelaySeconds'].filter(
    (key) => value[key] === undefined,
  );
  return [
    ...checkKeys(value, backoffFields, name),
    ...required.map((key) => `${name}.${key} should not be empty`),
    ...(type === undefined || type === 'fixed' || type === 'exponential'
      ? []
      : [`${name}.type must be one of the following values: fixed, exponential`]),
    ...checkWithin(maxRetries, 0, 10, `${name}.maxRetries`),
    ...checkWithin(baseDelaySeconds, 0, 10, `${name}.baseDelaySeconds`),
    ...(excludedStatusCodes === undefined || Array.isArray(excludedStatusCodes)
      ? []
      : [`${name}.excludedStatusCodes must be an array`]),
  ];
}
