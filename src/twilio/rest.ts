import type { Twilio } from 'twilio';
import { MESSAGING_SERVICE_PATTERN } from '../config/messaging-service';
import { findOtherEnd } from './incoming-call';

/**
 * The part of Twilio's REST API that looks up callers, sends text messages and deletes recordings.
 */
export interface VoicemailRest {
  /** Returns who called, as `From` of Twilio's webhooks says it. @throws when Twilio does not answer */
  readonly readFrom: (callSid: string) => Promise<string>;
  /** @throws if Twilio refuses the message */
  readonly sendSms: (message: SmsMessage) => Promise<void>;
  /** @throws if Twilio does not delete it */
  readonly deleteRecording: (recordingSid: string) => Promise<void>;
}

/** A text message; numbers in E.164 form. */
export interface SmsMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** A text message to a caller. */
export interface CallerText {
  /** A number in E.164 form, or the sid of a messaging service. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Where Twilio reports what became of it; undefined = nowhere. */
  readonly statusUrl: string | undefined;
}

/** After an hour, "sorry we missed your call" would only surprise. */
const VALID_SECONDS = 3_600;

/**
 * Sends a text message to a caller.
 * @returns its sid
 * @throws if Twilio refuses it, or does not answer
 * @see https://www.twilio.com/docs/messaging/api/message-resource (checked 2026-11)
 */
export async function sendCallerText(
  client: Twilio,
  { from, to, body, statusUrl }: CallerText,
): Promise<string> {
  const message = await client.messages.create({
    to,
    body,
    validityPeriod: VALID_SECONDS,
    ...(MESSAGING_SERVICE_PATTERN.test(from) ? { messagingServiceSid: from } : { from }),
    ...(statusUrl === undefined ? {} : { statusCallback: statusUrl }),
  });
  return message.sid;
}

/** A slow answer here must not cost the notification itself. */
const READ_TIMEOUT_MS = 2_000;

/**
 * @param getClient Called when a request is due, with its limit, because credentials may be
 * missing.
 */
export function createVoicemailRest(getClient: (maxMs?: number) => Twilio): VoicemailRest {
  return {
    async readFrom(callSid) {
      return findOtherEnd(await getClient(READ_TIMEOUT_MS).calls(callSid).fetch());
    },
    async sendSms(message) {
      await getClient().messages.create(message);
    },
    async deleteRecording(recordingSid) {
      await getClient().recordings(recordingSid).remove();
    },
  };
}
