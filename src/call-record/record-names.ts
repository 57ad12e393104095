import type { CallRecord } from './call-record';

/** What the record has; the compiler knows if one is forgotten. */
const FIELDS: Readonly<Record<keyof CallRecord, readonly string[]>> = {
  callSid: [],
  tenantId: [],
  calledNumber: [],
  callerNumber: [],
  callerKind: [],
  isCallback: [],
  startedAt: [],
  endedAt: [],
  totalSeconds: [],
  ringSeconds: [],
  waitSeconds: [],
  assistantSeconds: [],
  personSeconds: [],
  answeredBy: [],
  outcome: [],
  missed: [],
  path: [],
  transfers: [],
  messages: [],
  recordingSids: [],
  vapiCalls: [],
  summary: [],
  structuredData: [],
  cost: ['vapiUsd', 'twilio', 'twilio.amount', 'twilio.currency'],
  language: [],
  frontDoor: ['closedBy', 'ringOutcome', 'caller'],
  missing: [],
};

/** Every name that a template may use: those of the record, and the webhook's `type`. */
export const RECORD_NAMES: readonly string[] = [
  'type',
  ...Object.entries(FIELDS).flatMap(([name, parts]) => [
    name,
    ...parts.map((part) => `${name}.${part}`),
  ]),
];
