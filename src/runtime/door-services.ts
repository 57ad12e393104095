import { randomInt } from 'node:crypto';
import type { DoorServices } from '../calls/answer-front-door';
import { countCall } from '../front-door/count-call';
import { readMetLimits } from '../limits/count-usage';
import type { CountedLimit } from '../limits/usage';
import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { ChainCall } from '../twilio/chain-links';
import { buildDoorUrl } from '../twilio/door-reply';
import { buildBoundStore, MAX_SYNC_MS } from './bound-store';
import { beforeDeadline, startDeadline } from './deadline';
import type { FunctionRequest } from './function-request';
import { buildQueueingServices } from './queue-services';

/** Returns what the front door needs, for one request. */
export function buildDoorServices(call: ChainCall, request: FunctionRequest): DoorServices {
  const [secret] = request.config.eventsSecrets;
  return {
    ...buildQueueingServices(call, request),
    buildDoorUrl,
    pickKey: () => String(randomInt(2, 10)),
    readMetLimits: (tenant) => readMetLimitsInTime(tenant, request),
    countCall: (counted, tenant) =>
      countCall(counted, tenant, {
        store: buildBoundStore(request),
        secret,
        nowMs: Date.now,
        inTime: (counting) => beforeDeadline(counting, startDeadline(MAX_SYNC_MS)),
        log: request.log,
      }),
  };
}

/** The caller hears nothing yet, and what is read is only as exact as counting after calls is. */
const MAX_LIMITS_MS = 300;

/** Never throws: where Sync does not answer in time, nobody is refused. */
async function readMetLimitsInTime(
  tenant: Tenant,
  request: FunctionRequest,
): Promise<readonly CountedLimit[]> {
  // Twilio's package may have to be loaded for it; the time begins when that is done.
  const reading = readMetLimits(tenant, buildBoundStore(request), Date.now());
  try {
    return await beforeDeadline(reading, startDeadline(MAX_LIMITS_MS));
  } catch (error) {
    const { log } = request;
    log.warn('limit.unread', 'Sync does not say what a tenant has used', describeError(error));
    return [];
  }
}
