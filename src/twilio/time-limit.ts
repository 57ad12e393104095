import type { Twilio } from 'twilio';
import { bounds } from '../config/bounds';

/**
 * Lets a leg of ours last as long as a talk: somebody has pressed the key on it.
 * @throws when Twilio refuses, or does not answer
 * @see https://www.twilio.com/docs/voice/api/call-resource (TimeLimit)
 */
export async function raiseTimeLimit(client: Twilio, callSid: string): Promise<void> {
  await client.calls(callSid).update({ timeLimit: bounds.talkSeconds });
}
