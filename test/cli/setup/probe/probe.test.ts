import type { Fault } from '../../../../sandbox/vapi/faults';
import { ProbeWorld } from './probe-world';

/** A process starts and waits several times; the machine may be busy. */
jest.setTimeout(60_000);

let world: ProbeWorld;
beforeEach(async () => (world = await ProbeWorld.start()));
afterEach(() => world.stop());

describe('probe', () => {
  it('finds nothing at a Vapi that does as expected, with one call that is over afterwards', async () => {
    const { exitCode, data, problems } = await world.probe();

    expect([exitCode, problems, data.differences, data.newFields]).toEqual([0, [], [], []]);
    expect(data.steps.map(({ step, found }) => `${step}: ${found}`)).toEqual([
      expect.stringMatching(/^POST \/call: 201, \d+ ms$/),
      expect.stringMatching(/^WebSocket: 101, \d+ ms$/),
      'GET /call/{id}: ended, phone-call-provider-closed-websocket',
    ]);
    expect(world.vapi.postCount).toBe(1);
    expect(world.vapi.calls).toMatchObject([{ handshakes: 1, status: 'ended' }]);
  });

  it('asks for what a call asks for, of the tenant that it is given', async () => {
    const { exitCode, data } = await world.probe('--tenant', 'summit-hvac');

    expect([exitCode, data.tenantId]).toEqual([0, 'summit-hvac']);
    const callSid = expect.stringMatching(/^CA[0-9a-f]{32}$/) as string;
    expect(world.vapi.calls[0]?.request).toMatchObject({
      phoneCallProviderBypassEnabled: true,
      squadId: '7b9d2f64-1c3e-4f58-8a70-5e6c9d0b1a02',
      name: 'switchboard probe',
      metadata: { crmAccount: 'summit-001', tenantId: 'summit-hvac', callSid },
      squadOverrides: { variableValues: { emergencySurcharge: 120, callSid } },
    });
  });

  it('asks for messages and for the transfer tool as calls do, at nobody’s address', async () => {
    await world.probe('--tenant', 'riverside-dental');

    const server = { url: 'https://switchboard.invalid/vapi/events' };
    expect(world.vapi.calls[0]?.request).toMatchObject({
      assistantOverrides: {
        server,
        serverMessages: ['status-update', 'end-of-call-report', 'tool-calls'],
        'tools:append': [{ server }],
      },
    });
  });

  it('speaks to people: that it takes a slot, the steps and a verdict', async () => {
    const { stdout, exitCode } = await world.run();

    expect(stdout).toMatch(/tenant default: one call, which takes a slot at Vapi for seconds/);
    expect(stdout).toMatch(/^step +found\nPOST \/call +201.*\nWebSocket +101.*\nGET .* +ended/m);
    expect([stdout.trimEnd().split('\n').at(-1), exitCode]).toEqual([
      'Vapi answers as the code expects.',
      0,
    ]);
  });

  it('begins the conversation with --talk and waits for audio', async () => {
    const { exitCode, data } = await world.probe('--talk');

    expect([exitCode, data.differences]).toEqual([0, []]);
    expect(world.vapi.calls[0]?.streamCallSid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(data.steps.at(-1)?.found).toBe('ended, customer-ended-call');
  });
});

describe('probe without an answer', () => {
  it.each<[string, Fault, number, RegExp]>([
    [
      'a broken connection',
      { kind: 'reset', when: 'before-answer' },
      4,
      /no answer \(ECONNRESET\)/,
    ],
    ['an outage', { kind: 'status', status: 503, body: '<html>503</html>' }, 4, /answers 503/],
    [
      'no free slot',
      { kind: 'status', status: 400, body: '{"error":"Over Concurrency Limit"}' },
      4,
      /slots .* are taken/,
    ],
    [
      'no free slot, told in a 201',
      {
        kind: 'fields',
        fields: {
          phoneCallProviderDetails: undefined,
          subscriptionLimits: {
            concurrencyBlocked: true,
            concurrencyLimit: 1,
            remainingConcurrentCalls: 0,
          },
          status: 'ended',
          endedReason: 'call.start.error-subscription-concurrency-limit-reached',
        },
      },
      4,
      /slots .* are taken/,
    ],
  ])('says why: %s', async (_name, fault, code, problem) => {
    const { exitCode, problems } = await world.probeWith(fault);

    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(exitCode).toBe(code);
  });

  it.each([
    [
      { VAPI_ASSISTANT_ID: '' },
      /^VAPI_ASSISTANT_ID is not set; fix: .*--tenant riverside-dental; or .*into .env as VAPI_ASSISTANT_ID$/,
    ],
    [
      { VAPI_PHONE_NUMBER_ID: '' },
      /^VAPI_PHONE_NUMBER_ID is not set; fix: .* Phone Numbers, into .env$/,
    ],
    [{ VAPI_API_KEY: 'two words' }, /^VAPI_API_KEY: has blanks .* copy it again$/],
  ])('says what to set, and where: %j (N5)', async (change, problem) => {
    Object.assign(world.env, change);

    const { exitCode, problems } = await world.probe();

    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(exitCode).toBe(3);
  });

  it('ends with 4 for a key that is refused', async () => {
    world.env['VAPI_API_KEY'] = 'another-key-of-nobody';

    const { exitCode, problems } = await world.probe();

    expect(problems).toEqual([
      expect.stringMatching(/^Vapi refuses the key in VAPI_API_KEY \(401/),
    ]);
    expect(exitCode).toBe(4);
  });

  it('ends with 4 for a Vapi that is not there', async () => {
    await world.vapi.stop();

    const { exitCode, problems } = await world.probe();

    expect([exitCode, problems]).toEqual([4, ['Vapi gives no answer (ECONNREFUSED)']]);
  });

  it('ends with 3 for ids that Vapi does not know', async () => {
    world.env['VAPI_ASSISTANT_ID'] = '00000000-1111-4000-8000-000000000000';

    const { exitCode, problems } = await world.probe();

    expect(problems.join()).toMatch(/does not know .*Couldn't find assistantId \[id\]/);
    expect(exitCode).toBe(3);
  });

  it.each([
    ['VAPI_API_KEY', ''],
    ['VAPI_ASSISTANT_ID', ''],
    ['VAPI_PHONE_NUMBER_ID', ''],
    ['VAPI_BASE_URL', 'api.eu.vapi.ai'],
    ['VAPI_STREAM_HOSTS', '*.vapi.ai'],
  ])('ends with 3 and asks nobody where %s is %j', async (name, value) => {
    world.env[name] = value;

    const { exitCode, problems } = await world.probe();

    expect([exitCode, problems.join()]).toEqual([3, expect.stringContaining(name)]);
    expect(world.vapi.postCount).toBe(0);
  });

  it('ends with 2 for a tenant that the file has not', async () => {
    const { exitCode, problems } = await world.probe('--tenant', 'riverside');

    expect([exitCode, problems.join()]).toEqual([2, expect.stringContaining('riverside')]);
  });
});
