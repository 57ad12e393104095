import { type Part, readPart } from '../call-record/part';
import type { SettledCall } from '../call-record/settle';
import type { CallReport } from '../vapi/call-report';
import { parsePart } from '../twilio/part-address';
import { parseEventTime, parsePartFacts, withoutOwnParameters } from '../twilio/part-facts';
import { textOf } from '../twilio/parameters';
import type { EventsRequest } from './define-events-function';
import type { FunctionRequest } from './function-request';
import { leaveParts, type PartSource } from './leave-part';
import { findTenantById } from './tenants';

/** What a callback is to the record of its call. */
export interface CallbackPart {
  /** The part's name. */
  readonly part: string;
  /** Whether it may be the last that comes after a call. */
  readonly settles?: boolean;
  /** Whether a number's settings have its address: then parameters like ours are somebody else's. */
  readonly isSetInNumber?: boolean;
  /** Whether its address carries the part of the webhook before it. */
  readonly carriesPart?: boolean;
}

const CALL_SID = /^CA[0-9a-f]{32}$/;

/**
 * Leaves what a callback tells for the record of its call, and sends the record if nothing is missing; only
 * for tenants who want records. Never throws.
 * @returns `again` if Twilio should repeat the callback
 */
export async function followCall(
  { part: name, settles = false, isSetInNumber = false, carriesPart = false }: CallbackPart,
  { event: given, request }: Pick<PartSource, 'event' | 'request'>,
): Promise<'done' | 'again'> {
  const event = isSetInNumber ? withoutOwnParameters(given) : given;
  const carried = carriesPart ? readPart(parsePart(event)) : undefined;
  const { tenantId, recordsCall } = request.exitNotes;
  const owner = carried?.tenantId ?? (recordsCall === true ? tenantId : undefined);
  // The callbacks of a transfer name the participant; our own address names the caller.
  const callSid = textOf(event['caller']).trim() || textOf(event['CallSid']).trim();
  const facts = parsePartFacts(event);
  const isOthers = facts.conferenceEvent !== undefined && facts.participant !== 'person';
  if (owner === undefined || !CALL_SID.test(callSid) || isOthers) return 'done';
  const own: Part = { name, tenantId: owner, atMs: parseEventTime(event) ?? Date.now(), facts };
  const parts = carried === undefined ? [own] : [carried, own];
  await leaveParts({ name, event, callSid, request }, parts);
  return settles ? settleCall({ callSid, own: parts }, request) : 'done';
}

/** The same, for Vapi's report of a call. */
export async function followReport(
  report: CallReport,
  request: EventsRequest,
): Promise<'done' | 'again'> {
  const { tenantId, callSid, vapiCallId, endedReason, talkSeconds, costUsd } = report;
  const { tenant } = await findTenantById(tenantId, request);
  if (tenant.id !== tenantId || tenant.afterCall === undefined || vapiCallId === undefined) {
    return 'done';
  }
  const facts = { vapiCallId, endedReason, talkSeconds, costUsd };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  const name = 'vapi_report';
  const atMs = Date.parse(report.endedAt ?? '') || Date.now();
  const own: Part = { name, tenantId, atMs, facts: Object.fromEntries(known) };
  const source = { name, event: { call: vapiCallId }, callSid, request };
  await leaveParts(source, [own]);
  return settleCall({ callSid, own: [own], report }, request);
}

async function settleCall(settled: SettledCall, request: FunctionRequest) {
  const { buildSettleServices } = await import('./record-services.js');
  const { settle } = await import('../call-record/settle.js');
  const log = request.log.with({ callSid: settled.callSid });
  return settle(settled, buildSettleServices({ ...request, log }));
}
