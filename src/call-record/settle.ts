import { runOnce, type RunOnceServices } from '../bounds/run-once';
import { describeError } from '../log/logger';
import type { Logger } from '../log/logger';
import { parseCaller } from '../phone/caller';
import { listModelTexts } from '../tenants/model-texts';
import type { Tenant } from '../tenants/tenant';
import type { EndedCall } from '../twilio/ended-call';
import type { KeptItem } from '../twilio/sync-store';
import type { ReadReport } from '../vapi/read-report';
import type { CallReport } from '../vapi/call-report';
import { bounds } from '../config/bounds';
import { reportMet } from '../bounds/hourly';
import { type KnownVapiCall, listVapiCallIds } from './call-facts';
import type { CallRecord } from './call-record';
import { findEnd, joinRecord } from './join-record';
import { type Part, readParts, SENT_KEY } from './part';

/** What a request knows that may bring the last part of a call. */
export interface SettledCall {
  readonly callSid: string;
  /** What this request itself leaves: known although Sync may not keep it. */
  readonly own: readonly Part[];
  /** Vapi's report, where it came with this request. */
  readonly report?: CallReport | undefined;
}

export interface SettleServices {
  readonly log: Logger;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly remainingMs: () => number;
  /** @throws when Sync does not answer */
  readonly listItems: (callSid: string) => Promise<readonly KeptItem[]>;
  readonly keepSent: (callSid: string, sent: Sent) => Promise<void>;
  /** @throws when Twilio does not answer */
  readonly readEndedCall: (callSid: string) => Promise<EndedCall>;
  readonly readReport: (id: string, tenant: Tenant, callSid: string) => Promise<ReadReport>;
  readonly findTenantById: (id: string) => Promise<Tenant | undefined>;
  readonly bounds: RunOnceServices;
  /** Sends a record to the tenant's server; returns whether it need not be sent again. Never throws. */
  readonly sendRecord: (record: CallRecord, tenant: Tenant, type: RecordType) => Promise<boolean>;
  /** What else happens once after each call, by a name for each. */
  readonly actions: Readonly<Record<string, AfterCallAction>>;
}

export type RecordType = 'call.completed' | 'call.amended';

/** Something that happens once after a call, as soon as its record is made. Never throws. */
export type AfterCallAction = (record: CallRecord, tenant: Tenant) => Promise<void>;

/** What is kept of a record that was sent. A whole one is final. */
export interface Sent {
  readonly isWhole: boolean;
}

/** What Twilio gets: that the callback is accepted, or that it should be sent again. */
export type Settled = 'done' | 'again';

/** Vapi's record of a call lags behind its end, and callbacks come in any order. */
const POLL_MS = 600;
/**
 * Callers who hang up in a message, the queue or a fallback cause several requests at once, and
 * `/call-status` may be the first of them: so long, nobody is missed yet.
 */
const MISSED_AFTER_MS = 2_000;
/** Time for sending the record, after the last look. */
export const KEPT_FOR_SENDING_MS = 3_500;

/**
 * Sends the record of a call that is over, once nothing is missing or this request's time is nearly over;
 * never throws. A record is sent once, and once more if it was not whole and now is.
 */
export async function settle(settled: SettledCall, context: SettleServices): Promise<Settled> {
  try {
    const gathered = await gather(settled, context);
    return gathered === undefined ? 'done' : await send(gathered, context);
  } catch (error) {
    const text = 'The record of a call could not be made';
    context.log.error('call_record.failed', text, describeError(error));
    return 'done';
  }
}

interface Gathered {
  readonly record: CallRecord;
  readonly tenant: Tenant;
  readonly sent: Sent | undefined;
}

