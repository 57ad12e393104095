import { allowedFields } from './allowed-fields';
import { checkServer, checkServerMessages } from './server-rules';
import { checkTools } from './tool-rules';

export interface VapiError {
  readonly status: number;
  readonly body: {
    readonly message: string | string[];
    readonly error: string;
    statusCode: number;
  };
}

export interface Organisation {
  readonly apiKey: string;
  /** Further keys that work, for tenants with one of their own. */
  readonly otherApiKeys?: readonly string[];
  readonly assistantIds: readonly string[];
  readonly squadIds: readonly string[];
  readonly workflowIds: readonly string[];
  readonly phoneNumberIds: readonly string[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const E164 = /^\+[1-9]\d{6,14}$/;
const MAX_TEXT_LENGTH = 40;

type Fields = Readonly<Record<string, unknown>>;

/** Returns the error that Vapi answers a `POST /call` in bypass mode with, if it refuses it. */
export function findCallError(body: unknown, organisation: Organisation): VapiError | undefined {
  if (!isFields(body)) return badRequest('Request body must be a JSON object');
  const messages = [
    ...unknownFields(body, allowedFields.call, ''),
    ...checkOverrides(body),
    ...checkCustomer(body['customer']),
    ...checkIds(body),
    ...checkText(body['name'], 'name'),
    ...checkObject(body['metadata'], 'metadata'),
  ];
  if (messages.length > 0) return badRequest(messages);
  return checkReferences(body, organisation);
}

export function vapiError(status: number, error: string, message: string | string[]): VapiError {
  return { status, body: { message, error, statusCode: status } };
}

function badRequest(message: string | string[]): VapiError {
  return vapiError(400, 'Bad Request', message);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownFields(fields: Fields, allowed: ReadonlySet<string>, prefix: string): string[] {
  return Object.keys(fields)
    .filter((name) => !allowed.has(name))
    .map((name) => `${prefix}property ${name} should not exist`);
}

function checkOverrides(body: Fields): string[] {
  const kinds = [
    ['assistantOverrides', allowedFields.assistantOverrides],
    ['squadOverrides', allowedFields.assistantOverrides],
    ['workflowOverrides', allowedFields.workflowOverrides],
  ] as const;
  return kinds.flatMap(([name, allowed]) => {
    const overrides = body[name];
    if (overrides === undefined) return [];
    if (!isFields(overrides)) return [`${name} must be an object`];
    return [
      ...unknownFields(overrides, allowed, `${name}.`),
      ...checkObject(overrides['variableValues'], `${name}.variableValues`),
      ...checkObject(overrides['metadata'], `${name}.metadata`),
      ...checkTools(overrides['tools:append'], `${name}.tools:append`),
      ...checkServer(overrides['server'], `${name}.server`),
      ...checkServerMessages(overrides['serverMessages'], `${name}.serverMessages`),
    ];
  });
}

function checkObject(value: unknown, name: string): string[] {
  return value === undefined || isFields(value) ? [] : [`${name} must be an object`];
}

function checkText(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [`${name} must be a string`];
  return value.length > MAX_TEXT_LENGTH
    ? [`${name} must be shorter than or equal to ${MAX_TEXT_LENGTH} characters`]
    : [];
}

function checkCustomer(customer: unknown): string[] {
  if (customer === undefined) return [];
  if (!isFields(customer)) return ['customer must be an object'];
  return [
    ...unknownFields(customer, allowedFields.customer, 'customer.'),
    ...['name', 'email', 'externalId'].flatMap((key) =>
      checkText(customer[key], `customer.${key}`),
    ),
    ...checkCustomerNumber(customer),
  ];
}

function checkCustomerNumber({ number, numberE164CheckEnabled }: Fields): string[] {
  if (number === undefined) return [];
  if (typeof number !== 'string' || number.length < 3 || number.length > MAX_TEXT_LENGTH) {
    return ['customer.number must be a string of 3 to 40 characters'];
  }
  if (numberE164CheckEnabled === false) {
    return /^\+?[a-zA-Z0-9]+$/.test(number) ? [] : ['customer.number must be letters and digits'];
  }
  return E164.test(number)
    ? []
    : [
        'customer.number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code.',
      ];
}

function checkIds(body: Fields): string[] {
  return ['assistantId', 'squadId', 'workflowId', 'phoneNumberId', 'customerId'].flatMap((name) => {
    const id = body[name];
    return id === undefined || (typeof id === 'string' && UUID.test(id))
      ? []
      : [`${name} must be a UUID`];
  });
}

function checkReferences(body: Fields, organisation: Organisation): VapiError | undefined {
  if (body['phoneCallProviderBypassEnabled'] !== true) {
    return badRequest('phoneCallProviderBypassEnabled must be true: the stand-in places no calls');
  }
  if (body['phoneNumberId'] === undefined) {
    return badRequest("Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`.");
  }
  const kinds = [
    ['assistantId', organisation.assistantIds],
    ['squadId', organisation.squadIds],
    ['workflowId', organisation.workflowIds],
  ] as const;
  const given = kinds.filter(([name]) => body[name] !== undefined);
  if (given.length !== 1) {
    return badRequest(
      "Couldn't Get Assistant. Need Either `assistant`, `assistantId`, `squad`, Or `squadId`.",
    );
  }
  const references = [...given, ['phoneNumberId', organisation.phoneNumberIds] as const];
  const missing = references.find(([name, ids]) => !ids.includes(String(body[name])));
  return (
    missing &&
    vapiError(404, 'Not Found', `Couldn't find ${missing[0]} ${String(body[missing[0]])}`)
  );
}
