import type { Twilio } from 'twilio';

/** The part of Twilio's REST API that tells and clears away what a caller left. */
export interface VoicemailRest {
  /** Returns `From` of a call as Twilio's webhooks give it. @throws when Twilio does not answer */
  readonly readFrom: (callSid: string) => Promise<string>;
  /** @throws when Twilio does not take it */
  readonly sendSms: (message: SmsMessage) => Promise<void>;
  /** @throws when Twilio does not delete it */
  readonly deleteRecording: (recordingSid: string) => Promise<void>;
}

/** A text message; numbers in E.164 form. */
export interface SmsMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** @param getClient Called when the first request is due: credentials may be missing. */
export function createVoicemailRest(getClient: () => Twilio): VoicemailRest {
  return {
    async readFrom(callSid) {
      return (await getClient().calls(callSid).fetch()).from;
    },
    async sendSms(message) {
      await getClient().messages.create(message);
    },
    async deleteRecording(recordingSid) {
      await getClient().recordings(recordingSid).remove();
    },
  };
}
