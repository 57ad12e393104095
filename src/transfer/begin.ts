import { reportMet } from '../bounds/hourly';
import { bounds } from '../config/bounds';
import type { ClosedTenants } from '../config/closed-by-hand';
import type { Secret } from '../config/secret';
import { describeError } from '../log/logger';
import { parseCaller } from '../phone/caller';
import type { TenantMatch } from '../tenants/directory';
import { decideHours } from '../tenants/hours';
import type { Destination } from '../tenants/transfer-schema';
import type { Tenant } from '../tenants/tenant';
import type { LegState, Conference } from '../twilio/transfer-rest';
import type { EventsSender } from '../vapi/call-credential';
import type { ToolCall } from '../vapi/server-message';
import { type CallerIdentity, type RoundServices, startRound } from './round';
import { type ClaimedCall, type ClaimServices, claimToolCall, keepReply } from './claim-tool-call';
import { cleanSummary } from './summary';
import { nameConference, readPermit, type TransferPermit } from './token';

/** What the model hears: that it may be silent now, or why it must continue. One line each. */
export type TransferReply = { readonly result: string } | { readonly error: string };

export interface BeginServices extends RoundServices, ClaimServices {
  /** The current secret first. */
  readonly secrets: readonly Secret[];
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
  readonly closedByHand: ClosedTenants;
}

/** Tells the model that nobody is handed over, and not why. */
export const CANNOT_TRANSFER: TransferReply = {
  error: 'This call cannot be transferred. Tell the caller and continue to help.',
};

/** Sentences for the model. They tell it what to do next, but never why a token was refused. */
const REPLIES = {
  callOver: 'The call is over; it cannot be transferred.',
  closed: (key: string) =>
    `Nobody can be reached at ${key} at this time. Tell the caller and continue to help.`,
  unknown: (keys: readonly string[]) =>
    `There is no such destination. Choose one of: ${keys.join(', ')}.`,
  nobodyRings:
    'Nobody could be called. Tell the caller that nobody can be reached and continue to help.',
  failed: 'The transfer failed. Tell the caller and continue to help.',
  connecting: 'The caller is being connected. Say nothing more.',
} as const;

/**
 * Begins the transfer that a tool call asks for: rings the people and takes the caller away from
 * the assistant. Never throws. The caller stays with the assistant until a phone rings.
 * @param sender Whose call the message may move, as its credential says.
 */
export async function beginTransfer(
  { id: toolCallId, arguments: given }: ToolCall,
  sender: EventsSender,
  context: BeginServices,
): Promise<TransferReply> {
  const { log, secrets } = context;
  const nowSeconds = Math.floor(context.nowMs() / 1_000);
  const { permit, defect } = readPermit(tokenOf({ arguments: given }), secrets, nowSeconds);
  const [secret] = secrets;
  const refuse = (why: string): TransferReply => {
    log.warn('transfer.refused', 'A transfer is refused', { why, ...sender });
    return CANNOT_TRANSFER;
  };
  if (permit === undefined || secret === undefined) return refuse(defect ?? 'no secret');
  if (permit.callSid !== sender.callSid) return refuse('another call');
  if (permit.tenantId !== sender.tenantId) return refuse('another tenant');
  const { tenant } = await context.findTenant(permit.calledNumber);
  if (tenant.id !== permit.tenantId) return refuse("the number is another tenant's by now");
  if (tenant.transfer === undefined) return refuse('the tenant has no transfers any more');
  const chosen = chooseDestination(tenant, given['destination'], context);
  if (chosen.destination === undefined) return { error: chosen.error };

  const bound = log.with({ callSid: permit.callSid, tenantId: tenant.id });
  const world = { ...context, log: bound };
  const { callSid, transfers } = permit;
  const claimed: ClaimedCall = { toolCallId, tenantId: tenant.id, callSid, transfers };
  const claim = await claimToolCall(claimed, world);
  switch (transfers < bounds.transfersPerCall ? claim.is : 'enough') {
    case 'other':
      return ('reply' in claim ? claim.reply : undefined) ?? { result: REPLIES.connecting };
    case 'enough':
      reportMet('transfersPerCall', tenant.id, bound);
      return CANNOT_TRANSFER;
    case 'mine':
      break;
  }
  const conference = nameConference(callSid, secret);
  const transfer = { permit, conference, summary: cleanSummary(given['summary']) };
  const reply = await ring(transfer, chosen.destination, world);
  await keepReply(claimed, reply, world);
  return reply;
}

