import { namedFaults } from '../../sandbox/vapi/faults';
import { bounds } from '../../src/config/bounds';
import { paths, protectedPaths } from '../../src/twilio/urls';
import { ENGLISH_OR_SPANISH, findAskedKey } from './door-world';
import { type Caused, RepeatedWorld } from './repeated-world';
import { COLLEAGUE, PERSON } from './tenant-file';
import { CALLER, status, World } from './world';

const OTHER = '+12025550199';

const world = new World();
beforeAll(() => world.start({ noStreamAfterMs: 30_000 }));
afterAll(() => world.vapi.stop());

let calls: RepeatedWorld;
afterEach(() => calls.stop());

/**
 * Every Function that Twilio or Vapi calls, and how many `POST /call` requests a copy of its webhook may
 * cost. Twilio uses one answer of several; the calls of the others get no stream, and Vapi ends them.
 * Nothing else may happen twice.
 */
const POSTS_OF_A_COPY: Readonly<Record<string, number>> = {
  [paths.incomingCall]: bounds.postsPerConversation,
  [paths.frontDoor]: bounds.postsPerConversation,
  [paths.transferReturned]: bounds.postsPerConversation,
  [paths.assistantEnded]: 1,
  [paths.queueWait]: 1,
  [paths.queueLeft]: 1,
  [paths.queueCallback]: 1,
  [paths.callStatus]: 0,
  [paths.streamStatus]: 0,
  [paths.fallback]: 0,
  [paths.screen]: 0,
  [paths.vapiEvents]: 0,
  [paths.transferHold]: 0,
  [paths.transferWait]: 0,
  [paths.transferPerson]: 0,
  [paths.transferLegStatus]: 0,
  [paths.transferConferenceStatus]: 0,
  [paths.recordingStatus]: 0,
  [paths.queueCallbackStatus]: 0,
  [paths.voicemailRecorded]: 0,
  [paths.voicemailRecording]: 0,
  [paths.voicemailTranscription]: 0,
  [paths.textStatus]: 0,
};

/** Calls in which Twilio and Vapi call all of them. */
interface Story {
  readonly name: string;
  readonly tenant: (webhook: object) => object;
  readonly play: () => Promise<unknown>;
  readonly reaches: readonly string[];
  /** What it causes besides `POST /call` requests, however often everything comes. */
  readonly causes: Omit<Caused, 'posts' | 'amended'>;
}

const ends = { statusCallbackUrl: `https://switchboard-1234.twil.io${paths.callStatus}` };
const { incomingCall, assistantEnded, streamStatus, vapiEvents, callStatus } = paths;
const TALK = [incomingCall, assistantEnded, streamStatus, vapiEvents, callStatus];

