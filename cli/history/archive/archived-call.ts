import type {
  CallRecord,
  RecordedCost,
  RecordedVapiCall,
} from '../../../src/call-record/call-record';
import type { MessageRow, TwilioRow, VapiRow } from '../reconcile/call-rows';
import type { FunctionTrace } from '../reconcile/function-trace';
import type { JoinedCall } from '../reconcile/join-calls';

/** A phone call as an archive keeps it: fields that the call record has too are the record's. */
export interface ArchivedCall extends ArchivedLeg {
  readonly kind: 'call';
  /** As of the call; `null` = nobody's. */
  readonly tenantId: CallRecord['tenantId'] | null;
  readonly assistantSeconds: CallRecord['assistantSeconds'];
  readonly cost: RecordedCost;
  readonly vapiCalls: readonly ArchivedVapiCall[];
  /** What was dialled for it. */
  readonly legs: readonly ArchivedLeg[];
  /** What the Functions logged about it; `null` = the log was not read, or it went well. */
  readonly log: FunctionTrace | null;
}

export interface ArchivedLeg extends Pick<CallRecord, 'callSid' | 'endedAt'> {
  readonly direction: 'inbound' | 'outgoing';
  readonly startedAt: string;
  /** From the answer on. */
  readonly totalSeconds: number;
  readonly status: string;
  /** Masked, unless the operator asked for numbers. */
  readonly callerNumber: string;
  readonly calledNumber: string;
  readonly cost: Pick<RecordedCost, 'twilio'>;
}

export interface ArchivedVapiCall extends RecordedVapiCall {
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly status: string;
  readonly tenantId: string | null;
  readonly callSids: readonly string[];
  readonly isOurs: boolean;
  readonly transferOutcome: string | null;
}

/** A call at Vapi without one at Twilio. */
export interface ArchivedLoneCall extends ArchivedVapiCall {
  readonly kind: 'vapi-call';
}

export interface ArchivedMessage {
  readonly kind: 'message';
  readonly messageSid: string;
  readonly sentAt: string;
  readonly direction: 'received' | 'sent';
  readonly tenantId: string | null;
  readonly isFailed: boolean;
  readonly cost: ArchivedLeg['cost'];
}

export type ArchivedItem = ArchivedCall | ArchivedLoneCall | ArchivedMessage;

export function toArchivedCall(
  { twilio, vapi, legs }: JoinedCall,
  tenantId: string,
  trace: FunctionTrace | undefined,
): ArchivedCall {
  const vapiCalls = vapi.map(toVapiCall);
  return {
    kind: 'call',
    ...toLeg(twilio),
    tenantId: tenantId === '' ? null : tenantId,
    assistantSeconds: sumKnown(vapiCalls.map(({ seconds }) => seconds)),
    cost: { vapiUsd: sumKnown(vapiCalls.map(({ costUsd }) => costUsd)), ...toCost(twilio) },
    vapiCalls,
    legs: legs.map(toLeg).sort((a, b) => (a.callSid < b.callSid ? -1 : 1)),
    log: trace ?? null,
  };
}

export const toArchivedLoneCall = (row: VapiRow): ArchivedLoneCall => ({
  kind: 'vapi-call',
  ...toVapiCall(row),
});

export const toArchivedMessage = (row: MessageRow): ArchivedMessage => ({
  kind: 'message',
  messageSid: row.messageSid,
  sentAt: toIso(row.sentMs),
  direction: row.isReceived ? 'received' : 'sent',
  tenantId: row.tenantId === '' ? null : row.tenantId,
  isFailed: row.isFailed === true,
  cost: toCost(row),
});

const toLeg = (row: TwilioRow): ArchivedLeg => ({
  callSid: row.callSid,
  direction: row.isOutgoing === undefined ? 'inbound' : 'outgoing',
  startedAt: toIso(row.startMs),
  endedAt: row.endMs === undefined ? null : toIso(row.endMs),
  totalSeconds: row.durationSeconds,
  status: row.status,
  callerNumber: row.caller.shown,
  calledNumber: row.calledShown ?? '',
  cost: toCost(row),
});

const toVapiCall = (row: VapiRow): ArchivedVapiCall => ({
  vapiCallId: row.vapiCallId,
  seconds: measureSeconds(row),
  createdAt: toIso(row.createdMs),
  startedAt: row.startedMs === undefined ? null : toIso(row.startedMs),
  endedAt: row.endedMs === undefined ? null : toIso(row.endedMs),
  endedReason: row.endedReason ?? null,
  status: row.status,
  costUsd: row.costUsd ?? null,
  tenantId: row.tenantId ?? null,
  callSids: row.callSids,
  isOurs: row.isOurs,
  transferOutcome: row.transferOutcome ?? null,
});

function measureSeconds({ startedMs, endedMs }: VapiRow): number | null {
  if (startedMs === undefined || endedMs === undefined) return null;
  return Math.max(0, endedMs - startedMs) / 1_000;
}

/** To four digits, as the record has them; `null` = none is known. */
function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return Math.round(known.reduce((sum, value) => sum + value, 0) * 10_000) / 10_000;
}

function toCost({ price, priceUnit }: Pick<TwilioRow, 'price' | 'priceUnit'>): ArchivedLeg['cost'] {
  const isPriced = price !== undefined && priceUnit !== undefined;
  return { twilio: isPriced ? { amount: price, currency: priceUnit } : null };
}

const toIso = (ms: number): string => new Date(ms).toISOString();
