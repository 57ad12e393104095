import type { Vapi } from '@vapi-ai/server-sdk';
import { type Caller, findShownNumber } from '../phone/caller';
import type { CallRequest, OptionalField } from './call-request';
import { buildEventsServer } from './events-server';
import { buildTransferTool } from './transfer-tool';

/**
 * The body of `POST /call` in bypass mode. The two added fields are in no published schema:
 * Vapi's guides and every user of the bypass send them.
 */
export type CreateCallPayload = Loose<Omit<Vapi.CreateCallDto, 'customer'>> & {
  readonly phoneCallProviderBypassEnabled: true;
  readonly metadata?: Record<string, unknown> | undefined;
  readonly customer?: Vapi.CreateCustomerDto | undefined;
};

/** Undefined counts as absent, as in JSON. */
type Loose<T> = { [Key in keyof T]: T[Key] | undefined };

/**
 * Longest `name` and `externalId` that Vapi accepts; a longer one causes a 400, not a truncation.
 */
const MAX_NAME_LENGTH = 40;

/** A number that Vapi accepts without its E.164 check: 3 to 40 letters and digits. */
const UNCHECKED_NUMBER = /^\+?[a-zA-Z0-9]{3,39}$/;

/** Stands for a caller without any number if the configuration names no placeholder. */
const NO_NUMBER = 'anonymous';

/** What the payload depends on besides the call itself. */
export interface PayloadOptions {
  readonly placeholderNumber: string | undefined;
  /** Fields to leave out, after Vapi refused them. */
  readonly without?: readonly OptionalField[] | undefined;
}

/** Returns the body of `POST /call` for a caller whom Twilio holds. */
export function buildCreateCallPayload(
  request: CallRequest,
  { placeholderNumber, without = [] }: PayloadOptions,
): CreateCallPayload {
  const { phoneNumberId, name, metadata } = request;
  const optional = {
    customer: buildCustomer(request, placeholderNumber),
    metadata: { ...metadata },
    name: name === undefined ? undefined : cut(name, MAX_NAME_LENGTH),
  } satisfies Partial<CreateCallPayload>;
  for (const field of without) {
    if (field !== 'tools:append' && field !== 'server') delete optional[field];
  }
  // JSON leaves out undefined values.
  return {
    phoneCallProviderBypassEnabled: true,
    ...buildAssistantFields({
      ...request,
      ...(without.includes('tools:append') ? { transferTool: undefined } : {}),
      ...(without.includes('server') ? { eventsServer: undefined } : {}),
    }),
    ...({ phoneNumberId } satisfies Pick<CreateCallPayload, 'phoneNumberId'>),
    ...optional,
  };
}

/** Each kind has its own field for overrides; a workflow's accepts only variables. */
function buildAssistantFields(request: CallRequest): Vapi.CreateCallDto {
  const { kind, id } = request.assistant;
  const { firstWords, maxSeconds, recordingEnabled, transferTool, eventsServer } = request;
  const variableValues = { ...request.variables };
  const overrides: Vapi.AssistantOverrides = {
    variableValues,
    metadata: { ...request.metadata },
    ...(maxSeconds === undefined ? {} : { maxDurationSeconds: maxSeconds }),
    ...(recordingEnabled === undefined ? {} : { artifactPlan: { recordingEnabled } }),
    ...(transferTool === undefined ? {} : { 'tools:append': [buildTransferTool(transferTool)] }),
    ...(eventsServer === undefined ? {} : buildEventsServer(eventsServer)),
  };
  switch (kind) {
    case 'assistant':
      return {
        assistantId: id,
        assistantOverrides: {
          ...overrides,
          ...(firstWords === undefined ? {} : { firstMessage: firstWords }),
        },
      };
    case 'squad':
      return { squadId: id, squadOverrides: overrides };
    case 'workflow':
      return { workflowId: id, workflowOverrides: { variableValues } };
  }
}

function buildCustomer(
  { caller, callerName, callSid }: CallRequest,
  placeholderNumber: string | undefined,
): Vapi.CreateCustomerDto {
  const name = cut(callerName ?? '', MAX_NAME_LENGTH);
  return {
    ...buildCustomerNumber(caller, placeholderNumber),
    externalId: cut(callSid, MAX_NAME_LENGTH),
    ...(name === '' ? {} : { name }),
  };
}

/** Vapi's own check refuses everything but E.164, so other callers are sent without it. */
function buildCustomerNumber(
  caller: Caller,
  placeholderNumber: string | undefined,
): Vapi.CreateCustomerDto {
  const shown = findShownNumber(caller);
  if (shown !== undefined) return { number: shown };
  if (placeholderNumber !== undefined) return { number: placeholderNumber };
  const cleaned = textOf(caller)
    .replace(/[^a-zA-Z0-9]/g, '')
    .slice(0, MAX_NAME_LENGTH - 1);
  const number = UNCHECKED_NUMBER.test(cleaned) ? cleaned : NO_NUMBER;
  return { number, numberE164CheckEnabled: false };
}

function textOf(caller: Caller): string {
  switch (caller.kind) {
    case 'number':
      return caller.number;
    case 'withheld':
      return NO_NUMBER;
    case 'sip':
      return caller.user;
    case 'client':
      return caller.name;
    case 'unparsed':
      return caller.text;
  }
}

/** Returns the first characters of a text without cutting one in half. */
function cut(text: string, maxCharacters: number): string {
  return text
    .slice(0, maxCharacters)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
}
