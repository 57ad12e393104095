import type { Twilio } from 'twilio';
import { type IncomingCall, parseIncomingCall } from './incoming-call';

/** A line as Twilio shows it. */
export interface QueueSize {
  readonly sid: string;
  readonly size: number;
}

/** Whoever has waited longest in a line. */
export interface FrontCaller extends IncomingCall {
  readonly waitedSeconds: number;
}

/** The part of Twilio's REST API that takes callers out of a line. Each throws when Twilio refuses. */
export interface QueueRest {
  /** Returns the line of that name; undefined where nobody ever waited in it. */
  readonly findQueue: (name: string) => Promise<QueueSize | undefined>;
  /** Returns who has waited longest; undefined where nobody waits. */
  readonly readFront: (queueSid: string) => Promise<FrontCaller | undefined>;
  /** Takes a caller out of the line, to an address. Of two who do so one is refused. */
  readonly takeOut: (queueSid: string, callSid: string, url: string) => Promise<void>;
}

/** An account's lines are one page of Twilio's largest. */
const MOST_QUEUES = 1_000;

/**
 * @param getClient Called when the first request is due: credentials may be missing.
 * @see https://www.twilio.com/docs/voice/api/member-resource
 */
export function createQueueRest(getClient: () => Twilio): QueueRest {
  return {
    async findQueue(name) {
      // Twilio finds no queue by its name.
      const queues = await getClient().queues.list({ limit: MOST_QUEUES, pageSize: MOST_QUEUES });
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
    async takeOut(queueSid, callSid, url) {
      await getClient().queues(queueSid).members(callSid).update({ url, method: 'POST' });
    },
  };
}

/** The line may have emptied in the meantime. */
function undefinedIfGone(error: unknown): undefined {
  if ((Object(error) as { status?: unknown }).status === 404) return undefined;
  throw error;
}
