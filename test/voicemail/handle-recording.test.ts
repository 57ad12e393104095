import { Secret } from '../../src/config/secret';
import { parseRecordingStatus, parseTranscription } from '../../src/twilio/recording';
import { handleRecording } from '../../src/voicemail/handle-recording';
import { handleTranscription } from '../../src/voicemail/handle-transcription';
import type { Webhook } from '../../src/webhooks/send';
import { createFakeLog } from '../fakes/fake-log';
import { MessageAccount } from '../fakes/message-account';
import { CALLER, OWN, PERSON, tenantOf } from '../fakes/tenants';

let account: MessageAccount;
beforeEach(async () => {
  account = await MessageAccount.start();
});
afterEach(() => account.network.stop());

const tenant = tenantOf({
  id: 'linden',
  voicemail: {
    maxSeconds: 120,
    transcribe: true,
    notify: { sms: { to: [PERSON] }, webhook: { url: 'https://crm.example/hook' } },
  },
});
const recorded = {
  RecordingStatus: 'completed',
  RecordingDuration: '12',
  called: OWN,
};

const createContext = () => {
  const { log, entries } = createFakeLog();
  const sent: Webhook[] = [];
  const send = (webhook: Webhook) => {
    sent.push(webhook);
    return Promise.resolve({ delivered: true as const, tries: 1 });
  };
  return {
    entries,
    sent,
    context: {
      rest: account.rest,
      bounds: { store: account.boundStore, nowMs: Date.now, log, remainingMs: () => 7_000 },
      log,
      send,
      findHeaderValue: () => undefined,
      findSecret: () => new Secret('s'),
    },
  };
};

const record = async (parameters: object) => {
  const { entries, sent, context } = createContext();
  const ids = { CallSid: account.callSid, RecordingSid: account.recordingSid };
  const status = parseRecordingStatus({ ...ids, ...recorded, ...parameters });
  await handleRecording(tenant, status, context);
  const { isDeleted, network } = account;
  return { entries, sent, isDeleted, texts: network.messages };
};

describe('handleRecording', () => {
  it('notifies the tenant of a message, with the number of the caller', async () => {
    const { sent, texts, isDeleted } = await record({});

    expect(texts[0]?.body).toContain(CALLER);
    expect(sent[0]?.data).toMatchObject({ callerNumber: CALLER, calledNumber: OWN });
    expect(isDeleted).toBe(false);
  });

  it('deletes silence and tells nobody', async () => {
    const { sent, texts, isDeleted } = await record({ RecordingDuration: '1' });

    expect([isDeleted, texts, sent]).toEqual([true, [], []]);
  });

  it.each([undefined, '', '-1', 'long'])(
    'keeps and tells of a recording whose length is %j',
    async (RecordingDuration) => {
      const { sent, texts, isDeleted } = await record({ RecordingDuration });

      expect([isDeleted, texts.length, sent.length]).toEqual([false, 1, 1]);
    },
  );

  it.each(['in-progress', ''])('only notes a recording that is "%s"', async (RecordingStatus) => {
    const { entries, sent, texts, isDeleted } = await record({ RecordingStatus });

    expect([isDeleted, texts, sent]).toEqual([false, [], []]);
    expect(entries.map(({ event }) => event)).toEqual(['voicemail.recording']);
  });

  it.each(['absent', 'failed'])(
    'warns of a message that could not be kept, and tells the tenant once: %s (V9)',
    async (RecordingStatus) => {
      const lost = { RecordingStatus, RecordingDuration: undefined };
      const first = await record(lost);
      const again = await record(lost);

      expect(first.entries[0]).toMatchObject({ level: 'warn', event: 'voicemail.recording' });
      expect(first.sent).toMatchObject([
        { type: 'voicemail.lost', data: { callerNumber: CALLER, calledNumber: OWN } },
      ]);
      expect(again.texts.map(({ body }) => body)).toEqual([
        expect.stringMatching(/could not be kept.*call them back/) as string,
      ]);
      expect(again.sent).toEqual([]);
    },
  );

  it('takes an absent recording of a second for silence (V9)', async () => {
    const { sent, texts } = await record({ RecordingStatus: 'absent', RecordingDuration: '1' });

    expect([sent, texts]).toEqual([[], []]);
  });

  it('notifies once of a recording that Twilio reports three times (T11)', async () => {
    const first = await record({});
    await record({});
    const third = await record({});

    expect([first.sent.length, third.sent.length, third.texts.length]).toEqual([1, 0, 1]);
  });

  it('sends so many text messages in an hour, and one summary to each number (T11)', async () => {
    const sids = Array.from(
      { length: 60 },
      (_unused, index) => `RE${String(index).padStart(32, '0')}`,
    );
    const webhooks = [];
    let texts: readonly { readonly body: string }[] = [];
    for (const RecordingSid of sids) {
      const done = await record({ RecordingSid });
      webhooks.push(...done.sent);
      texts = done.texts;
    }

    expect(texts).toHaveLength(41);
    expect(texts.at(-1)?.body).toContain('No more text messages');
    expect(webhooks).toHaveLength(60);
  });

  it('tells of a message without a number where Twilio does not say who called', async () => {
    account.fail({ status: 503, code: 20503, message: 'canary down' });

    const { entries, sent } = await record({});

    expect(sent[0]?.data).toMatchObject({ callerNumber: null });
    expect(entries.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['voicemail.caller_unknown', 'voicemail.sms_failed']),
    );
  });

  it('notes a silence that could not be deleted', async () => {
    account.fail('reset');

    const { entries } = await record({ RecordingDuration: '0' });

    expect(entries.at(-1)).toMatchObject({ level: 'warn', event: 'voicemail.not_discarded' });
  });
});

const transcribed = {
  CallSid: 'CA1',
  To: OWN,
  From: CALLER,
  RecordingSid: `RE${'f'.repeat(32)}`,
  TranscriptionStatus: 'completed',
  TranscriptionText: 'canary words',
};

describe('handleTranscription', () => {
  it('passes the words on, and logs none of them', async () => {
    const { entries, sent, context } = createContext();

    await handleTranscription(tenant, parseTranscription(transcribed), context);

    expect(sent[0]?.data).toMatchObject({ text: 'canary words', callerNumber: CALLER });
    expect(JSON.stringify(entries)).not.toMatch(/canary|2025550143/);
  });

  it.each([
    { TranscriptionStatus: 'failed' },
    { TranscriptionText: ' ' },
    { TranscriptionText: undefined },
    { RecordingSid: 'none' },
  ])('passes on nothing without words: %j', async (parameters) => {
    const { sent, context, entries } = createContext();

    await handleTranscription(
      tenant,
      parseTranscription({ ...transcribed, ...parameters }),
      context,
    );

    expect(sent).toEqual([]);
    expect(entries).toEqual([expect.objectContaining({ level: 'info', isUsable: false })]);
  });
});