/** Returns undefined while the call is not over, or for a tenant who wants nothing any more. */
async function gather(
  settled: SettledCall,
  context: SettleServices,
): Promise<Gathered | undefined> {
  const vapiCalls = new Map<string, KnownVapiCall>();
  const leftMs = context.remainingMs();
  let call: EndedCall | undefined;
  let items: readonly KeptItem[] | undefined;
  let isListed = true;
  for (;;) {
    if (isListed) {
      const listed = await listItems(settled.callSid, context);
      isListed = listed !== undefined;
      // What an earlier look has found is better than nothing.
      items = listed ?? items;
    }
    const areKnown = items !== undefined;
    const { parts, sent, isCut } = readItems(items ?? [], settled.own);
    if (findEnd(parts) === undefined || sent?.isWhole === true) return undefined;
    const tenant = await context.findTenantById(parts[0]?.tenantId ?? '');
    if (tenant?.afterCall === undefined) return undefined;
    const look: Look = { parts, vapiCalls, tenant, call, warnings: [] };
    [call] = await Promise.all([
      readCall(settled, look, context),
      readVapiCalls(settled, look, context),
    ]);
    const record = joinRecord({
      callSid: settled.callSid,
      tenantId: tenant.id,
      language: tenant.language,
      parts,
      arePartsKnown: areKnown,
      call,
      caller: call && parseCaller(call.isOutbound ? call.to : call.from),
      vapiCalls,
      chosen: listModelTexts(tenant.afterCall),
    });
    const isTimeUp = context.remainingMs() - POLL_MS < KEPT_FOR_SENDING_MS;
    const isEarly = record.missed && leftMs - context.remainingMs() < MISSED_AFTER_MS;
    const mayChange = record.missing.length > 0 || isEarly;
    if (!mayChange || !areKnown || isTimeUp) {
      if (isCut) reportMet('partsPerCall', tenant.id, context.log);
      for (const warn of look.warnings) warn();
      return { record, tenant, sent };
    }
    await context.sleep(POLL_MS);
  }
}

/** What one look at a call has found so far. */
interface Look {
  readonly parts: readonly Part[];
  readonly vapiCalls: Map<string, KnownVapiCall>;
  readonly tenant: Tenant;
  readonly call: EndedCall | undefined;
  /** What the log says, if this look is the last. */
  readonly warnings: (() => void)[];
}

/** Without Sync, only the end of the call itself makes a record, and a poor one. */
async function listItems(
  callSid: string,
  context: SettleServices,
): Promise<readonly KeptItem[] | undefined> {
  try {
    return await context.listItems(callSid);
  } catch (error) {
    const text = 'Sync does not show the parts of a call';
    context.log.warn('call_record.unread', text, describeError(error));
    return undefined;
  }
}

function readItems(items: readonly KeptItem[], own: readonly Part[]) {
  // Several addresses may carry the same part.
  const kept = withoutCopies(items.flatMap(({ data }) => readParts(data)));
  const isKept = (part: Part) =>
    kept.some((other) => other.name === part.name && isSame(other, part));
  const parts = [...kept, ...own.filter((part) => !isKept(part))];
  parts.sort((one, other) => one.atMs - other.atMs);
  return {
    parts: withinBound(parts),
    isCut: parts.length > bounds.partsPerCall,
    sent: findSent(items),
  };
}

/** Beyond the bound, only the end of the call is read: without it there would be no record. */
function withinBound(parts: readonly Part[]): readonly Part[] {
  const { partsPerCall } = bounds;
  const end = findEnd(parts.slice(partsPerCall));
  return [...parts.slice(0, partsPerCall), ...(end === undefined ? [] : [end])];
}

