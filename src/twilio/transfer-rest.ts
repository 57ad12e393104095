import type { Twilio } from 'twilio';
import { bounds } from '../config/bounds';
import { findOtherEnd } from './incoming-call';
import { raiseTimeLimit } from './time-limit';

/** A leg to ring a person. */
export interface LegRequest {
  readonly to: string;
  readonly from: string;
  /** Lets Twilio show `from` although it is the caller's number. Secret. */
  readonly callToken: string | undefined;
  readonly ringSeconds: number;
  /** Requested when somebody answers. */
  readonly url: string;
  /** Called when the leg ends or a machine answers. */
  readonly statusUrl: string;
}

/** A call as Twilio shows it. */
export interface LegState {
  /** `queued`, `ringing`, `in-progress`, `completed`, `busy`, `no-answer`, `failed`, `canceled`. */
  readonly status: string;
  readonly answeredBy: string;
  /** Who called or, if we placed the call, who was called. */
  readonly from: string;
}

export interface Conference {
  readonly participants: readonly { readonly callSid: string; readonly label: string }[];
}

/**
 * The part of Twilio's REST API that moves callers and rings people. Each method throws if Twilio
 * refuses.
 */
export interface TransferRest {
  /** Returns the new leg's sid. */
  readonly ring: (leg: LegRequest) => Promise<string>;
  readonly readCall: (callSid: string) => Promise<LegState>;
  /** A call that is over already is no error. */
  readonly hangUp: (callSid: string) => Promise<void>;
  /** Lets a leg last as long as a talk. */
  readonly raiseTimeLimit: (callSid: string) => Promise<void>;
  /** Moves a call to another document. */
  readonly moveCall: (callSid: string, url: string) => Promise<void>;
  /** Returns the conference of that name while somebody is in it. */
  readonly findConference: (name: string) => Promise<Conference | undefined>;
}

/**
 * Twilio lists conferences by status. It does not document when a conference with one participant
 * leaves `init`, so both statuses are asked for.
 * @see https://www.twilio.com/en-us/changelog/conference-list-endpoint-july-2026
 */
const LIVE_STATUSES = ['in-progress', 'init'] as const;

/** @see https://www.twilio.com/docs/api/errors/21220 */
const NOT_IN_PROGRESS = 21220;

/**
 * @param getClient Called when the first request is due: credentials may be missing.
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
export function createTransferRest(getClient: () => Twilio): TransferRest {
  return {
    async ring({ to, from, callToken, ringSeconds, url, statusUrl }) {
      const { sid } = await getClient().calls.create({
        to,
        from,
        url,
        method: 'POST',
        timeout: ringSeconds,
        timeLimit: bounds.unacceptedLegSeconds,
        statusCallback: statusUrl,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['completed'],
        machineDetection: 'Enable',
        asyncAmd: 'true',
        asyncAmdStatusCallback: statusUrl,
        asyncAmdStatusCallbackMethod: 'POST',
        ...(callToken === undefined ? {} : { callToken }),
      });
      return sid;
    },
    async readCall(callSid) {
      const call = await getClient().calls(callSid).fetch();
      const { status, answeredBy } = call;
      return { status, answeredBy: answeredBy ?? '', from: findOtherEnd(call) };
    },
    raiseTimeLimit: (callSid) => raiseTimeLimit(getClient(), callSid),
    async hangUp(callSid) {
      try {
        await getClient().calls(callSid).update({ status: 'completed' });
      } catch (error) {
        if ((Object(error) as { code?: unknown }).code !== NOT_IN_PROGRESS) throw error;
      }
    },
    async moveCall(callSid, url) {
      await getClient().calls(callSid).update({ url, method: 'POST' });
    },
    async findConference(name) {
      const client = getClient();
      const lists = LIVE_STATUSES.map((status) =>
        client.conferences.list({ friendlyName: name, status, limit: 1 }),
      );
      const [live] = (await Promise.all(lists)).flat();
      if (live === undefined) return undefined;
      const participants = await client.conferences(live.sid).participants.list({ limit: 5 });
      return {
        participants: participants.map(({ callSid, label }) => ({ callSid, label: label ?? '' })),
      };
    },
  };
}
