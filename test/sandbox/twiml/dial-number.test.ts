import { PERSON, startCallWorld, type CallWorld } from './call-world';

let world: CallWorld;
afterEach(() => world.close());

describe("Dial's callerId", () => {
  const dialAs = (attribute: string) => `<Dial action="/done"${attribute}>${PERSON}</Dial>`;

  it.each([
    ['', '+12025550143'],
    [' callerId="+12025550143"', '+12025550143'],
    [' callerId="+12025550101"', 'sip:desk@example.com'],
    [' callerId="+12025550190"', '+266696687'],
  ])('%j is taken of caller %s', async (attribute, from) => {
    world = await startCallWorld({ '/start': dialAs(attribute), '/done': '' });

    const report = await world.call({
      from,
      people: { [PERSON]: { kind: 'answers' } },
      ownedNumbers: ['+12025550190'],
    });

    expect(report.problems).toEqual([]);
  });

  it.each([
    ['', 'sip:desk@example.com'],
    ['', 'client:desk'],
    ['', 'anonymous'],
    ['', '+266696687'],
    ['', ''],
    [' callerId="+12025550190"', '+12025550143'],
  ])('%j is refused of caller "%s"', async (attribute, from) => {
    world = await startCallWorld({ '/start': dialAs(attribute), '/done': '<Say>Sorry</Say>' });

    const report = await world.call({ from, people: { [PERSON]: { kind: 'answers' } } });

    expect(report.problems).toEqual([expect.stringContaining('13214')]);
    expect(report.people).toEqual([]);
    expect(world.requestsTo('/done')[0]?.parameters['DialCallStatus']).toBe('failed');
  });
});

describe("a Number's status callback", () => {
  it('is told every event that it asks for, in sequence', async () => {
    const events = 'initiated ringing answered completed';
    world = await startCallWorld({
      '/start': `<Dial><Number statusCallback="/status?leg=1" statusCallbackEvent="${events}">${PERSON}</Number></Dial>`,
      '/status': { status: 204 },
    });

    const report = await world.call({ people: { [PERSON]: { kind: 'answers', talksMs: 2_000 } } });

    const reported = world
      .requestsTo('/status')
      .map(({ parameters }) => parameters)
      .sort((left, right) => Number(left['SequenceNumber']) - Number(right['SequenceNumber']));
    expect(report.problems).toEqual([]);
    expect(reported.map(({ CallStatus }) => CallStatus)).toEqual([
      'initiated',
      'ringing',
      'in-progress',
      'completed',
    ]);
    expect(reported[3]).toMatchObject({
      ParentCallSid: report.callSid,
      CallDuration: '2',
      CallbackSource: 'call-progress-events',
    });
  });

  it('is told of the end only by default, and with how it ended', async () => {
    world = await startCallWorld({
      '/start': `<Dial><Number statusCallback="/status">${PERSON}</Number></Dial><Say>Hi</Say>`,
      '/status': { status: 204 },
    });

    await world.call({ people: { [PERSON]: { kind: 'busy' } } });

    expect(world.requestsTo('/status').map(({ parameters }) => parameters['CallStatus'])).toEqual([
      'busy',
    ]);
  });

  it('that answers no TwiML and not 204 is a problem', async () => {
    world = await startCallWorld({
      '/start': `<Dial><Number statusCallback="/status">${PERSON}</Number></Dial><Say>Hi</Say>`,
      '/status': { status: 200, contentType: 'text/plain', body: 'ok' },
    });

    const report = await world.call();

    expect(report.problems).toEqual([expect.stringContaining('15003')]);
  });
});

describe("a Number's machine detection", () => {
  it.each([
    ['machine', 'Enable', 'machine_start'],
    ['machine', 'DetectMessageEnd', 'machine_end_beep'],
    ['silent', 'Enable', 'human'],
  ] as const)('tells of a %s by %s: %s', async (kind, detection, answeredBy) => {
    world = await startCallWorld({
      '/start': `<Dial><Number machineDetection="${detection}" amdStatusCallback="/amd">${PERSON}</Number></Dial>`,
      '/amd': { status: 204 },
    });

    const report = await world.call({ people: { [PERSON]: { kind } } });

    const reported = world.requestsTo('/amd').map(({ parameters }) => parameters);
    expect(reported.map(({ AnsweredBy }) => AnsweredBy)).toEqual([answeredBy]);
    expect(reported[0]?.['CallSid']).not.toBe(report.callSid);
  });
});
