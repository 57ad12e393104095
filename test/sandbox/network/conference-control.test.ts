import { failureOf, startNetworkWorld, type NetworkWorld } from './network-world';
import { TALK } from './talk-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const eventsOf = () => world.requestsTo('/conference-events').map(({ parameters }) => parameters);
const isWaiting = () => world.network.conferences[0]?.participants.length === 1;

describe('the REST interface of conferences', () => {
  it('lists, fetches and ends them', async () => {
    world = await startNetworkWorld(TALK);
    const caller = world.begin();
    await world.clock.until(isWaiting);
    const { conferences } = world.client;

    const [found] = await conferences.list({ friendlyName: 'conference', status: 'init' });
    const sid = found?.sid ?? '';
    expect(found).toMatchObject({ friendlyName: 'conference', reasonConferenceEnded: null });
    expect(await conferences.list({ friendlyName: 'other', status: 'init' })).toEqual([]);
    // Since 30 Sep 2026 a list without a status has those in progress only.
    expect(await conferences.list({ friendlyName: 'conference' })).toEqual([]);
    await conferences(sid).update({ status: 'completed' });
    await world.finish(caller);
    await world.network.settle();

    expect(await conferences(sid).fetch()).toMatchObject({
      status: 'completed',
      reasonConferenceEnded: 'conference-ended-via-api',
    });
    expect(eventsOf().at(-2)?.['ReasonParticipantLeft']).toBe('conference_ended_via_api');
    expect(world.requestsTo('/done')[0]?.parameters['DialCallStatus']).toBe('answered');
    expect(await failureOf(conferences(`CF${'0'.repeat(32)}`).fetch())).toMatchObject({
      status: 404,
      code: 20404,
    });
  });

  it('lists who is in one, and kicks them', async () => {
    world = await startNetworkWorld(TALK);
    const caller = world.begin();
    await world.clock.until(isWaiting);
    const conference = world.client.conferences(world.network.conferences[0]?.sid ?? '');

    const participants = await conference.participants.list();
    await conference.participants('caller').remove();
    const report = await world.finish(caller);
    await world.network.settle();

    expect(participants).toMatchObject([
      { callSid: caller.callSid, label: 'caller', muted: false, hold: false, status: 'connected' },
    ]);
    expect(await conference.participants.list()).toEqual([]);
    expect(report.heard).toContain('Goodbye');
    expect(eventsOf().at(-1)?.['ReasonConferenceEnded']).toBe(
      'participant-with-end-conference-on-exit-kicked',
    );
    expect(await failureOf(conference.participants('caller').remove())).toMatchObject({
      code: 20404,
    });
  });

  it('counts a redirected caller as gone', async () => {
    world = await startNetworkWorld({ ...TALK, '/back': '<Say>Back</Say>' });
    const caller = world.begin();
    await world.clock.until(isWaiting);

    await world.client.calls(caller.callSid).update({ url: `${world.url}/back` });
    const report = await world.finish(caller);
    await world.network.settle();

    expect(report.heard.at(-1)).toBe('Back');
    expect(eventsOf().at(-2)).toMatchObject({
      StatusCallbackEvent: 'participant-leave',
      ReasonParticipantLeft: 'participant_updated_via_api',
      ParticipantCallStatus: 'in-progress',
    });
  });
});
