import { randomInt } from 'node:crypto';
import type { DoorServices } from '../calls/answer-front-door';
import { countCall } from '../front-door/count-call';
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
