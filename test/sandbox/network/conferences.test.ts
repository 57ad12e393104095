import { COLLEAGUE, PERSON, startNetworkWorld, TENANT, type NetworkWorld } from './network-world';
import { TALK } from './talk-documents';

let world: NetworkWorld;
afterEach(() => world.close());

const ring = (number = PERSON) =>
  world.client.calls.create({ to: number, from: TENANT, url: `${world.url}/leg` });
const eventsOf = () => world.requestsTo('/conference-events').map(({ parameters }) => parameters);
const isWaiting = () => world.network.conferences[0]?.participants.length === 1;

describe('a conference', () => {
  it('keeps the caller waiting with the waitUrl until a person joins, and lets both talk', async () => {
    world = await startNetworkWorld(TALK, {
      people: { [PERSON]: { kind: 'answers', talksMs: 5_000, delayMs: 30_000 } },
    });
    const caller = world.begin();
    await world.clock.until(isWaiting);
    expect(world.network.conferences[0]?.status).toBe('init');

    const leg = await ring();
    const report = await world.finish(caller);
    await world.network.settle();

    expect(report).toMatchObject({
      reached: ['person'],
      problems: [],
      people: [{ number: PERSON, outcome: 'bridged', ringingAtMs: expect.any(Number) as unknown }],
    });
    const reported = report.timeline.entries.map(({ text }) => text);
    expect(reported.indexOf('[en-US] Please hold')).toBeLessThan(
      reported.indexOf(`${PERSON} rings`),
    );
    expect(report.heard.at(0)).toBe('Please hold');
    expect(report.heard.at(-1)).toBe('Goodbye');
    expect(world.requestsTo('/hold').length).toBeGreaterThan(1);
    expect(world.requestsTo('/done')[0]?.parameters).toMatchObject({ DialCallStatus: 'answered' });
    expect(world.requestsTo('/done')[0]?.parameters).not.toHaveProperty('DialCallSid');
    expect(world.requestsTo('/left')[0]?.parameters['CallSid']).toBe(leg.sid);
  });

  it('tells the callback of who joined first, and nobody else', async () => {
    world = await startNetworkWorld(TALK, {
      people: { [PERSON]: { kind: 'answers', talksMs: 5_000 } },
    });
    const caller = world.begin();
    await world.clock.until(isWaiting);

    const leg = await ring();
    await world.finish(caller);
    await world.network.settle();

    expect(world.requestsTo('/ignored')).toEqual([]);
    expect(world.requestsTo('/conference-events')[0]).toMatchObject({
      target: '/conference-events?for=1',
      isSigned: true,
    });
    const reported = eventsOf().map((form) => [
      form['StatusCallbackEvent'],
      form['ParticipantLabel'],
    ]);
    expect(reported).toEqual([
      ['participant-join', 'caller'],
      ['participant-join', 'person'],
      ['conference-start', undefined],
      ['participant-leave', 'person'],
      ['participant-leave', 'caller'],
      ['conference-end', undefined],
    ]);
    expect(eventsOf()[3]).toMatchObject({
      CallSid: leg.sid,
      ReasonParticipantLeft: 'participant_hung_up',
      ParticipantCallStatus: 'completed',
      EndConferenceOnExit: 'true',
    });
    expect(eventsOf()[4]?.['ReasonParticipantLeft']).toBe('moderator_ended_conference');
    expect(eventsOf()[5]).toMatchObject({
      FriendlyName: 'conference',
      ReasonConferenceEnded: 'participant-with-end-conference-on-exit-left',
      CallSidEndingConference: leg.sid,
      ParticipantLabelEndingConference: 'person',
    });
  });

  it('ends for the person when the caller hangs up', async () => {
    world = await startNetworkWorld(TALK);
    const caller = world.begin({ hangsUpAfterMs: 3_000 });
    await world.clock.until(isWaiting);

    const leg = await ring();
    const report = await world.finish(caller);
    await world.network.settle();

    expect(report.people).toMatchObject([{ number: PERSON, outcome: 'bridged' }]);
    expect(eventsOf().at(-1)?.['CallSidEndingConference']).toBe(caller.callSid);
    expect((await world.client.calls(leg.sid).fetch()).status).toBe('completed');
    expect(report.heard).not.toContain('Goodbye');
  });

  it('is left by a caller whose patience is over', async () => {
    world = await startNetworkWorld(TALK);

    const report = await world.finish(world.begin({ hangsUpWhileRingingMs: 4_000 }));
    await world.network.settle();

    expect(report.reached).toEqual([]);
    expect(eventsOf().map((form) => form['StatusCallbackEvent'])).toEqual([
      'participant-join',
      'participant-leave',
      'conference-end',
    ]);
    expect(world.network.conferences[0]?.status).toBe('completed');
  });

  it('lets nobody in whose label is taken', async () => {
    world = await startNetworkWorld(
      { ...TALK, '/left': '<Say>Somebody else has it</Say>' },
      {
        callsPerSecond: 100,
        people: {
          [PERSON]: { kind: 'answers', talksMs: 20_000 },
          [COLLEAGUE]: { kind: 'answers', delayMs: 5_000 },
        },
      },
    );
    const caller = world.begin();
    await world.clock.until(isWaiting);

    await ring();
    const late = await ring(COLLEAGUE);
    const report = await world.finish(caller);
    await world.network.settle();

    const answer = world.requestsTo('/left').find(({ parameters }) => {
      return parameters['CallSid'] === late.sid;
    });
    expect(answer?.parameters['DialCallStatus']).toBe('failed');
    expect(world.network.refusals).toEqual(['16025 the label of a participant is taken']);
    expect(report.people).toMatchObject([
      { number: COLLEAGUE, outcome: 'declined', heard: ['Somebody else has it'] },
      { number: PERSON, outcome: 'bridged' },
    ]);
  });

  it('lets nobody in when it is full', async () => {
    world = await startNetworkWorld({
      ...TALK,
      '/start': TALK['/start'].replace('maxParticipants="2"', 'maxParticipants="1"'),
      '/leg': TALK['/leg'].replace('maxParticipants="2"', 'maxParticipants="1"'),
    });
    const caller = world.begin({ hangsUpWhileRingingMs: 20_000 });
    await world.clock.until(isWaiting);

    await ring();
    await world.finish(caller);

    expect(world.network.refusals).toEqual(['the conference is full']);
    expect(world.requestsTo('/left')[0]?.parameters['DialCallStatus']).toBe('failed');
  });

  it('lets nobody wait whose waitUrl fails', async () => {
    world = await startNetworkWorld({ ...TALK, '/hold': { status: 500 } });

    const report = await world.finish(world.begin());

    expect(world.requestsTo('/done')[0]?.parameters['DialCallStatus']).toBe('failed');
    expect(world.network.conferences).toEqual([]);
    expect(report.problems).toEqual(['11200 /hold answered 500']);
  });

  it.each([
    ['<Gather/>', ['12200 Gather may not stand in a wait document']],
    ['<Play>/gone.mp3</Play>', ['11200 /gone.mp3 answered 404']],
    ['<Play>/hold.mp3</Play>', []],
  ])('finds what a wait document may not hold: %s', async (document, problems) => {
    world = await startNetworkWorld({ ...TALK, '/hold': document });

    const report = await world.finish(world.begin({ hangsUpWhileRingingMs: 5_000 }));

    const silence = problems.length > 0 || report.heldAtMs !== undefined;
    expect(report.problems.filter((text) => !/silence/.test(text))).toEqual(problems);
    expect(silence).toBe(true);
    expect(report.heldAtMs === undefined).toBe(problems.length > 0);
  });

  it('plays an audio file that the waitUrl is', async () => {
    world = await startNetworkWorld({
      ...TALK,
      '/start': TALK['/start'].replace('waitUrl="/hold"', 'waitUrl="/hold.mp3" waitMethod="GET"'),
    });

    const report = await world.finish(world.begin({ hangsUpWhileRingingMs: 5_000 }));

    expect(world.requestsTo('/hold.mp3')[0]).toMatchObject({ method: 'GET', isSigned: true });
    expect(report.heldAtMs).toEqual(expect.any(Number));
  });

  it('takes it ill when a caller is left alone', async () => {
    world = await startNetworkWorld(
      { ...TALK, '/leg': TALK['/leg'].replace('endConferenceOnExit="true"', '') },
      { people: { [PERSON]: { kind: 'answers', talksMs: 2_000 } } },
    );
    const caller = world.begin();
    await world.clock.until(isWaiting);

    await ring();

    expect((await world.finish(caller)).problems).toEqual([
      'the caller was left alone in a conference',
    ]);
  });

  it('may start with the first who wants it to', async () => {
    world = await startNetworkWorld(
      {
        ...TALK,
        '/start': '<Dial><Conference waitUrl="/hold">one</Conference></Dial>',
      },
      { branches: { conferenceStartsWith: 1 } },
    );

    const report = await world.finish(world.begin({ hangsUpWhileRingingMs: 5_000 }));

    expect(world.network.conferences[0]?.endReason).toBe('last-participant-left');
    expect(world.requestsTo('/hold')).toEqual([]);
    expect(report.heldAtMs).toBeUndefined();
  });

  it('is named, and has the values that Twilio knows', async () => {
    world = await startNetworkWorld({
      '/start': '<Dial><Conference beep="no" maxParticipants="300" waitUrl="" /></Dial>',
    });

    const report = await world.finish(world.begin({ hangsUpWhileRingingMs: 1_000 }));

    expect(report.problems).toEqual(
      expect.arrayContaining([
        '12200 Conference: beep "no" is not known',
        '12200 Conference: maxParticipants is not a whole number from 1 to 250',
        '12200 Conference: has no name',
      ]),
    );
  });

  it.each(['twice', 'swapped'] as const)('tells its events %s', async (callbacks) => {
    world = await startNetworkWorld(TALK, {
      branches: { callbacks },
      people: { [PERSON]: { kind: 'answers', talksMs: 2_000 } },
    });
    const caller = world.begin();
    await world.clock.until(isWaiting);

    await ring();
    await world.finish(caller);
    await world.network.settle();

    const sequence = eventsOf().map((form) => Number(form['SequenceNumber']));
    const sorted = [...sequence].sort((one, other) => one - other);
    expect(sequence.length).toBe(callbacks === 'twice' ? 12 : 6);
    if (callbacks === 'twice') expect(sequence).toEqual(sorted);
    else expect(sequence).not.toEqual(sorted);
  });
});
