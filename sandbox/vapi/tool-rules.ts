import type { Vapi } from '@vapi-ai/server-sdk';
import type { KeysOf } from './allowed-fields';

type Fields = Readonly<Record<string, unknown>>;

const toolFields: KeysOf<Vapi.AssistantOverridesToolsAppendItem.Function> = {
  type: true,
  messages: true,
  async: true,
  server: true,
  variableExtractionPlan: true,
  parameters: true,
  function: true,
  rejectionPlan: true,
};
const functionFields: KeysOf<Vapi.OpenAiFunction> = {
  name: true,
  strict: true,
  description: true,
  parameters: true,
};
const serverFields: KeysOf<Vapi.Server> = {
  timeoutSeconds: true,
  credentialId: true,
  staticIpAddressesEnabled: true,
  encryptedPaths: true,
  url: true,
  headers: true,
  backoffPlan: true,
};
const parameterFields: KeysOf<Vapi.ToolParameter> = { key: true, value: true };

const startFields: KeysOf<Vapi.CreateFunctionToolDtoMessagesItem.RequestStart> = {
  type: true,
  contents: true,
  blocking: true,
  content: true,
  conditions: true,
};
const completeFields: KeysOf<Vapi.CreateFunctionToolDtoMessagesItem.RequestComplete> = {
  type: true,
  contents: true,
  role: true,
  endCallAfterSpokenEnabled: true,
  content: true,
  conditions: true,
};
const failedFields: KeysOf<Vapi.CreateFunctionToolDtoMessagesItem.RequestFailed> = {
  type: true,
  contents: true,
  role: true,
  endCallAfterSpokenEnabled: true,
  content: true,
  conditions: true,
};
const delayedFields: KeysOf<Vapi.CreateFunctionToolDtoMessagesItem.RequestResponseDelayed> = {
  type: true,
  contents: true,
  timingMilliseconds: true,
  content: true,
  conditions: true,
};

const messageFields: Readonly<Record<string, object>> = {
  'request-start': startFields,
  'request-complete': completeFields,
  'request-failed': failedFields,
  'request-response-delayed': delayedFields,
};

const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const MOST_CONTENT = 1_000;
const LEAST_TIMEOUT_SECONDS = 1;
const MOST_TIMEOUT_SECONDS = 300;

/**
 * Returns what Vapi would not take of the tools that are added for a call; empty = nothing. The
 * stand-in knows function tools alone.
 * @param name Where they stand, as in `assistantOverrides.tools:append`.
 * @see https://docs.vapi.ai/tools/custom-tools
 */
export function checkTools(tools: unknown, name: string): string[] {
  if (tools === undefined) return [];
  if (!Array.isArray(tools)) return [`${name} must be an array`];
  return tools.flatMap((tool: unknown, index) => checkTool(tool, `${name}.${index}`));
}

function checkTool(tool: unknown, name: string): string[] {
  if (!isFields(tool)) return [`${name} must be an object`];
  if (tool['type'] !== 'function')
    return [`${name}.type must be function: no other is stood in for`];
  return [
    ...checkKeys(tool, toolFields, name),
    ...checkIs(tool['async'], 'boolean', `${name}.async`),
    ...checkFunction(tool['function'], `${name}.function`),
    ...checkServer(tool['server'], `${name}.server`),
    ...checkEach(tool['messages'], `${name}.messages`, checkMessage),
    ...checkEach(tool['parameters'], `${name}.parameters`, checkParameter),
  ];
}

function checkFunction(value: unknown, name: string): string[] {
  if (!isFields(value)) return [`${name} must be an object`];
  const { name: functionName, parameters } = value;
  const isNamed = typeof functionName === 'string' && FUNCTION_NAME.test(functionName);
  const isSchema =
    parameters === undefined || (isFields(parameters) && parameters['type'] === 'object');
  return [
    ...checkKeys(value, functionFields, name),
    ...checkIs(value['description'], 'string', `${name}.description`),
    ...checkIs(value['strict'], 'boolean', `${name}.strict`),
    ...(isNamed ? [] : [`${name}.name must match ${FUNCTION_NAME.source}`]),
    ...(isSchema ? [] : [`${name}.parameters.type must be object`]),
  ];
}

function checkServer(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (!isFields(value)) return [`${name} must be an object`];
  const { url, headers, timeoutSeconds } = value;
  return [
    ...checkKeys(value, serverFields, name),
    ...(isReachable(url) ? [] : [`${name}.url must be an https URL`]),
    ...checkHeaders(headers, `${name}.headers`),
    ...(isTimeout(timeoutSeconds) ? [] : [`${name}.timeoutSeconds must be between 1 and 300`]),
  ];
}

/** This machine alone is reached without TLS. */
function isReachable(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

function isTimeout(value: unknown): boolean {
  if (value === undefined) return true;
  return (
    typeof value === 'number' && value >= LEAST_TIMEOUT_SECONDS && value <= MOST_TIMEOUT_SECONDS
  );
}

function checkHeaders(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (!isFields(value)) return [`${name} must be an object`];
  const isText = Object.values(value).every((header) => typeof header === 'string');
  return isText ? [] : [`${name} must hold strings`];
}

function checkMessage(value: unknown, name: string): string[] {
  if (!isFields(value)) return [`${name} must be an object`];
  const fields = messageFields[String(value['type'])];
  if (fields === undefined)
    return [`${name}.type must be one of ${Object.keys(messageFields).join(', ')}`];
  const { content } = value;
  const isTooLong = typeof content === 'string' && content.length > MOST_CONTENT;
  return [
    ...checkKeys(value, fields, name),
    ...checkIs(content, 'string', `${name}.content`),
    ...checkIs(value['blocking'], 'boolean', `${name}.blocking`),
    ...(isTooLong ? [`${name}.content must be shorter than or equal to 1000 characters`] : []),
  ];
}

function checkParameter(value: unknown, name: string): string[] {
  if (!isFields(value)) return [`${name} must be an object`];
  const { key, value: given } = value;
  return [
    ...checkKeys(value, parameterFields, name),
    ...(typeof key === 'string' && key !== '' ? [] : [`${name}.key must be a string`]),
    ...(given === undefined || given === null ? [`${name}.value should not be empty`] : []),
  ];
}

function checkEach(
  value: unknown,
  name: string,
  check: (item: unknown, itemName: string) => string[],
): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`${name} must be an array`];
  return value.flatMap((item: unknown, index) => check(item, `${name}.${index}`));
}

function checkKeys(value: Fields, known: object, name: string): string[] {
  return Object.keys(value)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => `${name}.property ${key} should not exist`);
}

function checkIs(value: unknown, type: 'string' | 'boolean', name: string): string[] {
  return value === undefined || typeof value === type ? [] : [`${name} must be a ${type}`];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
