import type { Clock } from '../../../clock/clock';
import type { CallbackSender } from '../callback-sender';
import type { WebhookForm } from '../webhook';
import type { SentMessage } from './account-state';

export interface MessageRoad {
  readonly accountSid: string;
  readonly clock: Clock;
  readonly sender: CallbackSender;
  readonly notify: (form: WebhookForm) => Promise<void>;
  /** Twilio's error if it does not arrive. */
  readonly errorCode: number | undefined;
}

/** A carrier takes a while to say what became of a message. */
const DELIVERY_MS = 2_000;

/** Reports that a message is on its way, and then that it has arrived, or not. */
export async function deliverMessage(message: SentMessage, road: MessageRoad): Promise<void> {
  const { errorCode, sender, clock, notify } = road;
  const report = (status: string) => {
    const form = buildForm(message, status, road);
    sender.send(() => notify(form));
  };
  report('sent');
  await clock.sleep(DELIVERY_MS);
  report(errorCode === undefined ? 'delivered' : 'undelivered');
}

function buildForm(
  { sid, to, from }: SentMessage,
  status: string,
  { accountSid, errorCode }: MessageRoad,
): WebhookForm {
  return {
    ...{ MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status },
    ...{ To: to, From: from, AccountSid: accountSid, ApiVersion: '2010-04-01' },
    ...(status === 'undelivered' ? { ErrorCode: String(errorCode) } : {}),
  };
}
