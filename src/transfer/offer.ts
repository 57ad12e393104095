import { bounds } from '../config/bounds';
import type { Secret } from '../config/secret';
import { writeSentence } from '../speech/sentences';
import type { Tenant } from '../tenants/tenant';
import { writeDoor } from '../phone/door-state';
import type { IncomingCall } from '../twilio/incoming-call';
import type { TransferToolOptions } from '../vapi/transfer-tool';
import { signPermit } from './token';

/** No call at Vapi lasts longer than this. */
const PERMIT_SECONDS = 12 * 60 * 60;

/** What a transfer tool needs besides call and tenant. */
export interface OfferOptions {
  /** Where Vapi sends tool calls; undefined if our own address is not known. */
  readonly eventsUrl: string | undefined;
  readonly secret: Secret | undefined;
  /** What Vapi shows us for this call. */
  readonly credential: string | undefined;
  readonly nowMs: () => number;
  /** What the caller answered about recording; undefined if the tenant does not configure it. */
  readonly consent?: string | undefined;
  /** Transfers that the phone call has begun before. */
  readonly transfers: number;
}

/**
 * Returns the tool that lets this call's assistant transfer the caller; undefined if there is
 * nobody to transfer to, or no way to tell Vapi's tool calls from a stranger's.
 */
export function offerTransfer(
  tenant: Tenant,
  { callSid, calledNumber, callToken, door: found }: IncomingCall,
  { eventsUrl, secret, credential, nowMs, consent, transfers }: OfferOptions,
): TransferToolOptions | undefined {
  const { transfer, assistant } = tenant;
  if (transfer === undefined || assistant === undefined || assistant.kind === 'workflow') {
    return undefined;
  }
  if (transfers >= bounds.transfersPerCall) return undefined;
  if (eventsUrl === undefined || secret === undefined || credential === undefined) return undefined;
  const expiresAtSeconds = Math.floor(nowMs() / 1_000) + PERMIT_SECONDS;
  const tenantId = tenant.id;
  const door = writeDoor(found);
  const claims = { callSid, tenantId, calledNumber, expiresAtSeconds, consent, transfers, door };
  return {
    destinations: transfer.destinations,
    startWords: writeSentence('transferStart', tenant),
    eventsUrl,
    credential,
    token: signPermit({ ...claims, callToken }, secret),
  };
}
