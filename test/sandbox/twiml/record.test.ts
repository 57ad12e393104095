import { startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

const RECORD =
  '<Record action="/left?tenant=a" maxLength="60" timeout="4" recordingStatusCallback="/recorded" recordingStatusCallbackEvent="in-progress completed absent" transcribe="true" transcribeCallback="/read"/><Say>Fell through</Say>';

const startRecording = (record = RECORD) =>
  startCallWorld({
    '/start': `<Say>Speak</Say>${record}`,
    '/left': '<Say>Thanks</Say>',
    '/recorded': { status: 204 },
    '/read': { status: 204 },
  });

const parametersOf = (path: string) => world.requestsTo(path).map(({ parameters }) => parameters);

describe('Record', () => {
  it('tells its action what the caller left', async () => {
    world = await startRecording();

    const report = await world.call({ message: { seconds: 12, text: 'Call me' } });

    expect(report.problems).toEqual([]);
    expect(report.reached).toEqual(['voicemail']);
    expect(report.heard).toEqual(['Speak', 'Thanks']);
    expect(world.requestsTo('/left')[0]).toMatchObject({
      target: '/left?tenant=a',
      isSigned: true,
      parameters: {
        RecordingUrl: expect.stringMatching(
          /^https:\/\/api\.twilio\.com\/2010-04-01\/Accounts\/AC1\/Recordings\/RE[0-9a-f]{32}$/,
        ) as unknown,
        RecordingDuration: '12',
        Digits: '',
      },
    });
  });

  it('tells its recording callback in the form of Twilio, without From and To', async () => {
    world = await startRecording();

    const { callSid } = await world.call({ message: { seconds: 12 } });

    const reported = parametersOf('/recorded').find(
      (form) => form['RecordingStatus'] === 'completed',
    );
    expect(reported).toEqual({
      AccountSid: 'AC1',
      CallSid: callSid,
      RecordingSid: expect.stringMatching(/^RE/) as unknown,
      RecordingUrl: expect.stringContaining('/Recordings/RE') as unknown,
      RecordingStatus: 'completed',
      RecordingDuration: '12',
      RecordingChannels: '1',
      RecordingStartTime: expect.stringMatching(/ \+0000$/) as unknown,
      RecordingSource: 'RecordVerb',
      RecordingTrack: 'inbound',
    });
    expect(parametersOf('/recorded')).toHaveLength(2);
  });

  it('says hangup for the keys when the caller hangs up, and plays the answer to nobody', async () => {
    world = await startRecording();

    const report = await world.call({ message: { seconds: 3, hangsUp: true } });

    expect(parametersOf('/left')[0]).toMatchObject({
      Digits: 'hangup',
      CallStatus: 'completed',
      RecordingDuration: '3',
    });
    expect(report.heard).toEqual(['Speak']);
  });

  it.each([
    ['silence', { RecordingDuration: '1', Digits: '' }],
    [{ seconds: 90 }, { RecordingDuration: '60', Digits: '' }],
    [
      { seconds: 5, presses: '#' },
      { RecordingDuration: '5', Digits: '#' },
    ],
  ] as const)('tells its action of %j', async (message, parameters) => {
    world = await startRecording();

    await world.call({ message });

    expect(parametersOf('/left')[0]).toMatchObject(parameters);
  });

  it('falls through where Twilio records nothing at all', async () => {
    world = await startRecording();

    const report = await world.call({ message: 'absent' });

    expect(report.heard).toEqual(['Speak', 'Fell through']);
    expect(parametersOf('/recorded').map((form) => form['RecordingStatus'])).toContain('absent');
    expect(world.requestsTo('/read')).toEqual([]);
  });

  it('tells of the end only where no events are named', async () => {
    world = await startRecording('<Record action="/left" recordingStatusCallback="/recorded"/>');

    await world.call({ message: { seconds: 5 } });

    expect(parametersOf('/recorded').map((form) => form['RecordingStatus'])).toEqual(['completed']);
  });

  it('loops without an action', async () => {
    world = await startRecording('<Record/>');

    const report = await world.call({ message: { seconds: 1, presses: '1' } });

    expect(report.problems).toEqual(['the call loops']);
  });

  it('counts as reached by its beep only', async () => {
    world = await startCallWorld({
      '/start': '<Record playBeep="false" action="/left"/>',
      '/left': '',
    });

    const report = await world.call({ message: { seconds: 2 } });

    expect(report.reached).toEqual([]);
    expect(report.problems).toEqual(['the caller heard nothing but silence']);
  });

  it.each([
    [{ seconds: 12, text: 'Call me' }, 'completed', 'Call me'],
    [{ seconds: 12 }, 'failed', ''],
    [{ seconds: 1, text: 'Hm' }, 'failed', ''],
  ] as const)('reads %j to its transcription callback as %s', async (message, status, text) => {
    world = await startRecording();

    await world.call({ message });

    expect(parametersOf('/read')[0]).toMatchObject({
      TranscriptionStatus: status,
      TranscriptionText: text,
      From: '+12025550143',
      To: '+12025550101',
      RecordingSid: expect.stringMatching(/^RE/) as unknown,
    });
  });
});