const stories: readonly Story[] = [
  {
    name: 'a transfer that is accepted, and the way back',
    tenant: () => ({}),
    play: async () => {
      calls.network.people = {
        [PERSON]: { kind: 'answers', presses: ['1'], talksMs: 3_000 },
        [COLLEAGUE]: { kind: 'no-answer' },
      };
      const caller = await calls.beginTalk(ends);
      await calls.callTool(caller);
      await calls.finish(caller);
    },
    reaches: [
      ...TALK,
      paths.transferHold,
      paths.transferWait,
      paths.transferPerson,
      paths.transferLegStatus,
      paths.transferConferenceStatus,
      paths.transferReturned,
    ],
    causes: { legs: 2, texts: 0, records: 1, webhooks: 0, copies: 0 },
  },
  {
    name: 'a fallback: people who decline, then a message',
    tenant: () => ({}),
    play: async () => {
      world.vapi.standingFault = status(503);
      calls.network.people = {
        [PERSON]: { kind: 'answers', presses: ['2'] },
        [COLLEAGUE]: { kind: 'no-answer' },
      };
      await calls.placeCall({ ...ends, message: { seconds: 4, presses: '#', text: 'Hello' } });
      world.vapi.standingFault = undefined;
    },
    reaches: [
      incomingCall,
      callStatus,
      paths.fallback,
      paths.screen,
      paths.voicemailRecorded,
      paths.voicemailRecording,
      paths.voicemailTranscription,
    ],
    causes: { legs: 0, texts: 1, records: 1, webhooks: 2, copies: 0 },
  },
  {
    name: 'a call that is recorded',
    tenant: (webhook) => ({
      recording: { by: 'both', consent: { default: 'ask' }, notify: { webhook } },
    }),
    play: () => calls.placeCall({ ...ends, digits: ['1'] }),
    reaches: [...TALK, paths.frontDoor, paths.recordingStatus],
    causes: { legs: 0, texts: 0, records: 1, webhooks: 1, copies: 0 },
  },
  {
    name: 'a challenge, people who decline, and a language menu',
    tenant: () => ({
      callers: { challenge: 'always' },
      answerFirst: { open: { numbers: [PERSON, COLLEAGUE], ring: 'in-turn' } },
      languages: ENGLISH_OR_SPANISH,
    }),
    play: async () => {
      calls.network.people = {
        [PERSON]: { kind: 'answers', presses: ['2'] },
        [COLLEAGUE]: { kind: 'busy' },
      };
      await calls.placeCall({ ...ends, digits: [findAskedKey(calls.seen), '2'] });
    },
    reaches: [...TALK, paths.frontDoor, paths.screen],
    causes: { legs: 0, texts: 0, records: 1, webhooks: 0, copies: 0 },
  },
  {
    name: 'a missed caller who is texted, and one who is texted after a talk',
    tenant: () => ({
      afterCall: { textBack: {}, followUp: { text: 'Thank you for calling.' } },
      fallback: [{ step: 'say', text: 'We are not here.' }],
    }),
    play: async () => {
      world.vapi.standingFault = status(503);
      await calls.placeCall(ends);
      world.vapi.standingFault = undefined;
      await calls.placeCall({ ...ends, from: OTHER });
    },
    reaches: [...TALK, paths.textStatus],
    causes: { legs: 0, texts: 2, records: 0, webhooks: 0, copies: 0 },
  },
  {
    name: 'a wait in the queue, and a callback',
    tenant: () => ({ queue: { offers: ['callback'] } }),
    play: async () => {
      calls.network.people = { [CALLER]: { kind: 'answers', presses: ['1'] } };
      world.vapi.standingFault = namedFaults['full'];
      await calls.placeCall({ ...ends, digits: ['2'] });
      world.vapi.standingFault = undefined;
      world.vapi.talkMs = 60_000;
      await calls.placeCall({ ...ends, from: OTHER });
      world.vapi.talkMs = undefined;
    },
    reaches: [
      ...TALK,
      paths.queueWait,
      paths.queueLeft,
      paths.queueCallback,
      paths.queueCallbackStatus,
    ],
    causes: { legs: 1, texts: 0, records: 3, webhooks: 0, copies: 0 },
  },
];

const play = async ({ tenant, play: run }: Story, isDoubled = false) => {
  calls = await RepeatedWorld.begin(world, tenant);
  calls.isDoubled = isDoubled;
  await run();
  await calls.settle();
  // A record is amended if it lacked something, which depends on what came first.
  const { posts, amended, ...caused } = calls.caused;
  expect(amended).toBeLessThanOrEqual(caused.records);
  return { posts, caused };
};

const pathsSeen = () => [
  ...calls.seen.map(({ path }) => path),
  ...calls.messages.map(() => paths.vapiEvents),
];

describe('the table of Functions that Twilio and Vapi call', () => {
  beforeEach(async () => {
    calls = await RepeatedWorld.begin(world, () => ({}));
  });

  it('has all of them, and a story reaches each (T5, T11)', () => {
    const all = [...protectedPaths, paths.vapiEvents].sort();

    expect(Object.keys(POSTS_OF_A_COPY).sort()).toEqual(all);
    expect([...new Set(stories.flatMap(({ reaches }) => reaches))].sort()).toEqual(all);
  });
});

describe.each(stories)('$name', (story) => {
  it('causes everything once where all of it comes twice, to two containers (T5, T11)', async () => {
    const { posts, caused } = await play(story, true);

    const allowed = pathsSeen().reduce((sum, path) => sum + (POSTS_OF_A_COPY[path] ?? 0), 0);
    expect(caused).toEqual(story.causes);
    expect(posts).toBeLessThanOrEqual(2 * allowed);
  });

  it('causes nothing more where all of it comes again when it is over, the last first (T5, T11)', async () => {
    const { caused } = await play(story);
    const again = await calls.deliverAgain();

    expect(caused).toEqual(story.causes);
    expect(pathsSeen()).toEqual(expect.arrayContaining([...story.reaches]));
    const wrong = again.filter(
      ([path, { posts, ...others }]) =>
        posts > (POSTS_OF_A_COPY[path] ?? 0) || Object.values(others).some((count) => count > 0),
    );
    expect(wrong).toEqual([]);
  });
});
