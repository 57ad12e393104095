import { askTwilio, type TwilioClient } from '../core/twilio-client';
import type { StoredItem } from './stored-item';
import { isNotFound } from './not-found';

/** Returns whose tenant's number this is. */
export type FindTenantId = (phoneNumber: string) => string | undefined;

interface TwilioSearch {
  readonly client: TwilioClient;
  readonly findTenantId: FindTenantId;
  /** Numbers that our notifications by SMS are sent from. */
  readonly senders: readonly string[];
  readonly from: Date;
  readonly show: (text: string) => void;
}

/**
 * Returns the recordings of a number's phone calls, their transcriptions, the text messages with the
 * number, and those of ours to tenants that name it. Transcriptions come before their recordings.
 * @throws {CliError}
 */
export async function findAtTwilio(number: string, search: TwilioSearch): Promise<StoredItem[]> {
  const { client, findTenantId, from: startTimeAfter, show } = search;
  show('calls at Twilio');
  const calls = await Promise.all([
    askTwilio('listing calls', client.calls.list({ from: number, startTimeAfter })),
    // Callbacks, and people who were rung.
    askTwilio('listing calls', client.calls.list({ to: number, startTimeAfter })),
  ]);
  const items: StoredItem[] = [];
  for (const { sid, from, to } of calls.flat()) {
    const tenantId = findTenantId(to) ?? findTenantId(from);
    items.push(...(await findRecordings(client, sid, tenantId)));
    show(`${items.length} recordings and transcriptions at Twilio`);
  }
  return [...items, ...(await findMessages(number, search))];
}

async function findRecordings(
  client: TwilioClient,
  callSid: string,
  tenantId: string | undefined,
): Promise<StoredItem[]> {
  const recordings = await askTwilio('listing recordings', client.calls(callSid).recordings.list());
  const found: StoredItem[] = [];
  for (const { sid, startTime } of recordings) {
    found.push(...(await describeRecording(client, { sid, storedAt: startTime, tenantId })));
  }
  return found;
}

/** Returns a recording behind its transcriptions. @throws {CliError} */
export async function describeRecording(
  client: TwilioClient,
  recording: {
    readonly sid: string;
    readonly storedAt: Date;
    readonly tenantId: string | undefined;
  },
): Promise<StoredItem[]> {
  const { sid, tenantId } = recording;
  const storedAt = recording.storedAt.toISOString();
  const transcriptions = await askTwilio(
    'listing transcriptions',
    client.recordings(sid).transcriptions.list(),
  );
  return [
    ...transcriptions.map((transcription): StoredItem => ({
      store: 'Twilio transcription',
      id: transcription.sid,
      storedAt,
      tenantId,
      remove: () => removeAtTwilio(client.transcriptions(transcription.sid).remove()),
    })),
    {
      store: 'Twilio recording',
      id: sid,
      storedAt,
      tenantId,
      remove: () => removeAtTwilio(client.recordings(sid).remove()),
    },
  ];
}

async function findMessages(
  number: string,
  { client, findTenantId, senders, from: dateSentAfter, show }: TwilioSearch,
): Promise<StoredItem[]> {
  show('messages at Twilio');
  const lists = [
    await askTwilio('listing messages', client.messages.list({ to: number, dateSentAfter })),
    await askTwilio('listing messages', client.messages.list({ from: number, dateSentAfter })),
  ];
  for (const from of senders) {
    const sent = await askTwilio('listing messages', client.messages.list({ from, dateSentAfter }));
    lists.push(sent.filter(({ body }) => body.includes(number)));
  }
  const bySid = new Map(lists.flat().map((message) => [message.sid, message]));
  return [...bySid.values()].map(({ sid, from, to, dateCreated }) => ({
    store: 'Twilio message' as const,
    id: sid,
    storedAt: dateCreated.toISOString(),
    tenantId: findTenantId(from) ?? findTenantId(to),
    remove: () => removeAtTwilio(client.messages(sid).remove()),
  }));
}

/** Deletes; what is gone already is as good. @throws {CliError} */
export async function removeAtTwilio(work: Promise<boolean>): Promise<void> {
  await askTwilio(
    'deleting',
    work.catch((error: unknown) => {
      if (isNotFound(error)) return true;
      throw error;
    }),
  );
}
