import type { IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { MessageAccount } from '../fakes/message-account';
import { tenantSecretOf } from '../fakes/credentials';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, parametersOf, wordsOf } from './documents';
import { PERSON, ringThenRecord, tenantFileOf } from './tenant-file';
import { CALLER, CANARY_TOKEN, formOf, RIVERSIDE, World } from './world';

const SECRET = `whsec_${Buffer.from('canary webhook secret 4411').toString('base64')}`;

const world = new World();
let account: MessageAccount;
let receiver: RawServer;
let received: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];

beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(async () => {
  world.reset();
  received = [];
  receiver = await startRawServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  account = await MessageAccount.start(CANARY_TOKEN);
});
afterEach(() => Promise.all([receiver.close(), account.network.stop()]));

/** A container of one of the Functions, with a tenant who wants to be told. */
const containerOf = (name: string, environment: Record<string, string> = {}) =>
  world.containerOf(name, {
    tenantFile: tenantFileOf({
      ...ringThenRecord,
      voicemail: {
        transcribe: true,
        notify: { sms: { to: [PERSON] }, webhook: { url: `${receiver.url}/hook` } },
      },
    }),
    environment: world.environment({
      TWILIO_API_BASE_URL: account.network.apiUrl,
      SWITCHBOARD_WEBHOOK_SECRET: SECRET,
      ...environment,
    }),
  });

const notifyRecording = async (
  parameters: Record<string, string> = {},
  environment: Record<string, string> = {},
) => {
  const container = containerOf('voicemail/recording.protected', environment);
  const answer = await container.invoke({
    AccountSid: sandboxSettings.ACCOUNT_SID,
    CallSid: account.callSid,
    RecordingSid: account.recordingSid,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/${account.recordingSid}`,
    RecordingStatus: 'completed',
    RecordingDuration: '12',
    called: RIVERSIDE,
    ...parameters,
  });
  return { answer, container, events: container.logEntries.map(({ event }) => event) };
};

describe('/voicemail/recorded', () => {
  const askRecorded = async (parameters: Record<string, string>) => {
    const container = containerOf('voicemail/recorded.protected');
    const answer = await container.invoke({
      ...formOf(),
      CallStatus: 'in-progress',
      step: '3',
      turn: '0',
      RecordingUrl: `https://api.twilio.com/Recordings/${account.recordingSid}`,
      ...parameters,
    });
    return { answer, container };
  };

  it('thanks for a message', async () => {
    const { answer, container } = await askRecorded({ RecordingDuration: '12' });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(wordsOf(answer.body)).toContain('Thank you. We have your message');
    expect(container.outcome).toBe('message');
  });

  it('continues after silence', async () => {
    const { answer, container } = await askRecorded({ RecordingDuration: '0' });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Say', 'Hangup']);
    expect(container.outcome).toBe('silence');
  });

  it('hangs up on a caller who is gone', async () => {
    const { answer } = await askRecorded({ RecordingDuration: '12', Digits: 'hangup' });

    expect(listVerbs(answer.body)).toEqual(['Hangup']);
  });
});

