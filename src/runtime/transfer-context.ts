import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { RoundContext } from '../transfer/round';
import { nameRoom } from '../transfer/token';
import type { IncomingCall } from '../twilio/incoming-call';
import { createTransferRest, type RungLeg } from '../twilio/transfer-rest';
import { buildTransferUrls } from '../twilio/transfer-round';
import type { CallbackRequest } from './define-callback-function';

type TransferRequest = Pick<CallbackRequest, 'config' | 'log' | 'origin' | 'createRestClient'>;

/** One answer of Twilio's must not take the time of what follows it. */
const MOST_REST_MS = 2_500;

/** Returns what ringing people needs, for one request. */
export function buildRoundContext(request: TransferRequest): RoundContext {
  const { log, origin = '', createRestClient } = request;
  return {
    log,
    nowMs: Date.now,
    // A client for each request: it may take what the deadline leaves by then.
    rest: createTransferRest(() => createRestClient(MOST_REST_MS)),
    buildUrls: (round) => buildTransferUrls(origin, round),
  };
}

/** Whoever was rung may be busy before the caller is in the room. */
const RECENTLY_MS = 30_000;

/**
 * Tells whether a tenant's caller is being transferred: `yes` in a room of ours, `perhaps` where people
 * are or were just rung whose caller is not seen in a room yet. What cannot be seen does not count.
 */
export async function seeTransfer(
  { callSid, calledNumber, caller }: IncomingCall,
  tenant: Tenant,
  request: TransferRequest,
): Promise<'yes' | 'perhaps' | 'no'> {
  const [secret] = request.config.eventsSecrets;
  if (tenant.transfer === undefined || secret === undefined) return 'no';
  const { destinations } = tenant.transfer;
  const shown = [calledNumber, ...(caller.kind === 'number' ? [caller.number] : [])];
  try {
    const { rest, nowMs } = buildRoundContext(request);
    const [room, rung] = await Promise.all([
      rest.findRoom(nameRoom(callSid, secret)),
      rest.listRung(nowMs() - RECENTLY_MS),
    ]);
    if (room !== undefined) return 'yes';
    const isOurs = ({ from, to }: RungLeg) =>
      shown.includes(from) && destinations.some(({ numbers }) => numbers.includes(to));
    return rung.some(isOurs) ? 'perhaps' : 'no';
  } catch (error) {
    request.log.warn('transfer.unread', 'Twilio does not show the room', describeError(error));
    return 'no';
  }
}
