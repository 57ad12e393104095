import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { RoundContext } from '../transfer/round';
import { nameRoom } from '../transfer/token';
import { createTransferRest } from '../twilio/transfer-rest';
import { buildTransferUrls } from '../twilio/transfer-round';
import type { CallbackRequest } from './define-callback-function';

type TransferRequest = Pick<CallbackRequest, 'config' | 'log' | 'origin' | 'createRestClient'>;

/** Returns what ringing people needs, for one request. */
export function buildRoundContext(request: TransferRequest): RoundContext {
  const { log, origin = '', createRestClient } = request;
  let client: ReturnType<typeof createRestClient> | undefined;
  return {
    log,
    nowMs: Date.now,
    rest: createTransferRest(() => (client ??= createRestClient())),
    buildUrls: (round) => buildTransferUrls(origin, round),
  };
}

/** Tells whether a tenant's caller is in a room of ours; what cannot be seen does not count. */
export async function isInRoom(
  callSid: string,
  tenant: Tenant,
  request: TransferRequest,
): Promise<boolean> {
  const [secret] = request.config.eventsSecrets;
  if (tenant.transfer === undefined || secret === undefined) return false;
  try {
    const { rest } = buildRoundContext(request);
    return (await rest.findRoom(nameRoom(callSid, secret))) !== undefined;
  } catch (error) {
    request.log.warn('transfer.unread', 'Twilio does not show the room', describeError(error));
    return false;
  }
}
