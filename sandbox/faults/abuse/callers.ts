import { namedFaults } from '../../vapi/faults';
import { type AbuseCase, LAKESIDE, NOTHING, ORCHARD, SUMMIT, WAITED_POSTS } from './abuse-case';
import type { AbuseWorld } from './abuse-world';

/**
 * All slots are taken. Somebody waits, presses the key for a callback and hangs up; then a slot is
 * free again, and a message of Vapi's about the end of another talk comes.
 */
async function askForCallback(
  world: AbuseWorld,
  { from, more = {} }: { readonly from: string; readonly more?: Readonly<Record<string, string>> },
): Promise<void> {
  const { vapi, network } = world;
  vapi.talkMs = 120_000;
  const talk = world.begin({ to: ORCHARD, from: '+12025550150' });
  await vapi.clock.until(() => talk.leg.call.journal.streams.length > 0 || vapi.postCount > 0);
  vapi.standingFault = namedFaults['full'];
  const waiting = world.begin({ to: ORCHARD, from, digits: ['2'], ...more });
  await waiting.finished;
  vapi.standingFault = undefined;
  // Functions go by the real clock, by which their 20 s before a callback are not over yet.
  for (const { data } of network.sync.items) Object.assign(data, { notBeforeSeconds: 0 });
  await talk.finished;
  await vapi.messages.settle();
  await network.settle();
  vapi.talkMs = undefined;
}

/** Calls one after another: what one costs is counted before the next. */
async function callInTurn(world: AbuseWorld, from: string, times: number): Promise<void> {
  for (let call = 0; call < times; call += 1) await world.call({ to: SUMMIT, from });
}

const spoofed = (name: string, from: string): AbuseCase => ({
  name: `callback for ${name}`,
  max: { posts: WAITED_POSTS, legs: 0, notifications: 2 },
  min: { posts: 2 },
  attack: (world) => askForCallback(world, { from }),
});

/** Callers whose number is only a claim, or is expensive to call. */
export const callers: readonly AbuseCase[] = [
  {
    name: 'callback for an honest caller',
    max: { posts: 5, legs: 1, notifications: 3 },
    min: { legs: 1 },
    attack: async (world) => {
      world.network.people = { '+12025550144': { kind: 'answers', presses: ['1'] } };
      await askForCallback(world, { from: '+12025550144' });
    },
  },
  spoofed('a premium number', '+19005550100'),
  spoofed('a number of another country', '+18765550100'),
  spoofed('a satellite phone', '+8821612345678'),
  spoofed('a personal number', '+447030123456'),
  // A leg of ours that comes back: Vapi is not asked for it.
  { ...spoofed('the called number itself', ORCHARD), min: { posts: 1 } },
  spoofed('a number of another tenant', LAKESIDE),
  spoofed('a withheld number', 'anonymous'),
  spoofed('a SIP address', 'sip:+12025550144@example.com'),
  {
    name: '20 phone calls of one caller at once',
    max: { ...NOTHING, posts: 20 },
    min: { posts: 20 },
    attack: async (world) => {
      const call = () => world.begin({ to: LAKESIDE, from: '+12025550144' }).finished;
      await Promise.all(Array.from({ length: 20 }, call));
    },
  },
  {
    name: 'front door: 12 calls of one number to a tenant that takes 5 a day',
    max: { ...NOTHING, posts: 5, legs: 5 },
    min: { posts: 5, legs: 5 },
    attack: (world) => callInTurn(world, '+12025550144', 12),
  },
  {
    name: 'front door: 12 calls by a blocked number that is somebody else’s',
    // An honest caller gets through after them.
    max: { ...NOTHING, posts: 1, legs: 1 },
    min: { posts: 1 },
    attack: async (world) => {
      await callInTurn(world, '+12025550190', 12);
      await callInTurn(world, '+12025550145', 1);
    },
  },
];