function withoutCopies(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

/** A webhook that came again is one part, whenever it came. */
function isSame(one: Part, other: Part): boolean {
  return JSON.stringify(one.facts) === JSON.stringify(other.facts);
}

function findSent(items: readonly KeptItem[]): Sent | undefined {
  const { data } = items.find(({ key }) => key === SENT_KEY) ?? {};
  const { isWhole } = Object(data) as { isWhole?: unknown };
  return typeof isWhole === 'boolean' ? { isWhole } : undefined;
}

/** Looks again at those that are not known to be over. */
async function readVapiCalls(
  { callSid, report }: SettledCall,
  { parts, vapiCalls, tenant, warnings }: Look,
  { readReport, log }: SettleServices,
): Promise<void> {
  const read = listVapiCallIds(parts).map(async (id) => {
    const known = vapiCalls.get(id);
    if (known?.isEnded === true && isWhole(known, tenant)) return [id, known] as const;
    if (report?.vapiCallId === id) return [id, { report, isEnded: true }] as const;
    const found = await readReport(id, tenant, callSid);
    if (found.report !== undefined) return [id, found] as const;
    const { problem } = found;
    warnings.push(() => log.warn('vapi.call_unread', 'Vapi does not show the call', { problem }));
    return [id, known ?? readReportPart(id, parts)] as const;
  });
  // In the order in which they began.
  for (const [id, known] of await Promise.all(read)) vapiCalls.set(id, known);
}

/** What the model writes comes later than the end. */
function isWhole({ report }: KnownVapiCall, { afterCall }: Tenant): boolean {
  return listModelTexts(afterCall).every((name) => report[name] !== undefined);
}

/** What Vapi's report left, where Vapi itself does not answer. */
function readReportPart(id: string, parts: readonly Part[]): KnownVapiCall {
  const reported = parts.find(
    ({ name, facts }) => name === 'vapi_report' && facts.vapiCallId === id,
  );
  const { endedReason, talkSeconds, costUsd } = reported?.facts ?? {};
  return { report: { endedReason, talkSeconds, costUsd }, isEnded: reported !== undefined };
}

async function readCall(
  { callSid }: SettledCall,
  { call, warnings }: Look,
  { readEndedCall, log }: SettleServices,
): Promise<EndedCall | undefined> {
  if (call?.isOver === true) return call;
  try {
    return await readEndedCall(callSid);
  } catch (error) {
    const text = 'Twilio does not show a call that is over';
    warnings.push(() => log.warn('call_record.call_unread', text, describeError(error)));
    return call;
  }
}

async function send(gathered: Gathered, context: SettleServices): Promise<Settled> {
  const { record, tenant, sent } = gathered;
  const { callSid, missing } = record;
  const log = context.log.with({ tenantId: tenant.id });
  const once = (name: string, work: () => Promise<boolean>) =>
    runOnce(`${name}.${callSid}`, tenant.id, { ...context.bounds, log }, work);
  const sendAs = async (type: RecordType) => {
    if (!(await context.sendRecord(record, tenant, type))) return false;
    await keepSent(callSid, { isWhole: missing.length === 0 }, context);
    log.info('call_record.sent', 'The record of a call is made', {
      ...{ type, outcome: record.outcome, missed: record.missed, missing },
    });
    return true;
  };
  if (sent === undefined) {
    const actions = Object.entries(context.actions).map(([name, action]) =>
      once(`after-call.${name}`, () => action(record, tenant).then(() => true)),
    );
    // A tenant's server that is down must not cost callers their text.
    const [ran] = await Promise.all([
      once('call.completed', () => sendAs('call.completed')),
      ...actions,
    ]);
    if (ran !== 'repeated') return ran === 'done' ? 'done' : 'again';
  }
  // There is one amendment: it waits until nothing is missing.
  if (missing.length > 0) return 'done';
  // Another request may just have sent a record that lacks something.
  const known = sent ?? findSent(await context.listItems(callSid));
  if (known?.isWhole !== false) return 'done';
  const ran = await once('call.amended', () => sendAs('call.amended'));
  return ran === 'failed' || ran === 'under-way' ? 'again' : 'done';
}

async function keepSent(callSid: string, sent: Sent, context: SettleServices): Promise<void> {
  try {
    await context.keepSent(callSid, sent);
  } catch (error) {
    const text = 'Sync does not keep what was sent: the record is not amended';
    context.log.warn('call_record.sent_unkept', text, describeError(error));
  }
}
