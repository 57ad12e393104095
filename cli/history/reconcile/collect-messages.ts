import type { TwilioClient } from '../../core/twilio-client';
import type { Patience } from './ask-patiently';
import type { MessageRow } from './call-rows';
import { readPrice } from './read-twilio-row';
import type { Spill } from './spill';
import type { TimeWindow } from './time-window';
import {
  buildAccountAddress,
  buildMessagesAddress,
  findNextAddress,
  listOf,
  readTwilioPage,
} from './twilio-pages';

interface MessageSources {
  readonly client: TwilioClient;
  readonly accountSid: string;
  readonly findOwner: (phoneNumber: string) => string;
  readonly patience?: Patience;
  readonly signal: AbortSignal;
  readonly spans: readonly TimeWindow[];
}

/** Reads the account's text messages of these spans into the spill. @throws {CliError} */
export async function collectMessages(
  spill: Spill,
  { client, accountSid, findOwner, patience, signal, spans }: MessageSources,
): Promise<void> {
  const what = "listing the account's messages";
  const account = buildAccountAddress(client, accountSid);
  for (const span of spans) {
    const source = `messages ${span.fromMs}`;
    let position = (spill.findPosition(source) ?? buildMessagesAddress(account, span)) as string;
    while (position !== 'done') {
      signal.throwIfAborted();
      const body = await readTwilioPage(client, what, { uri: position }, { ...patience, signal });
      const rows = listOf(body, 'messages', what)
        .map((message) => readMessageRow(message, findOwner))
        .filter((row): row is MessageRow => row !== undefined);
      position = findNextAddress(body, account) ?? 'done';
      spill.addPage('message', rows, { source, position });
    }
  }
}

const NEVER_CHARGED: ReadonlySet<unknown> = new Set(['failed', 'canceled']);

/**
 * Returns the row of one message in Twilio's list; undefined if it cannot be read. Neither number nor
 * text is kept.
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
function readMessageRow(
  message: Readonly<Record<string, unknown>>,
  findOwner: (phoneNumber: string) => string,
): MessageRow | undefined {
  const { sid, direction, from, to, status } = message;
  const sentMs = Date.parse(String(message['date_sent'] ?? message['date_created']));
  if (typeof sid !== 'string' || Number.isNaN(sentMs)) return undefined;
  const isReceived = direction === 'inbound';
  return {
    messageSid: sid,
    sentMs,
    isReceived,
    tenantId: findOwner(String(isReceived ? to : from)),
    ...(NEVER_CHARGED.has(status) ? { isFailed: true } : {}),
    ...readPrice(message),
  };
}
