import type { Twilio } from 'twilio';
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
