import type { MessageRow, TwilioRow, VapiRow } from '../reconcile/call-rows';
import type { FunctionTrace } from '../reconcile/function-trace';
import type { JoinedCall } from '../reconcile/join-calls';

/** A phone call as an archive keeps it: names are those of the call record where both have a field. */
export interface ArchivedCall extends ArchivedLeg {
  readonly kind: 'call';
  /** As of the call; `null` = nobody's. */
  readonly tenantId: string | null;
  readonly assistantSeconds: number;
  readonly vapiCalls: readonly ArchivedVapiCall[];
  /** What was dialled for it. */
  readonly legs: readonly ArchivedLeg[];
  /** What the Functions logged about it; `null` = the log was not read, or it went well. */
  readonly log: FunctionTrace | null;
}

export interface ArchivedLeg {
  readonly callSid: string;
  readonly direction: 'inbound' | 'outgoing';
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** From the answer on. */
  readonly totalSeconds: number;
  readonly status: string;
  /** Masked, unless the operator asked for numbers. */
  readonly callerNumber: string;
  readonly calledNumber: string;
  /** `null` = Twilio had no price yet. */
  readonly cost: { readonly amount: number; readonly currency: string } | null;
}

export interface ArchivedVapiCall {
  readonly vapiCallId: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly endedReason: string | null;
  readonly status: string;
  /** `null` = Vapi had no cost yet. */
  readonly costUsd: number | null;
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
  const talks = vapi.map(({ startedMs, endedMs }) =>
    startedMs === undefined || endedMs === undefined ? 0 : Math.max(0, endedMs - startedMs),
  );
  return {
    kind: 'call',
    ...toLeg(twilio),
    tenantId: tenantId === '' ? null : tenantId,
    assistantSeconds: talks.reduce((sum, ms) => sum + ms, 0) / 1_000,
    vapiCalls: vapi.map(toVapiCall),
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

function toCost({ price, priceUnit }: Pick<TwilioRow, 'price' | 'priceUnit'>): ArchivedLeg['cost'] {
  return price === undefined || priceUnit === undefined
    ? null
    : { amount: price, currency: priceUnit };
}

const toIso = (ms: number): string => new Date(ms).toISOString();
