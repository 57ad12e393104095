import type { Twilio } from 'twilio';
import { type IncomingCall, parseIncomingCall } from './incoming-call';

export interface QueueSize {
  readonly sid: string;
  readonly size: number;
}

/** The caller who has waited longest in a queue. */
export interface FrontCaller extends IncomingCall {
  readonly waitedSeconds: number;
}

/** The part of Twilio's REST API that takes callers out of a queue. Each throws when Twilio refuses. */
export interface QueueRest {
  /** Returns undefined if nobody has ever waited in a queue of that name. */
  readonly findQueue: (name: string) => Promise<QueueSize | undefined>;
  /** Returns who has waited longest; undefined where nobody waits. */
  readonly readFront: (queueSid: string) => Promise<FrontCaller | undefined>;
  /** Takes a caller out of the queue, to an address. Twilio refuses if the caller is no longer in it. */
  readonly redirectCaller: (queueSid: string, callSid: string, url: string) => Promise<void>;
}

/** An account's queues are one page of Twilio's largest. */
const MAX_QUEUES = 1_000;

/**
 * @param getClient Called when the first request is due: credentials may be missing.
 * @see https://www.twilio.com/docs/voice/api/member-resource
 */
export function createQueueRest(getClient: () => Twilio): QueueRest {
  return {
    async findQueue(name) {
      // Twilio finds no queue by its name.
      const queues = await getClient().queues.list({ limit: MAX_QUEUES, pageSize: MAX_QUEUES });
      const found = queues.find(({ friendlyName }) => friendlyName === name);
      return found && { sid: found.sid, size: found.currentSize };
    },
    async readFront(queueSid) {
      const client = getClient();
      const front = await client.queues(queueSid).members('Front').fetch().catch(undefinedIfGone);
      if (front === undefined) return undefined;
      const { callSid, waitTime: waitedSeconds } = front;
      const { from, to, direction, forwardedFrom, callerName } = await client
        .calls(callSid)
        .fetch();
      const call = parseIncomingCall({
        CallSid: callSid,
        From: from,
        To: to,
        Direction: direction,
        ForwardedFrom: forwardedFrom,
        CallerName: callerName,
      });
      return { ...call, waitedSeconds };
    },
    async redirectCaller(queueSid, callSid, url) {
      await getClient().queues(queueSid).members(callSid).update({ url, method: 'POST' });
    },
  };
}

/** The queue may have emptied in the meantime. */
function undefinedIfGone(error: unknown): undefined {
  if ((Object(error) as { status?: unknown }).status === 404) return undefined;
  throw error;
}