/** Returns the token of a tool call; empty where there is none. */
export function tokenOf({ arguments: { token } }: Pick<ToolCall, 'arguments'>): string {
  return typeof token === 'string' ? token : '';
}

function chooseDestination(
  tenant: Tenant,
  key: unknown,
  context: Pick<BeginServices, 'nowMs' | 'closedByHand'>,
):
  | { readonly destination: Destination; readonly error?: undefined }
  | { readonly destination?: undefined; readonly error: string } {
  const destinations = tenant.transfer?.destinations ?? [];
  const destination = destinations.find((candidate) => candidate.key === key);
  if (destination === undefined) {
    return { error: REPLIES.unknown(destinations.map((candidate) => candidate.key)) };
  }
  if (!isReachable(destination, tenant, context)) {
    return { error: REPLIES.closed(destination.key) };
  }
  return { destination };
}

/** People who keep the tenant's hours are also away while it is closed by hand. */
function isReachable(
  { hours }: Destination,
  tenant: Tenant,
  { nowMs, closedByHand }: Pick<BeginServices, 'nowMs' | 'closedByHand'>,
): boolean {
  const now = new Date(nowMs());
  return hours === 'tenant'
    ? decideHours(tenant.hours, now, closedByHand.get(tenant.id)).isOpen
    : decideHours(hours, now).isOpen;
}

interface TransferCase {
  readonly permit: TransferPermit;
  readonly conference: string;
  readonly summary: string;
}

async function ring(
  { permit, conference, summary }: TransferCase,
  destination: Destination,
  context: BeginServices,
): Promise<TransferReply> {
  const facts = await readFacts(permit.callSid, conference, context);
  if (facts === undefined) return { error: REPLIES.failed };
  // Vapi may deliver a tool call twice.
  if (facts.conference !== undefined) return { result: REPLIES.connecting };
  if (facts.call.status !== 'in-progress') return { error: REPLIES.callOver };

  const caller = parseCaller(facts.call.from);
  const number = caller.kind === 'number' ? caller.number : undefined;
  const { callToken, callSid, calledNumber, consent, door } = permit;
  const identity: CallerIdentity | undefined =
    number === undefined || callToken === undefined ? undefined : { number, callToken };
  const first = {
    callSid,
    calledNumber,
    destination: destination.key,
    conference,
    turn: 0,
    summary,
    transfers: permit.transfers + 1,
  };
  const round = { ...first, callerEnding: number?.slice(-2) ?? '', consent, door };
  switch (await startRound(destination, round, identity, context)) {
    case 'ringing':
      return { result: REPLIES.connecting };
    case 'nobody-rings':
      context.log.error('transfer.ended', 'A transfer is over', { outcome: 'failed' });
      return { error: REPLIES.nobodyRings };
    case 'caller-not-moved':
      context.log.error('transfer.ended', 'A transfer is over', { outcome: 'failed' });
      return { error: REPLIES.failed };
  }
}

async function readFacts(
  callSid: string,
  conferenceName: string,
  { rest, log }: RoundServices,
): Promise<{ readonly call: LegState; readonly conference: Conference | undefined } | undefined> {
  try {
    const [call, conference] = await Promise.all([
      rest.readCall(callSid),
      rest.findConference(conferenceName),
    ]);
    return { call, conference };
  } catch (error) {
    log.error('transfer.unread', 'Twilio does not show the call', describeError(error));
    return undefined;
  }
}
