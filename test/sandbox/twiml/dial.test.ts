import { COLLEAGUE, PERSON, startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

const DIAL = `<Dial action="/done?step=1" timeout="20"><Number>${PERSON}</Number></Dial>`;
const WHISPER =
  '<Gather numDigits="1" action="/key"><Say>A caller</Say></Gather><Say>Goodbye</Say><Hangup/>';

/** Dials both people, each with a whisper that must be accepted by a key. */
const startWhispered = (attributes = '') =>
  startCallWorld({
    '/start': `<Dial action="/done" ${attributes}><Number url="/whisper">${PERSON}</Number><Number url="/whisper">${COLLEAGUE}</Number></Dial>`,
    '/whisper': WHISPER,
    '/key': '',
    '/done': '<Say>Done</Say>',
  });

describe('Dial', () => {
  it('bridges the caller to who answers, and tells its action', async () => {
    world = await startCallWorld({ '/start': DIAL, '/done': '<Hangup/>' });

    const report = await world.call({ people: { [PERSON]: { kind: 'answers', talksMs: 4_000 } } });

    const [done] = world.requestsTo('/done');
    expect(report.problems).toEqual([]);
    expect(report.reached).toEqual(['person']);
    expect(report.people).toEqual([{ number: PERSON, heard: [], outcome: 'bridged' }]);
    expect(done).toMatchObject({ target: '/done?step=1', isSigned: true });
    expect(done?.parameters).toMatchObject({
      CallStatus: 'in-progress',
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: '4',
      DialCallSid: expect.stringMatching(/^CA[0-9a-f]{32}$/) as unknown,
    });
  });

  it.each([
    ['busy', { kind: 'busy' }],
    ['no-answer', { kind: 'no-answer' }],
    ['no-answer', { kind: 'answers', delayMs: 20_001 }],
    ['failed', { kind: 'failed' }],
    ['canceled', { kind: 'canceled' }],
    ['failed', undefined],
  ] as const)('tells %s when the person is %j', async (status, person) => {
    world = await startCallWorld({ '/start': DIAL, '/done': '<Say>Sorry</Say>' });

    const report = await world.call({ people: person === undefined ? {} : { [PERSON]: person } });

    expect(world.requestsTo('/done')[0]?.parameters).toMatchObject({
      DialCallStatus: status,
      DialBridged: 'false',
    });
    expect(report.people[0]?.outcome).toBe(status);
    expect(report.reached).toEqual([]);
    expect(report.heard).toEqual(['Sorry']);
  });

  it('continues with the next verb only where there is no action', async () => {
    world = await startCallWorld({
      '/start': `<Dial>${PERSON}</Dial><Say>Next</Say>`,
      '/with': `${DIAL}<Say>Unreachable</Say>`,
      '/done': '<Say>Action</Say>',
    });

    const without = await world.call({ people: { [PERSON]: { kind: 'busy' } } });
    const withAction = await world.call({ voiceUrl: `${world.url}/with` });

    expect(without.heard).toEqual(['Next']);
    expect(withAction.heard).toEqual(['Action']);
  });

  it('takes ringing for no help', async () => {
    world = await startCallWorld({ '/start': `<Dial><Number>${PERSON}</Number></Dial>` });

    const report = await world.call({ people: { [PERSON]: { kind: 'no-answer' } } });

    expect(report.problems).toEqual(['the caller heard nothing but silence']);
  });

  it('lets a machine have the call when nothing asks for a key', async () => {
    world = await startCallWorld({ '/start': DIAL, '/done': '' });

    const report = await world.call({ people: { [PERSON]: { kind: 'machine' } } });

    expect(report.reached).toEqual(['machine']);
    expect(world.requestsTo('/done')[0]?.parameters['DialCallStatus']).toBe('completed');
  });

  it('hears the caller hang up in the talk and still requests the action', async () => {
    world = await startCallWorld({ '/start': DIAL, '/done': '<Say>To nobody</Say>' });

    const report = await world.call({
      people: { [PERSON]: { kind: 'answers' } },
      hangsUpAfterMs: 3_000,
    });

    expect(world.requestsTo('/done')[0]?.parameters).toMatchObject({
      CallStatus: 'completed',
      DialCallDuration: '3',
    });
    expect(report.heard).toEqual([]);
    expect(report.timeline.entries.at(-1)?.text).toBe('has hung up');
  });

  it('stops ringing when the caller leaves', async () => {
    world = await startCallWorld({ '/start': DIAL, '/done': '<Say>To nobody</Say>' });

    const report = await world.call({
      people: { [PERSON]: { kind: 'answers', delayMs: 10_000 } },
      hangsUpWhileRingingMs: 2_000,
    });

    expect(report.people).toEqual([{ number: PERSON, heard: [], outcome: 'canceled' }]);
    expect(world.requestsTo('/done')[0]?.parameters['CallStatus']).toBe('completed');
    expect(report.heard).toEqual([]);
  });
});

describe('the whisper', () => {
  it('is asked for the person, signed, and gives the call to who accepts first', async () => {
    world = await startWhispered();

    const report = await world.call({
      people: {
        [PERSON]: { kind: 'answers', presses: ['1'], delayMs: 9_000, talksMs: 1_000 },
        [COLLEAGUE]: { kind: 'answers', presses: ['1'], talksMs: 1_000 },
      },
    });

    const [whisper] = world.requestsTo('/whisper');
    expect(whisper).toMatchObject({ method: 'POST', isSigned: true });
    expect(whisper?.parameters).toMatchObject({
      ParentCallSid: report.callSid,
      Direction: 'outbound-dial',
      From: '+12025550143',
      To: COLLEAGUE,
      CallStatus: 'in-progress',
    });
    expect(world.requestsTo('/key')[0]?.parameters).toMatchObject({ Digits: '1', To: COLLEAGUE });
    expect(report.people).toEqual([
      { number: PERSON, heard: [], outcome: 'canceled' },
      { number: COLLEAGUE, heard: ['A caller'], outcome: 'bridged' },
    ]);
    expect(world.requestsTo('/done')[0]?.parameters['DialCallSid']).toBe(
      whisper?.parameters['CallSid'],
    );
  });

  it('hangs up a silent person while another takes the call', async () => {
    world = await startWhispered();

    const report = await world.call({
      people: {
        [PERSON]: { kind: 'silent' },
        [COLLEAGUE]: { kind: 'answers', presses: ['1'], delayMs: 1_500, talksMs: 1_000 },
      },
    });

    expect(report.people.map(({ outcome }) => outcome)).toEqual(['canceled', 'bridged']);
    expect(report.people[0]?.heard).toEqual(['A caller']);
  });

  it('rings one after another where Dial says so', async () => {
    world = await startWhispered('sequential="true"');

    const report = await world.call({
      people: {
        [PERSON]: { kind: 'machine' },
        [COLLEAGUE]: { kind: 'answers', presses: ['1'], talksMs: 1_000 },
      },
    });

    expect(report.people).toEqual([
      { number: PERSON, heard: ['A caller', 'Goodbye'], outcome: 'declined' },
      { number: COLLEAGUE, heard: ['A caller'], outcome: 'bridged' },
    ]);
    expect(report.reached).toEqual(['person']);
  });

  it.each([
    [undefined, 'no-answer', 'false'],
    ['completed-unbridged', 'completed', 'false'],
    ['completed', 'completed', undefined],
  ] as const)('that nobody accepts is told as %s: %s', async (declinedDial, status, bridged) => {
    world = await startWhispered();

    const report = await world.call({
      people: { [PERSON]: { kind: 'declines' }, [COLLEAGUE]: { kind: 'silent' } },
      ...(declinedDial === undefined ? {} : { declinedDial }),
    });

    const parameters = world.requestsTo('/done')[0]?.parameters;
    expect(parameters?.['DialCallStatus']).toBe(status);
    expect(parameters?.['DialBridged']).toBe(bridged);
    expect(report.people.map(({ outcome }) => outcome)).toEqual(['declined', 'declined']);
    expect(report.heard).toEqual(['Done']);
  });

  it('may not dial, record or connect', async () => {
    world = await startCallWorld({
      '/start': `<Dial><Number url="/whisper">${PERSON}</Number></Dial>`,
      '/whisper': `<Dial>${COLLEAGUE}</Dial>`,
    });

    const report = await world.call({ people: { [PERSON]: { kind: 'answers' } } });

    expect(report.problems).toEqual(['the sandbox cannot run Dial on this leg']);
  });
});
