import type { Vapi } from '@vapi-ai/server-sdk';
import type { KeysOf } from './allowed-fields';
import { checkIs, checkKeys, isFields } from './field-rules';
import { checkServer } from './server-rules';

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
const MAX_CONTENT = 1_000;

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

function checkMessage(value: unknown, name: string): string[] {
  if (!isFields(value)) return [`${name} must be an object`];
  const fields = messageFields[String(value['type'])];
  if (fields === undefined)
    return [`${name}.type must be one of ${Object.keys(messageFields).join(', ')}`];
  const { content } = value;
  const isTooLong = typeof content === 'string' && content.length > MAX_CONTENT;
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
