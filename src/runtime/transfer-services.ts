import { setTimeout as sleep } from 'node:timers/promises';
import type { RoundServices } from '../transfer/round';
import { createTransferRest } from '../twilio/transfer-rest';
import { buildTransferUrls } from '../twilio/transfer-round';
import type { FunctionRequest } from './function-request';
import { findTenant, type TenantRequest } from './tenants';

type TransferRequest = TenantRequest & Pick<FunctionRequest, 'origin' | 'createRestClient'>;

/** One answer from Twilio must not take the time of what follows it. */
const MAX_REST_MS = 2_500;

export function buildRoundServices(request: TransferRequest): RoundServices {
  const { config, log, deadline, origin = '', createRestClient } = request;
  return {
    log,
    nowMs: Date.now,
    sleep,
    isOwnNumber: async (number) => {
      // The number of a person: its tenant, if it had one, is not the call's.
      const { found } = await findTenant(number, { config, log, deadline });
      return found === 'tenant';
    },
    // Each request creates its own client, which may take what the deadline leaves by then.
    rest: createTransferRest(() => createRestClient(MAX_REST_MS)),
    buildUrls: (round) => buildTransferUrls(origin, round),
  };
}
