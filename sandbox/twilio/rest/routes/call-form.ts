import { ApiError } from '../api-error';
import { type AccountState, listCallers } from '../../voice/network/account-state';
import type { InboundCall } from '../../voice/network/network-call';
import type { MachineDetection, OutboundRequest } from '../../voice/network/outbound-call';
import {
  badParameter,
  readAddress,
  readParameters,
  readWhole,
  readWord,
  type RestRequest,
} from '../rest-request';

/** @see https://www.twilio.com/docs/voice/api/call-resource (checked 2026-11) */
const CREATE_PARAMETERS = [
  'To',
  'From',
  'Url',
  'Twiml',
  'Method',
  'FallbackUrl',
  'StatusCallback',
  'StatusCallbackMethod',
  'StatusCallbackEvent',
  'SendDigits',
  'Timeout',
  'TimeLimit',
  'CallerId',
  'CallReason',
  'CallToken',
  'MachineDetection',
  'MachineDetectionTimeout',
  'MachineDetectionSpeechThreshold',
  'MachineDetectionSpeechEndThreshold',
  'MachineDetectionSilenceTimeout',
  'AsyncAmd',
  'AsyncAmdStatusCallback',
  'AsyncAmdStatusCallbackMethod',
];

type Form = Readonly<Record<string, string | undefined>>;

const METHODS = ['GET', 'POST'] as const;
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;
const NUMBER_PATTERN = /^\+[1-9]\d{6,14}$/;
const LONGEST_TWIML = 4_000;
const LONGEST_REASON = 50;
export const LONGEST_SECONDS = 14_400;

/** Reads what makes a call. @throws {ApiError} what Twilio would refuse it with */
export function readCallForm(
  { form }: RestRequest,
  state: AccountState,
): { readonly call: OutboundRequest; readonly caller: InboundCall | undefined } {
  const fields = readParameters(form, CREATE_PARAMETERS, ['StatusCallbackEvent']);
  const { To: to = '', From: from = '', CallReason: reason = '' } = fields;
  if (!NUMBER_PATTERN.test(to)) throw badParameter('To is not a valid phone number', 21211);
  if (reason.length > LONGEST_REASON) throw badParameter('CallReason is too long');
  const caller = findTokenCaller(fields, state);
  checkFrom(from, fields, { state, caller });
  const seconds = (name: string, range: { to: number; fallback: number }) =>
    readWhole(name, fields[name], { from: 1, ...range }) * 1_000;
  const call = {
    to,
    from,
    first: readSource(fields) ?? failWithoutSource(),
    fallbackUrl: readAddress('FallbackUrl', fields['FallbackUrl']),
    timeoutMs: seconds('Timeout', { to: 600, fallback: 60 }),
    timeLimitMs: seconds('TimeLimit', { to: LONGEST_SECONDS, fallback: LONGEST_SECONDS }),
    ...readStatusCallback(fields, form.getAll('StatusCallbackEvent')),
    ...readMachineDetection(fields),
  };
  return { call, caller };
}

/** Reads where a leg is to go. @returns undefined when the form does not say */
export function readSource(fields: Form): OutboundRequest['first'] | undefined {
  const { Twiml: twiml, Method } = fields;
  const url = readAddress('Url', fields['Url'], 21205);
  const method = readWord('Method', Method, METHODS) ?? 'POST';
  if (url !== undefined) return { url, method, parameters: {} };
  if (twiml === undefined) return undefined;
  if (twiml.length > LONGEST_TWIML) throw badParameter('Twiml is too long', 32018);
  return { twiml };
}

function failWithoutSource(): never {
  throw badParameter('Url parameter is required', 21205);
}

/** A token is good for as long as its caller is on the phone. */
function findTokenCaller(fields: Form, state: AccountState): InboundCall | undefined {
  const { CallToken: token } = fields;
  return token === undefined
    ? undefined
    : listCallers(state).find(({ callToken }) => callToken === token);
}

function checkFrom(
  from: string,
  fields: Form,
  { state, caller }: { readonly state: AccountState; readonly caller: InboundCall | undefined },
): void {
  const { ownedNumbers = [], verifiedNumbers = [] } = state.options;
  if (!NUMBER_PATTERN.test(from)) throw badParameter('From is not a valid phone number', 21212);
  if ([...ownedNumbers, ...verifiedNumbers].includes(from)) return;
  if (caller !== undefined && caller.leg.parties.from === from) return;
  const hint = fields['CallToken'] === undefined ? '' : ' and CallToken does not cover it';
  throw new ApiError(400, 21210, `The source number is not verified for your account${hint}`);
}

function readStatusCallback(
  fields: Form,
  given: readonly string[],
): Pick<OutboundRequest, 'statusCallback'> {
  const url = readAddress('StatusCallback', fields['StatusCallback'], 21609);
  const method = readWord('StatusCallbackMethod', fields['StatusCallbackMethod'], METHODS);
  for (const event of given) readWord('StatusCallbackEvent', event, EVENTS);
  if (url === undefined) return {};
  const events = given.length === 0 ? ['completed'] : given;
  return { statusCallback: { url, method: method ?? 'POST', events } };
}

function readMachineDetection(fields: Form): { readonly machineDetection?: MachineDetection } {
  const kinds = ['Enable', 'DetectMessageEnd'] as const;
  const kind = readWord('MachineDetection', fields['MachineDetection'], kinds);
  const isAsync = readWord('AsyncAmd', fields['AsyncAmd'], ['true', 'false']) === 'true';
  const url = readAddress('AsyncAmdStatusCallback', fields['AsyncAmdStatusCallback']);
  const name = 'AsyncAmdStatusCallbackMethod';
  const method = readWord(name, fields[name], METHODS) ?? 'POST';
  if (kind === undefined) return {};
  const machineWord = kind === 'Enable' ? 'machine_start' : 'machine_end_beep';
  const callback = url === undefined || !isAsync ? {} : { callback: { url, method } };
  return { machineDetection: { machineWord, isAsync, ...callback } };
}
