import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { tenantSecretOf } from '../fakes/credentials';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import { parametersOf } from './documents';
import { PERSON } from './tenant-file';
import { readOverrides, type TransferOptions, TransferWorld } from './transfer-world';
import { status, World } from './world';

const SECRET = `whsec_${Buffer.from('canary webhook secret 7702').toString('base64')}`;
const ACCEPTS = { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const;

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: TransferWorld;
afterEach(() => calls.stop());

/** Every caller is asked, and recorded by both where they agree. */
const ASKED = { by: 'both', consent: { default: 'ask' } };

const start = async (recording: object, options: TransferOptions = {}) =>
  (calls = await TransferWorld.start(world, { ...options, tenant: { recording } }));

const place = (parts: object = {}) => calls.placeCall(parts);

/** Whether Vapi records its calls, one after another. */
const listRecorded = () =>
  world.vapi.calls.map(({ request }) => readOverrides(request).artifactPlan?.recordingEnabled);

const listConsents = () =>
  world.vapi.calls.map(({ request }) => readOverrides(request).variableValues['recordingConsent']);

const entriesOf = (event: string) => calls.logEntries.filter((line) => line['event'] === event);

describe('a whole call', () => {
  it.each([
    ['agrees', ['1'], 'given', 1],
    ['refuses', ['2'], 'refused', 0],
    ['says nothing', [''], 'refused', 0],
    ['presses another key', ['#'], 'refused', 0],
  ])('of who %s is the assistant’s', async (_case, digits, consent, recordings) => {
    await start(ASKED);

    const report = await place({ digits });

    expect(report.problems).toEqual([]);
    expect(report.reached).toEqual(['assistant']);
    expect(report.heard[0]).toMatch(/^We would like to record/);
    expect(report.recordings).toHaveLength(recordings);
    expect([listConsents(), listRecorded()]).toEqual([[consent], [recordings === 1]]);
    expect(entriesOf('recording.decided')).toEqual([expect.objectContaining({ consent })]);
    expect(entriesOf('recording.status')).toHaveLength(recordings);
  });

  it('of who hangs up while asked ends there', async () => {
    await start(ASKED);

    const report = await place({ digits: ['hangup'] });

    expect([report.problems, report.reached, world.vapi.postCount]).toEqual([[], [], 0]);
  });

  it('is announced before it is recorded', async () => {
    await start({ by: 'twilio', consent: { default: 'announce' }, announcement: 'We record.' });

    const report = await place();

    expect(report.problems).toEqual([]);
    expect(report.heard[0]).toBe('We record.');
    expect(report.recordings).toMatchObject([{ channels: 'dual', heardBefore: ['We record.'] }]);
    expect([listConsents(), listRecorded()]).toEqual([['announced'], [false]]);
  });

  it('hears the fallback where Vapi fails after the consent, and is not recorded', async () => {
    await start(ASKED);
    world.vapi.standingFault = status(503);

    const report = await place({ digits: ['1'] });

    expect(report.problems).toEqual([]);
    expect(report.heard.at(-1)).toMatch(/We can't take your call/);
    expect([report.recordings, world.vapi.postCount]).toEqual([[], 2]);
  });

  it.each([
    ['agreed', '1', true, 1],
    ['refused', '2', false, 0],
  ])('whose stream breaks continues as one who %s', async (_case, key, isRecorded, recordings) => {
    await start(ASKED);
    world.vapi.nextFaults.push({ kind: 'stream', assistant: 'talk', breakAfterMs: 1_000 });

    const report = await place({ digits: [key] });

    expect(report.problems).toEqual([]);
    expect(report.reached).toEqual(['assistant', 'assistant']);
    expect(report.recordings).toHaveLength(recordings);
    expect(listRecorded()).toEqual([isRecorded, isRecorded]);
    expect(world.vapi.postCount).toBe(2);
  });

  it.each([
    ['agreed', '1', 'given', 1],
    ['refused', '2', 'refused', 0],
  ])('comes back from a person as who %s', async (_case, key, consent, recordings) => {
    await start(ASKED, { network: { people: { [PERSON]: ACCEPTS } } });
    const caller = await calls.beginTalk({ digits: [key] });

    await calls.callTool(caller);
    const report = await calls.finish(caller);

    expect(report.problems).toEqual([]);
    expect(report.reached).toEqual(['assistant', 'person', 'assistant']);
    expect(report.recordings).toHaveLength(recordings);
    expect(listConsents()).toEqual([consent, consent]);
    expect(listRecorded()).toEqual([recordings === 1, recordings === 1]);
  });
});

describe('a recording by Twilio', () => {
  let receiver: RawServer;
  let received: { headers: Record<string, string>; body: string }[] = [];
  beforeEach(async () => {
    received = [];
    receiver = await startRawServer((request, response) => {
      void text(request).then((body) => {
        received.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(204).end();
      });
    });
  });
  afterEach(() => receiver.close());

  const recordCall = async (parts: object = {}) => {
    const notify = { webhook: { url: `${receiver.url}/hook` } };
    await start({ by: 'twilio', notify }, { environment: { SWITCHBOARD_WEBHOOK_SECRET: SECRET } });
    const report = await place(parts);
    return { report, sid: report.recordings[0]?.sid };
  };

  it('is told to the tenant, signed, with a link that asks for a login', async () => {
    const { report, sid } = await recordCall();

    await world.clock.until(() => received.length === 1);
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const { type, data } = new Webhook(tenantSecretOf(SECRET)).verify(body, headers) as Record<
      string,
      unknown
    >;
    expect(type).toBe('recording.completed');
    expect(data).toEqual({
      tenantId: 'riverside-dental',
      callSid: report.callSid,
      calledNumber: '+12025550101',
      callerNumber: '+12025550143',
      recordingSid: sid,
      durationSeconds: expect.any(Number) as number,
      consoleUrl: `https://console.twilio.com/us1/monitor/logs/calls/${report.callSid}`,
    });
    expect(entriesOf('recording.webhook_sent')).toHaveLength(1);
  });

  it('leaves one entry in the log, without its address', async () => {
    const { report, sid } = await recordCall();

    expect(entriesOf('recording.status')).toEqual([
      expect.objectContaining({
        callSid: report.callSid,
        tenantId: 'riverside-dental',
        status: 'completed',
        recordingSid: sid,
      }),
    ]);
    expect(JSON.stringify(calls.logEntries)).not.toMatch(/api\.twilio\.com|canary/);
  });

  it('that is absent is told to nobody', async () => {
    await recordCall({ callRecording: 'absent' });

    expect(entriesOf('recording.status')).toMatchObject([{ status: 'absent', level: 'info' }]);
    expect(received).toEqual([]);
  });

  it('that failed is an error', async () => {
    const { sid = '' } = await recordCall();
    const [reported] = calls.requestsTo('/recording/status');

    const form = { ...reported?.form, RecordingStatus: 'failed', RecordingSid: sid };
    const answer = await calls.post(`/recording/status?called=%2B12025550101`, form);

    expect([answer.status, answer.body]).toEqual([204, '']);
    expect(entriesOf('recording.status').at(-1)).toMatchObject({
      status: 'failed',
      level: 'error',
    });
  });

  it('names the called number in its own address, for Twilio does not', async () => {
    await recordCall();

    const [reported] = calls.requestsTo('/recording/status');
    expect(parametersOf(reported?.url ?? '')).toEqual({ called: '+12025550101' });
    expect(reported?.form).not.toHaveProperty('To');
  });
});
