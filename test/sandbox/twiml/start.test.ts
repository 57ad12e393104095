import { type CallWorld, startCallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

const RECORDING =
  '<Start><Recording channels="dual" recordingStatusCallback="$url/told?called=1" recordingStatusCallbackEvent="in-progress completed absent"/></Start>';

const startWith = (document: string, more: Record<string, string> = {}) =>
  startCallWorld({ '/start': document, '/told': { status: 204 }, ...more });

const statuses = () =>
  world.requestsTo('/told').map(({ parameters }) => parameters['RecordingStatus']);

describe('Start with Recording', () => {
  it('records from there to the end of the call, while the next verbs run', async () => {
    world = await startWith(`<Say>Hello</Say>${RECORDING}<Say>Continue</Say><Pause length="20"/>`);

    const report = await world.call();

    expect(report.problems).toEqual([]);
    expect(report.heard).toEqual(['Hello', 'Continue']);
    expect(report.recordings).toEqual([
      { sid: expect.stringMatching(/^RE/) as unknown, channels: 'dual', heardBefore: ['Hello'] },
    ]);
    expect(statuses()).toEqual(['in-progress', 'completed']);
    const [, reported] = world.requestsTo('/told');
    expect(reported?.parameters['RecordingDuration']).toBe('20');
  });

  it('tells its callback in the form of Twilio, without From and To', async () => {
    world = await startWith(RECORDING);

    const { callSid, recordings } = await world.call();

    const [, reported] = world.requestsTo('/told');
    const sid = recordings[0]?.sid ?? '';
    expect(reported?.isSigned).toBe(true);
    expect(reported?.parameters).toEqual({
      called: '1',
      AccountSid: 'AC1',
      CallSid: callSid,
      RecordingSid: sid,
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${sid}`,
      RecordingStatus: 'completed',
      RecordingDuration: expect.stringMatching(/^\d+$/) as unknown,
      RecordingChannels: '2',
      RecordingStartTime: expect.stringMatching(/ \+0000$/) as unknown,
      RecordingSource: 'StartCallRecordingTwiML',
      RecordingTrack: 'both',
    });
  });

  it('tells of a silent recording that it is absent', async () => {
    world = await startWith(RECORDING);

    await world.call({ callRecording: 'absent' });

    expect(statuses()).toEqual(['in-progress', 'absent']);
  });

  it('tells what was asked for, and that a recording is completed by default', async () => {
    world = await startWith(
      '<Start><Recording channels="mono" recordingStatusCallback="/told"/></Start>',
    );

    const { recordings } = await world.call();

    expect([recordings[0]?.channels, statuses()]).toEqual(['mono', ['completed']]);
  });

  it('refuses a second recording of a call, in another document too', async () => {
    world = await startWith(`${RECORDING}<Redirect>/again</Redirect>`, { '/again': RECORDING });

    const report = await world.call();

    expect(report.problems).toContain('this call is being recorded already');
    expect(report.recordings).toHaveLength(1);
    expect(statuses()).toEqual(['in-progress', 'completed']);
  });

  it.each(['<Start/>', '<Start><Stream url="wss://a.example/x"/></Start>'])(
    'starts nothing else: %s',
    async (document) => {
      world = await startWith(document);

      const report = await world.call();

      expect([report.problems.length > 0, report.recordings]).toEqual([true, []]);
    },
  );
});
