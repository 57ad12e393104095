import { createHash } from 'node:crypto';
import { DoorWorld, ENGLISH_OR_SPANISH, TRANSFER } from './door-world';
import { PERSON } from './tenant-file';
import { World } from './world';

const AI = 'You are talking with an AI assistant.';
const ANNOUNCED = `${AI} This call is being recorded.`;

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let calls: DoorWorld;
afterEach(() => calls.stop());

const begin = async (tenant: object = {}, options: object = {}) =>
  (calls = await DoorWorld.begin(
    world,
    { disclosure: { default: 'announce' }, ...tenant },
    options,
  ));

const recordingWith = (consent: string) => ({ by: 'vapi', consent: { default: consent } });
const countIn = (heard: readonly string[]) => heard.filter((words) => words.includes(AI)).length;
const breaksOnce = { kind: 'stream', assistant: 'talk', breakAfterMs: 1_000 } as const;

describe('the disclosure', () => {
  it('is one sentence with the announcement of the recording', async () => {
    await begin({ recording: recordingWith('announce') });

    const report = await calls.placeCall();

    expect(report.problems).toEqual([]);
    expect(report.heard[0]).toBe(ANNOUNCED);
    expect(calls.variables).toMatchObject([{ aiDisclosed: 'true' }]);
  });

  it.each(['1', '2', ''])('is one question with that for the recording (key "%s")', async (key) => {
    await begin({ recording: recordingWith('ask') });

    const report = await calls.placeCall({ digits: [key] });

    expect(report.problems).toEqual([]);
    expect(report.heard[0]).toMatch(/^You are talking with an AI assistant\. We would like to rec/);
    expect([countIn(report.heard), report.reached]).toEqual([1, ['assistant']]);
  });

  it('leaves one entry in the log, with a hash of what was spoken', async () => {
    await begin({ recording: recordingWith('announce') });

    await calls.placeCall();

    const textHash = createHash('sha256').update(ANNOUNCED).digest('hex').slice(0, 16);
    expect(calls.entriesOf('disclosure.spoken')).toEqual([
      expect.objectContaining({
        textHash,
        language: 'en-US',
        version: expect.any(String) as string,
      }),
    ]);
  });

  it('is not for callers whose country needs none', async () => {
    const rules = [{ country: 'US', disclosure: 'none' }];
    await begin({ disclosure: { default: 'announce', rules } });

    const report = await calls.placeCall();

    expect([countIn(report.heard), calls.entriesOf('disclosure.spoken')]).toEqual([0, []]);
    expect(calls.variables).toMatchObject([{ aiDisclosed: 'false' }]);
  });

  it('is in the language that the caller chose', async () => {
    await begin({ languages: ENGLISH_OR_SPANISH });

    const report = await calls.placeCall({ digits: ['2'] });

    expect(report.heard[2]).toBe('Está hablando con un asistente de inteligencia artificial.');
    expect(calls.entriesOf('disclosure.spoken')).toMatchObject([{ language: 'es-MX' }]);
  });
});

describe.each([
  ['announced', 'announce', ''],
  ['asked', 'ask', '1'],
])('the disclosure of a call whose recording is %s is spoken once', (_case, consent, key) => {
  const spokenOnce = (heard: readonly string[]) => {
    expect(countIn(heard)).toBe(1);
    expect(calls.entriesOf('disclosure.spoken')).toHaveLength(1);
  };

  it('though the stream breaks and the assistant comes again', async () => {
    await begin({ recording: recordingWith(consent) });
    world.vapi.nextFaults.push(breaksOnce);

    const report = await calls.placeCall({ digits: [key] });

    expect([report.problems, report.reached]).toEqual([[], ['assistant', 'assistant']]);
    spokenOnce(report.heard);
  });

  it('though the caller waits in the queue, and the stream breaks then', async () => {
    await begin({ recording: recordingWith(consent), queue: {} });
    calls.fillAtFirst(breaksOnce);

    const report = await calls.placeCall({ digits: [key] });

    expect([report.problems, report.reached]).toEqual([[], ['assistant', 'assistant']]);
    spokenOnce(report.heard);
  });

  it('though the caller comes back from a transfer', async () => {
    const people = { [PERSON]: { kind: 'answers', presses: ['1'], talksMs: 3_000 } };
    await begin({ recording: recordingWith(consent), transfer: TRANSFER }, { network: { people } });
    const caller = await calls.beginTalk({ digits: [key] });

    await calls.callTool(caller);
    const report = await calls.finish(caller);

    expect(report.reached).toEqual(['assistant', 'person', 'assistant']);
    spokenOnce(report.heard);
  });
});
