import type { MessageRow, TwilioRow, VapiRow } from '../reconcile/call-rows';
import type {
  ArchivedCall,
  ArchivedItem,
  ArchivedLeg,
  ArchivedMessage,
  ArchivedVapiCall,
} from './archived-call';

/** The rows that an archived item was made of. */
export interface ArchivedRows {
  readonly twilio: readonly TwilioRow[];
  readonly vapi: readonly VapiRow[];
  readonly message: readonly MessageRow[];
}

const NO_ROWS: ArchivedRows = { twilio: [], vapi: [], message: [] };

/** Returns the rows of an item. What was joined by number is joined by sid now: no number is needed. */
export function toRows(item: ArchivedItem): ArchivedRows {
  switch (item.kind) {
    case 'call':
      return toCallRows(item);
    case 'vapi-call':
      return { ...NO_ROWS, vapi: [toVapiRow(item, item.callSids)] };
    case 'message':
      return { ...NO_ROWS, message: [toMessageRow(item)] };
  }
}

function toCallRows(call: ArchivedCall): ArchivedRows {
  const { callSid, tenantId, log, legs, vapiCalls } = call;
  const own = { ...toTwilioRow(call, tenantId), ...(log === null ? {} : { trace: log }) };
  const sids = [callSid, ...legs.map((leg) => leg.callSid)];
  return {
    ...NO_ROWS,
    twilio: [own, ...legs.map((leg) => ({ ...toTwilioRow(leg, tenantId), parentSid: callSid }))],
    vapi: vapiCalls.map((each) => {
      const named = each.callSids.some((sid) => sids.includes(sid));
      return toVapiRow(each, named ? each.callSids : [callSid, ...each.callSids]);
    }),
  };
}

const toTwilioRow = (leg: ArchivedLeg | ArchivedCall, tenantId: string | null): TwilioRow => ({
  callSid: leg.callSid,
  startMs: Date.parse(leg.startedAt),
  ...(leg.endedAt === null ? {} : { endMs: Date.parse(leg.endedAt) }),
  status: leg.status,
  durationSeconds: leg.totalSeconds,
  tenantId: tenantId ?? '',
  // Nobody's number: calls of an archive are joined already.
  caller: { key: `archived ${leg.callSid}`, shown: leg.callerNumber },
  calledShown: leg.calledNumber,
  isArchived: true,
  ...(leg.direction === 'outgoing' ? { isOutgoing: true } : {}),
  ...toPrice(leg.cost),
});

const toVapiRow = (call: ArchivedVapiCall, callSids: readonly string[]): VapiRow => ({
  vapiCallId: call.vapiCallId,
  createdMs: Date.parse(call.createdAt),
  startedMs: call.startedAt === null ? undefined : Date.parse(call.startedAt),
  endedMs: call.endedAt === null ? undefined : Date.parse(call.endedAt),
  endedReason: call.endedReason ?? undefined,
  status: call.status,
  callSids,
  tenantId: call.tenantId ?? undefined,
  isOurs: call.isOurs,
  transferOutcome: call.transferOutcome ?? undefined,
  costUsd: call.costUsd ?? undefined,
});

const toMessageRow = (message: ArchivedMessage): MessageRow => ({
  messageSid: message.messageSid,
  sentMs: Date.parse(message.sentAt),
  isReceived: message.direction === 'received',
  tenantId: message.tenantId ?? '',
  ...(message.isFailed ? { isFailed: true } : {}),
  ...toPrice(message.cost),
});

const toPrice = ({ twilio }: ArchivedLeg['cost']) =>
  twilio === null ? {} : { price: twilio.amount, priceUnit: twilio.currency };