describe('/voicemail/recording', () => {
  it('is where a Record of the chain leads, with the called number', async () => {
    const fallback = containerOf('fallback.protected');

    const { body } = await fallback.invoke({ ...formOf(), step: '2', DialCallStatus: 'busy' });

    const url = attributeOf(body, 'Record', 'recordingStatusCallback');
    expect(url).toMatch(/^\/voicemail\/recording\?/);
    expect(parametersOf(url)).toEqual({ called: RIVERSIDE });
    expect(attributeOf(body, 'Record', 'transcribeCallback')).toBe(
      '/voicemail/transcription#rc=2&rp=5xx,ct,rt',
    );
  });

  it('notifies the tenant by text, once', async () => {
    const { answer } = await notifyRecording();

    expect([answer.status, answer.body ?? '', answer.callbackCount]).toEqual([204, '', 1]);
    expect(account.network.messages).toEqual([
      expect.objectContaining({
        to: PERSON,
        from: RIVERSIDE,
        body: expect.stringContaining(`for Riverside Dental from ${CALLER}, 12 s`) as unknown,
      }),
    ]);
  });

  it("notifies the tenant's server, signed", async () => {
    await notifyRecording();

    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const payload = new Webhook(tenantSecretOf(SECRET)).verify(
      body,
      headers as Record<string, string>,
    );
    expect(payload).toMatchObject({
      type: 'voicemail.recorded',
      data: {
        tenantId: 'riverside-dental',
        callerNumber: CALLER,
        recordingSid: account.recordingSid,
      },
    });
    expect(body).not.toContain('Recordings/');
    expect(received).toHaveLength(1);
  });

  it('deletes silence and tells nobody', async () => {
    await notifyRecording({ RecordingDuration: '1' });

    expect([account.isDeleted, account.network.messages, received]).toEqual([true, [], []]);
  });

  it('only notes one that is in progress', async () => {
    const { answer, events } = await notifyRecording({ RecordingStatus: 'in-progress' });

    expect(answer.status).toBe(204);
    expect([account.network.requests, received, events]).toEqual([[], [], ['voicemail.recording']]);
  });

  it('sends the webhook, without a number, while Twilio fails', async () => {
    account.fail({ status: 503, code: 20503, message: 'unavailable' });

    const { answer, events } = await notifyRecording();

    expect(answer.status).toBe(204);
    expect(events).toEqual(
      expect.arrayContaining(['voicemail.caller_unknown', 'voicemail.sms_failed']),
    );
    expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({ data: { callerNumber: null } });
  });

  it.each([
    ['without the account', { ACCOUNT_SID: '' }, 'voicemail.sms_failed'],
    ['without the secret', { SWITCHBOARD_WEBHOOK_SECRET: '' }, 'voicemail.webhook_unsigned'],
  ])('answers 204 %s, and the log says what is missing', async (_case, environment, event) => {
    const { answer, events } = await notifyRecording({}, environment);

    expect(answer.status).toBe(204);
    expect(events).toContain(event);
  });

  it('notifies the tenant without a number while Twilio does not say who called', async () => {
    account.network.failAlways('GET Calls/{sid}', 'hang');

    const { answer, events } = await notifyRecording();

    expect(answer.durationMs).toBeLessThan(4_000);
    expect(events).toEqual(
      expect.arrayContaining([
        'voicemail.caller_unknown',
        'voicemail.sms_sent',
        'voicemail.webhook_sent',
      ]),
    );
    expect(received).toHaveLength(1);
  });

  it('waits for a silent Sync once, and notifies all the same (T11)', async () => {
    account.network.failAlways('POST Sync/Maps/{map}/Items', 'hang');

    const { answer } = await notifyRecording();

    const asked = account.network.requests.filter(({ path }) => path.includes('/Maps/'));
    expect([answer.status, asked.length]).toEqual([204, 1]);
    expect([received.length, account.network.messages.length]).toEqual([1, 1]);
  });

  it('answers in time where the receiver never does', async () => {
    await receiver.close();
    receiver = await startRawServer(() => undefined);

    const { answer, events } = await notifyRecording({}, { SWITCHBOARD_DEADLINE_MS: '2000' });

    expect(answer.durationMs).toBeLessThan(2_000);
    expect(events).toContain('voicemail.webhook_failed');
  });
});

describe('/voicemail/transcription', () => {
  const notify = async (parameters: Record<string, string> = {}) => {
    const container = containerOf('voicemail/transcription.protected');
    const answer = await container.invoke({
      ...formOf(),
      CallStatus: 'completed',
      RecordingSid: account.recordingSid,
      TranscriptionStatus: 'completed',
      TranscriptionText: 'canary words of the caller',
      ...parameters,
    });
    return { answer, container };
  };

  it("brings the words to the tenant's server", async () => {
    const { answer } = await notify();

    expect(answer).toMatchObject({ status: 204, callbackCount: 1 });
    expect(JSON.parse(received[0]?.body ?? '{}')).toMatchObject({
      type: 'voicemail.transcribed',
      data: { text: 'canary words of the caller', recordingSid: account.recordingSid },
    });
  });

  it('brings nothing where Twilio could make out nothing', async () => {
    const { answer } = await notify({ TranscriptionStatus: 'failed', TranscriptionText: '' });

    expect([answer.status, received]).toEqual([204, []]);
  });

  it('leaves neither words nor numbers nor secrets in the log', async () => {
    const { container } = await notify();
    const { container: recording } = await notifyRecording();
    account.fail({ status: 400, code: 21211, message: `${PERSON} is not a phone number` });
    const { container: failed } = await notifyRecording();

    const log = JSON.stringify([container, recording, failed].map(({ logEntries }) => logEntries));
    expect(log).toContain('voicemail.transcription');
    expect(log).not.toMatch(/canary|2025550143|2025550171|2025550101/);
    expect(log).not.toContain(SECRET.slice(6));
  });
});
