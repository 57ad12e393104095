import * as v from 'valibot';
import { doorEnds } from '../reconcile/door-end';
import type { ArchivedItem } from './archived-call';

/** Far above what an account has in a month, far below what sums cannot hold. */
const MAX_NUMBER = 1_000_000_000;

const number = v.pipe(v.number(), v.minValue(-MAX_NUMBER), v.maxValue(MAX_NUMBER));
const seconds = v.pipe(number, v.minValue(0));
const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const cost = { twilio: v.nullable(v.object({ amount: number, currency: v.string() })) };
const vapiCost = v.nullable(number);

const legEntries = {
  callSid: v.string(),
  direction: v.picklist(['inbound', 'outgoing']),
  startedAt: moment,
  endedAt: v.nullable(moment),
  totalSeconds: seconds,
  status: v.string(),
  callerNumber: v.string(),
  calledNumber: v.string(),
  cost: v.object(cost),
};

const vapiEntries = {
  vapiCallId: v.string(),
  seconds: v.nullable(seconds),
  createdAt: moment,
  startedAt: v.nullable(moment),
  endedAt: v.nullable(moment),
  endedReason: v.nullable(v.string()),
  status: v.string(),
  costUsd: vapiCost,
  tenantId: v.nullable(v.string()),
  callSids: v.array(v.string()),
  isOurs: v.boolean(),
  transferOutcome: v.nullable(v.string()),
};

const trace = v.object({
  tenantId: v.optional(v.string()),
  outcome: v.optional(v.string()),
  doorEnd: v.optional(v.picklist(doorEnds)),
  doorReason: v.optional(v.string()),
  leftBecause: v.optional(v.string()),
  step: v.optional(v.picklist(['say', 'dial', 'voicemail', 'callback', 'unknown'])),
  transferOutcome: v.optional(v.string()),
  streamFailures: v.optional(v.record(v.string(), v.string())),
});

const archivedItem = v.variant('kind', [
  v.object({
    kind: v.literal('call'),
    ...legEntries,
    tenantId: v.nullable(v.string()),
    assistantSeconds: v.nullable(seconds),
    cost: v.object({ ...cost, vapiUsd: vapiCost }),
    vapiCalls: v.array(v.object(vapiEntries)),
    legs: v.array(v.object(legEntries)),
    log: v.nullable(trace),
  }),
  v.object({ kind: v.literal('vapi-call'), ...vapiEntries }),
  v.object({
    kind: v.literal('message'),
    messageSid: v.string(),
    sentAt: moment,
    direction: v.picklist(['received', 'sent']),
    tenantId: v.nullable(v.string()),
    isFailed: v.boolean(),
    cost: v.object(cost),
  }),
]) satisfies v.GenericSchema<unknown, ArchivedItem>;

/**
 * Returns the name of a field that a line of an archive lacks, or has in a form that nobody can count;
 * undefined for an item. Another version may have written the file, with a checksum that is right.
 */
export function findUnusable(value: unknown): string | undefined {
  const { issues } = v.safeParse(archivedItem, value, { abortEarly: true });
  return issues && (v.getDotPath(issues[0]) ?? 'kind');
}
