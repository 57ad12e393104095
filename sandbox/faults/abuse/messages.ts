import { bounds } from '../../../src/config/bounds';
import { Secret } from '../../../src/config/secret';
import { paths } from '../../../src/twilio/urls';
import { CREDENTIAL_HEADER, issueCredential } from '../../../src/vapi/call-credential';
import { makeSid } from '../../twilio/formats/sid';
import { namedFaults } from '../../vapi/faults';
import { type AbuseCase, NOTHING, ORCHARD, WAITED_POSTS } from './abuse-case';
import { type AbuseWorld, EVENTS_SECRET } from './abuse-world';

const MESSAGES = 200;
const CONCURRENCY = 10;

/** The platform itself refuses some of a flood. */
const ANSWERS = new Set([200, 429, 504]);

/** What Vapi got for a call of the tenant's: anybody in the tenant's organisation can read it there. */
const credential = (tenantId: string) =>
  issueCredential({ tenantId, callSid: makeSid('CA') }, new Secret(EVENTS_SECRET), Date.now());

/** Sends messages about the end of talks, and expects no other answer than a flood's. */
async function sendEnds(world: AbuseWorld, nextId: () => string): Promise<readonly string[]> {
  const headers = {
    'content-type': 'application/json',
    [CREDENTIAL_HEADER]: credential('orchard-clinic'),
  };
  const seen = new Map<number, number>();
  let left = MESSAGES;
  const work = async () => {
    while ((left -= 1) >= 0) {
      const message = { type: 'status-update', status: 'ended', call: { id: nextId() } };
      const body = JSON.stringify({ message });
      const status = await world.send({ path: paths.vapiEvents, body, headers });
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const wrong = [...seen].filter(([status]) => !ANSWERS.has(status));
  return wrong.map(([status, count]) => `answered ${status}, ${count} times`);
}

/** All slots are taken, and somebody waits: each end could mean a free slot. */
const ends = (name: string, posts: number, nextId: () => () => string): AbuseCase => ({
  name: `${MESSAGES} messages about ${name}, while somebody waits`,
  max: { ...NOTHING, posts },
  min: { posts: 2 },
  attack: async (world) => {
    const { vapi } = world;
    vapi.standingFault = namedFaults['full'];
    const waiting = world.begin({
      to: ORCHARD,
      from: '+12025550144',
      hangsUpWhileQueuedMs: 60_000,
    });
    await vapi.clock.until(() => world.network.queues.some(({ members }) => members.length > 0));
    // Time stands still for the caller meanwhile.
    const problems = await sendEnds(world, nextId());
    vapi.clock.go();
    await waiting.finished;
    vapi.standingFault = undefined;
    return problems;
  },
});

/** Messages with a valid credential, by which somebody in a tenant's Vapi organisation could spend. */
export const messages: readonly AbuseCase[] = [
  ends('the end of one talk', WAITED_POSTS + 1, () => {
    const id = crypto.randomUUID();
    return () => id;
  }),
  ends(
    'talks that never were',
    WAITED_POSTS + bounds.frontTriesPerTenantHour,
    () => () => crypto.randomUUID(),
  ),
];
