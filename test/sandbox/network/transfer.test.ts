import { Clock } from '../../../sandbox/clock/clock';
import { startStreamServer, type StreamServer } from '../twiml/stream-server';
import {
  CALLER,
  COLLEAGUE,
  PERSON,
  startNetworkWorld,
  TENANT,
  type NetworkWorld,
} from './network-world';
import { TALK } from './talk-documents';

let world: NetworkWorld;
let assistant: StreamServer;
afterEach(async () => {
  await world.close();
  await assistant.close();
});

/** A caller who talks to an assistant, and two people who are asked to press 1. */
async function startTalk(callsPerSecond: number): Promise<ReturnType<NetworkWorld['begin']>> {
  const clock = new Clock();
  assistant = await startStreamServer({ closes: false, clock });
  world = await startNetworkWorld(
    {
      ...TALK,
      '/start': `<Connect action="/ended"><Stream url="${assistant.url}/talk"/></Connect>`,
      '/ended': '<Say>Not heard</Say>',
      '/conference': TALK['/start'],
      '/ask': '<Gather numDigits="1" action="/leg"><Say>A caller</Say></Gather><Hangup/>',
      '/status': { status: 204 },
    },
    {
      clock,
      callsPerSecond,
      people: {
        [PERSON]: { kind: 'no-answer' },
        [COLLEAGUE]: { kind: 'answers', presses: ['1'], talksMs: 4_000, delayMs: 9_000 },
      },
    },
  );
  const caller = world.begin({ certificateAuthority: assistant.certificateAuthority });
  await world.clock.until(() => assistant.events.includes('mark'));
  return caller;
}

/** Sends the caller to a conference, and rings both people as the caller. */
async function transfer(callSid: string): Promise<string[]> {
  const callToken = world.requestsTo('/start')[0]?.parameters['CallToken'] ?? '';
  await world.client.calls(callSid).update({ url: `${world.url}/conference` });
  const sids: string[] = [];
  for (const to of [PERSON, COLLEAGUE]) {
    const url = `${world.url}/ask`;
    const leg = await world.client.calls.create({ to, from: CALLER, callToken, url });
    sids.push(leg.sid);
  }
  return sids;
}

describe('a transfer by call control', () => {
  it('takes the caller back from the assistant and to the person who accepts', async () => {
    const caller = await startTalk(1);

    const [unwilling = ''] = await transfer(caller.callSid);
    await world.clock.until(() => world.network.conferences[0]?.status === 'in-progress');
    await world.client.calls(unwilling).update({ status: 'canceled' });
    const report = await world.finish(caller);
    await world.network.settle();

    expect(world.requestsTo('/ended')).toHaveLength(1);
    expect(report).toMatchObject({ reached: ['assistant', 'person'], problems: [] });
    expect(report.heard[0]).toBe('Hello');
    expect(report.heard).not.toContain('Not heard');
    expect(report.people).toMatchObject([
      { number: PERSON, outcome: 'canceled' },
      { number: COLLEAGUE, outcome: 'bridged', heard: ['A caller'] },
    ]);
  });

  it('is over for everybody who rings when the caller leaves and they are cancelled', async () => {
    const caller = await startTalk(100);

    const sids = await transfer(caller.callSid);
    await world.clock.until(() => world.network.conferences[0]);
    caller.interrupt('hangup');
    await Promise.all(sids.map((sid) => world.client.calls(sid).update({ status: 'completed' })));
    const report = await world.finish(caller);
    await world.network.settle();

    expect(report.people.map(({ outcome }) => outcome)).toEqual(['canceled', 'canceled']);
    expect(report.reached).toEqual(['assistant']);
    expect(await world.client.calls.list({ status: 'canceled', to: PERSON })).toHaveLength(1);
    expect(await world.client.calls.list({ from: TENANT })).toEqual([]);
  });
});
