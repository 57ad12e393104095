import { LiveHands, measureWords } from '../../../sandbox/console/live-hands';
import type { Sound } from '../../../console/protocol';
import { type Answer, type CallWorld, startCallWorld } from '../twiml/call-world';

let world: CallWorld;
let heard: Sound[];
let hands: LiveHands;
afterEach(() => world.close());

/** Begins a call of somebody at a page; its first document has these verbs. */
async function begin(verbs: string, more: Record<string, Answer> = {}, speaks = false) {
  world = await startCallWorld({ '/start': verbs, '/next': '<Hangup/>', ...more });
  heard = [];
  hands = new LiveHands({
    clock: world.clock,
    role: 'caller',
    name: 'the caller',
    talkLanguage: () => 'en-US',
    speaks,
    isAssistantReal: false,
    outlet: {
      hear: (sound) => String(heard.push(sound)),
      play: () => {},
      sayIntoStream: () => {},
      sourceOf: (path) => `/assets${path}`,
    },
  });
  return world.begin({ hands });
}

const QUESTION = 'Press one for English. Press two for German. Press three for Spanish.';
const gather = (attributes: string) =>
  `<Gather action="/next" ${attributes}><Say>${QUESTION}</Say></Gather><Hangup/>`;
const hasHeard = (kind: Sound['kind']) => () => heard.some((sound) => sound.kind === kind);
const digits = () => world.requestsTo('/next')[0]?.parameters['Digits'];

describe('somebody at a page', () => {
  it('cuts the question by a key, and is not waited for after the last one', async () => {
    const placed = await begin(gather('numDigits="2"'));
    await world.clock.until(hasHeard('words'));
    const askedAtMs = world.clock.nowMs();

    hands.press('12');
    await world.finish(placed);

    expect(digits()).toBe('12');
    expect(heard.map(({ kind }) => kind)).toEqual(['words', 'quiet']);
    expect(world.clock.nowMs()).toBe(askedAtMs);
  });

  it('ends the input by the key that does', async () => {
    const placed = await begin(gather('finishOnKey="#"'));
    await world.clock.until(hasHeard('words'));

    hands.press('4');
    hands.press('2#7');
    await world.finish(placed);

    expect(digits()).toBe('42');
  });

  it('is waited for as long as the question takes and the timeout says', async () => {
    const placed = await begin(gather('timeout="7"'));
    const startedAtMs = world.clock.nowMs();

    await world.finish(placed);

    expect(world.requestsTo('/next')).toEqual([]);
    expect(world.clock.nowMs() - startedAtMs).toBe(measureWords(QUESTION) + 7_000);
  });

  it('loses keys that nobody asked for', async () => {
    const placed = await begin(`<Say>Good morning.</Say>${gather('timeout="3"')}`);
    await world.clock.until(hasHeard('words'));

    hands.press('1');
    await world.finish(placed);

    expect(world.requestsTo('/next')).toEqual([]);
  });

  it('is said the next sentence as soon as the page has said the one before', async () => {
    const placed = await begin('<Say>A first sentence.</Say><Say>A second one.</Say>', {}, true);
    await world.clock.until(() => heard.length === 1);
    const saidAtMs = world.clock.nowMs();

    hands.hearOut('1');
    await world.clock.until(() => heard.length === 2);

    expect(world.clock.nowMs()).toBe(saidAtMs);
    placed.interrupt('hangup');
    await world.finish(placed);
  });
});

describe('a message of somebody at a page', () => {
  const RECORD = '<Record action="/next" timeout="5" finishOnKey="#"/>';

  it('ends after the silence that the document allows, and lasts as long as the voice', async () => {
    const placed = await begin(RECORD);
    await world.clock.until(hasHeard('beep'));

    void hands.utter(4, undefined);
    const startedAtMs = world.clock.nowMs();
    await world.finish(placed);

    expect(world.requestsTo('/next')[0]?.parameters).toMatchObject({
      RecordingDuration: '4',
      Digits: '',
    });
    expect(world.clock.nowMs() - startedAtMs).toBe(9_000);
  });

  it('ends by a key', async () => {
    const placed = await begin(RECORD);
    await world.clock.until(hasHeard('beep'));

    hands.press('#');
    await world.finish(placed);

    expect(digits()).toBe('#');
  });
});
