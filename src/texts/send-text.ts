import { hashNumber } from '../bounds/hash-number';
import { type BoundServices, nameMap, spend } from '../bounds/hourly';
import type { CallRecord } from '../call-record/call-record';
import type { Secret } from '../config/secret';
import { describeError, type Logger } from '../log/logger';
import type { E164 } from '../phone/e164';
import type { Tenant } from '../tenants/tenant';
import type { Attestation } from '../twilio/attestation';
import type { SyncStore } from '../twilio/sync-store';
import type { CallerText } from '../twilio/rest';
import { decideRecipient } from './decide-recipient';
import { decideText, type TextPlan } from './decide-text';
import { explainTextError } from './text-errors';
import { writeText } from './write-text';

/** What texting a caller needs, for one request. */
export interface TextServices {
  readonly bounds: BoundServices & { readonly store: Pick<SyncStore, 'remove'> };
  /** Hides callers' numbers in the names of what was sent. */
  readonly secret: Secret | undefined;
  /** Whether the outage switch covers a tenant. */
  readonly isOutage: (tenant: Tenant) => boolean;
  /** Whether this switchboard answers a number itself. */
  readonly isOwnNumber: (number: string) => Promise<boolean>;
  /** Returns what the caller's carrier says of the number. @throws when Twilio does not answer */
  readonly readAttestation: (callSid: string) => Promise<Attestation>;
  /** Returns where Twilio reports what becomes of a text; undefined = nowhere. */
  readonly buildStatusUrl: (text: {
    readonly tenantId: string;
    readonly callSid: string;
  }) => string | undefined;
  /** Returns the message's sid. @throws if Twilio refuses it, or does not answer */
  readonly sendText: (text: CallerText) => Promise<string>;
}

/** Texts a caller after a call, if the tenant wants that and the caller may be texted. Never throws. */
export async function textCaller(
  record: CallRecord,
  tenant: Tenant,
  context: TextServices,
): Promise<void> {
  const log = context.bounds.log.with({ tenantId: tenant.id, callSid: record.callSid });
  const { plan, why } = decideText(record, tenant, context.isOutage(tenant));
  if (plan === undefined) {
    if (why === 'outage') reportNotSent('text-back', why, log);
    return;
  }
  const isOwn = record.callerNumber !== null && (await context.isOwnNumber(record.callerNumber));
  const recipient = decideRecipient({ ...record, isOwn }, tenant);
  if (recipient.to === undefined) return reportNotSent(plan.kind, recipient.why, log);
  if (await isDisowned(record.callSid, { ...context, log })) {
    return reportNotSent(plan.kind, 'failed-attestation', log);
  }
  const claim = await claimText(plan, { ...record, to: recipient.to }, tenant, context);
  if (claim.why !== undefined) return reportNotSent(plan.kind, claim.why, log);
  const text = {
    from: plan.rules.from ?? record.calledNumber ?? '',
    to: recipient.to,
    body: writeText(plan, record, tenant),
    statusUrl: context.buildStatusUrl({ tenantId: tenant.id, callSid: record.callSid }),
  };
  const isRefused = !(await send(text, plan, { sendText: context.sendText, log }));
  if (isRefused) await claim.release();
}

/** Where Twilio does not say, the number is as good as most, of which no carrier says anything. */
async function isDisowned(
  callSid: string,
  { readAttestation, log }: Pick<TextServices, 'readAttestation'> & { readonly log: Logger },
): Promise<boolean> {
  try {
    return (await readAttestation(callSid)) === 'failed';
  } catch (error) {
    log.info('text.attestation_unread', 'Twilio does not show the call', describeError(error));
    return false;
  }
}

const DAY_SECONDS = 86_400;

type TextClaim =
  { readonly why: string } | { readonly why?: undefined; readonly release: () => Promise<void> };

/** Where it is not known whether a caller was texted already, they are not: a text can be done without. */
async function claimText(
  { kind, rules }: TextPlan,
  { to, callSid }: { readonly to: E164; readonly callSid: string },
  { id: tenantId }: Tenant,
  { bounds, secret }: TextServices,
): Promise<TextClaim> {
  const isBack = kind === 'text-back';
  const name = isBack ? secret && hashNumber(to, 'caller text', secret) : callSid;
  if (name === undefined) return { why: 'no-secret' };
  const key = `text.${name}`;
  try {
    const item = { key, data: {}, ttlSeconds: DAY_SECONDS };
    const added = await bounds.store.add(nameMap(tenantId), item);
    if (added !== 'added') return { why: isBack ? 'texted-today' : 'texted-already' };
  } catch (error) {
    bounds.log.warn('text.unclaimed', 'Sync does not say whether a caller was texted already', {
      ...describeError(error),
    });
    return { why: 'unclaimed' };
  }
  const release = () => releaseText(key, tenantId, bounds);
  const spent = await spend('textsPerTenantHour', tenantId, 1, { ...bounds, max: rules.perHour });
  // Also where so many count that Sync cannot: a flood must not be answered with one.
  if (spent === 'within') return { release };
  await release();
  return { why: 'enough-this-hour' };
}

/** A caller who got no text gets one after the next call that is missed. */
async function releaseText(
  key: string,
  tenantId: string,
  { store, log }: TextServices['bounds'],
): Promise<void> {
  try {
    await store.remove(nameMap(tenantId), key);
  } catch (error) {
    const text = 'A caller who got no text counts as texted for a day';
    log.warn('text.unreleased', text, describeError(error));
  }
}

function reportNotSent(kind: TextPlan['kind'], why: string, log: Logger): void {
  log.info('text.not_sent', 'A caller gets no text', { kind, why });
}

/** Returns whether the caller may have got it. */
async function send(
  text: CallerText,
  { kind }: TextPlan,
  { sendText, log }: { readonly sendText: TextServices['sendText']; readonly log: Logger },
): Promise<boolean> {
  const { to } = text;
  try {
    const messageSid = await sendText(text);
    log.info('text.sent', 'A caller is texted', { kind, to, messageSid });
    return true;
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    const errorCode = typeof code === 'number' ? code : undefined;
    const { why, fix } = explainTextError(errorCode);
    const detail = errorCode === undefined ? describeError(error) : {};
    log.warn('text.refused', 'Twilio refuses a text to a caller', {
      ...{ kind, to, errorCode, why, fix },
      ...detail,
    });
    return errorCode === undefined;
  }
}
