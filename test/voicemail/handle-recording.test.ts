import { Secret } from '../../src/config/secret';
import { parseRecordingStatus, parseTranscription } from '../../src/twilio/recording';
import { handleRecording } from '../../src/voicemail/handle-recording';
import { handleTranscription } from '../../src/voicemail/handle-transcription';
import type { Webhook } from '../../src/webhooks/send';
import { createFakeLog } from '../fakes/fake-log';
import { FakeRest } from '../fakes/fake-rest';
import { CALLER, OWN, PERSON, tenantOf } from '../fakes/tenants';

const SID = 'RE' + 'f'.repeat(32);
const tenant = tenantOf({
  id: 'linden',
  voicemail: {
    maxSeconds: 120,
    transcribe: true,
    notify: { sms: { to: [PERSON] }, webhook: { url: 'https://crm.example/hook' } },
  },
});
const recorded = {
  CallSid: 'CA1',
  RecordingSid: SID,
  RecordingStatus: 'completed',
  RecordingDuration: '12',
  called: OWN,
};

const createContext = (rest: FakeRest) => {
  const { log, entries } = createFakeLog();
  const sent: Webhook[] = [];
  const send = (webhook: Webhook) => {
    sent.push(webhook);
    return Promise.resolve({ delivered: true as const, tries: 1 });
  };
  return { entries, sent, context: { rest, log, send, findSecret: () => new Secret('s') } };
};

const record = async (parameters: object, rest = new FakeRest(CALLER)) => {
  const { entries, sent, context } = createContext(rest);
  await handleRecording(tenant, parseRecordingStatus({ ...recorded, ...parameters }), context);
  return { entries, sent, rest };
};

describe('handleRecording', () => {
  it('notifies the tenant of a message, with the number of whoever called', async () => {
    const { sent, rest } = await record({});

    expect(rest.sent[0]?.body).toContain(CALLER);
    expect(sent[0]?.data).toMatchObject({ callerNumber: CALLER, calledNumber: OWN });
    expect(rest.deleted).toEqual([]);
  });

  it('deletes silence and tells nobody', async () => {
    const { sent, rest } = await record({ RecordingDuration: '1' });

    expect([rest.deleted, rest.sent, sent]).toEqual([[SID], [], []]);
  });

  it.each([undefined, '', '-1', 'long'])(
    'keeps and tells of a recording whose length is %j',
    async (RecordingDuration) => {
      const { sent, rest } = await record({ RecordingDuration });

      expect([rest.deleted, rest.sent.length, sent.length]).toEqual([[], 1, 1]);
    },
  );

  it.each(['absent', 'in-progress', 'failed', ''])(
    'only notes a recording that is "%s"',
    async (RecordingStatus) => {
      const { entries, sent, rest } = await record({ RecordingStatus });

      expect([rest.deleted, rest.sent, sent]).toEqual([[], [], []]);
      expect(entries.map(({ event }) => event)).toEqual(['voicemail.recording']);
    },
  );

  it('tells of a message without a number where Twilio does not say who called', async () => {
    const { entries, sent } = await record({}, new FakeRest('', new Error('canary down')));

    expect(sent[0]?.data).toMatchObject({ callerNumber: null });
    expect(entries.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['voicemail.caller_unknown', 'voicemail.sms_failed']),
    );
  });

  it('notes a silence that could not be deleted', async () => {
    const { entries } = await record({ RecordingDuration: '0' }, new FakeRest('', new Error('x')));

    expect(entries.at(-1)).toMatchObject({ level: 'warn', event: 'voicemail.not_discarded' });
  });
});

const transcribed = {
  CallSid: 'CA1',
  To: OWN,
  From: CALLER,
  RecordingSid: SID,
  TranscriptionStatus: 'completed',
  TranscriptionText: 'canary words',
};

describe('handleTranscription', () => {
  it('passes the words on, and logs none of them', async () => {
    const { entries, sent, context } = createContext(new FakeRest(CALLER));

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
    const { sent, context, entries } = createContext(new FakeRest(CALLER));

    await handleTranscription(
      tenant,
      parseTranscription({ ...transcribed, ...parameters }),
      context,
    );

    expect(sent).toEqual([]);
    expect(entries).toEqual([expect.objectContaining({ level: 'info', isUsable: false })]);
  });
});
