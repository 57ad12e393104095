import { headersOf } from '../fakes/credentials';
import { COLLEAGUE, PERSON } from './tenant-file';
import { EVENTS_SECRET, type TransferOptions, TransferWorld } from './transfer-world';
import { CALLER, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let transfers: TransferWorld;
afterEach(() => transfers.stop());

const start = async (options?: TransferOptions) => {
  transfers = await TransferWorld.start(world, {
    ...options,
    network: {
      people: {
        [PERSON]: { kind: 'answers', presses: ['1'], talksMs: 1_000 },
        [COLLEAGUE]: { kind: 'busy' },
      },
      ...options?.network,
    },
  });
  return transfers.beginTalk();
};

type Caller = Awaited<ReturnType<typeof start>>;

/** The caller talks on with the assistant, and nobody was rung. */
const expectNothingMoved = async (caller: Caller) => {
  expect(transfers.network.calls).toHaveLength(1);
  expect(caller.leg.status).toBe('in-progress');
  expect(transfers.requestsTo('/transfer/hold')).toEqual([]);
  expect(world.vapi.postCount).toBe(1);
  caller.interrupt('hangup');
  await transfers.finish(caller);
};

const tokenOf = (caller: Caller) => {
  const { assistantOverrides } = transfers.vapiCallOf(caller).request as {
    assistantOverrides: { 'tools:append': { parameters: { value: string }[] }[] };
  };
  return assistantOverrides['tools:append'][0]?.parameters[0]?.value ?? '';
};

describe('a tool call that must not move anybody', () => {
  it.each<[string, Record<string, string>]>([
    ['without a secret', {}],
    ['with a wrong secret', { 'X-Vapi-Secret': 'x'.repeat(EVENTS_SECRET.length) }],
    ['with the secret itself (T6)', { 'X-Vapi-Secret': EVENTS_SECRET }],
    ['with the secret as a bearer token (T6)', { Authorization: `Bearer ${EVENTS_SECRET}` }],
  ])('gets 401 %s', async (_case, headers) => {
    const caller = await start();

    const answer = await transfers.callTool(caller, { headers });

    expect(answer.status).toBe(401);
    await expectNothingMoved(caller);
  });

  it('gets 401 where no secret is set, and the assistant has no tool', async () => {
    const caller = await start({ environment: { SWITCHBOARD_EVENTS_SECRET: '' } });

    const answers = [
      await transfers.callTool(caller, { headers: { 'X-Vapi-Secret': '' } }),
      await transfers.callTool(caller, { headers: { 'X-Vapi-Secret': 'undefined' } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(JSON.stringify(transfers.vapiCallOf(caller).request)).not.toContain('tools:append');
    await expectNothingMoved(caller);
  });

  it.each<[string, (token: string) => unknown]>([
    ['forged', (token) => token.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
    ['of another version', (token) => token.replace('sb-permit', 'p1')],
    ['missing', () => undefined],
    ['a number', () => 7],
    ['an object that is no text', () => ({ toString: 'x' })],
    ['empty', () => ''],
  ])('is told so with a token that is %s', async (_case, forge) => {
    const caller = await start();

    const answer = await transfers.callTool(caller, {
      arguments: { token: forge(tokenOf(caller)) },
    });

    expect(answer).toEqual({
      status: 200,
      text: 'This call cannot be transferred. Tell the caller and continue to help.',
      isError: true,
    });
    await expectNothingMoved(caller);
  });

  it('is told so with an expired token', async () => {
    const caller = await start();
    const later = Date.now() + 12.5 * 60 * 60 * 1_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);

    const answer = await transfers.callTool(caller);

    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/cannot be trans/);
    await expectNothingMoved(caller);
  });

  it.each([
    ['another call', { id: 'x', metadata: { callSid: `CA${'7'.repeat(32)}` } }],
    ['no call', {}],
  ])('is told so where the message names %s (T6)', async (why, call) => {
    const caller = await start();

    const answer = await transfers.callTool(caller, { message: { call } });

    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/cannot be trans/);
    expect(transfers.logEntries).toContainEqual(
      expect.objectContaining({ event: 'vapi_events.misfit', why }),
    );
    await expectNothingMoved(caller);
  });

  it.each<[string, Parameters<typeof headersOf>[0]]>([
    ["another tenant's call", { tenantId: 'summit-legal' }],
    ["the tenant's other call", { callSid: `CA${'7'.repeat(32)}` }],
  ])("is told so with the credential of %s and this call's token (T6)", async (_case, parts) => {
    const caller = await start();
    const { headers } = headersOf({ callSid: caller.callSid, ...parts }, EVENTS_SECRET);

    const answer = await transfers.callTool(caller, { headers });
    // A message that names only Vapi's call leaves it to the token.
    const { id } = transfers.vapiCallOf(caller);
    const unnamed = await transfers.callTool(caller, { headers, message: { call: { id } } });

    expect([answer, unnamed].map(({ text }) => text)).toEqual(
      Array(2).fill('This call cannot be transferred. Tell the caller and continue to help.'),
    );
    await expectNothingMoved(caller);
  });

  it('is told so where the call is over', async () => {
    const caller = await start();
    caller.interrupt('hangup');
    await transfers.finish(caller);

    const answer = await transfers.callTool(caller);

    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/call is over/);
    expect(transfers.network.calls).toHaveLength(1);
  });

  it.each([['nowhere'], [undefined], [''], [7], [{}]])(
    'hears which destinations there are, for %j',
    async (destination) => {
      const caller = await start();

      const answer = await transfers.callTool(caller, { arguments: { destination } });

      expect(answer.text).toBe('There is no such destination. Choose one of: front-desk.');
      await expectNothingMoved(caller);
    },
  );

  it('is no other tool', async () => {
    const caller = await start();

    const answer = await transfers.callTool(caller, {
      message: { toolCallList: [{ id: 'a', function: { name: 'book', arguments: {} } }] },
    });

    expect(answer).toMatchObject({ status: 200, isError: true });
    expect(answer.text).toMatch(/^This tool is not available/);
    expect(transfers.logEntries).toContainEqual(
      expect.objectContaining({ level: 'warn', event: 'vapi.tool_unknown', tool: 'book' }),
    );
    await expectNothingMoved(caller);
  });

  it('is taken with the secret before the last', async () => {
    const caller = await start({
      environment: { SWITCHBOARD_EVENTS_SECRET_PREVIOUS: 'canary-previous-secret-1' },
    });

    const { headers } = headersOf({ callSid: caller.callSid }, 'canary-previous-secret-1');

    const answer = await transfers.callTool(caller, { headers });

    expect(answer).toMatchObject({ status: 200, isError: false });
    await transfers.finish(caller);
  });
});

describe('a transfer that Twilio does not let happen', () => {
  it.each([
    [21215, 400],
    [10004, 429],
    [21211, 400],
    [20500, 500],
  ])('is told to the assistant, and the caller stays: %i', async (code, status) => {
    const caller = await start();
    transfers.network.failAlways('POST Calls', { status, code, message: `refused for ${CALLER}` });

    const answer = await transfers.callTool(caller);

    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/Nobody could be called/);
    await expectNothingMoved(caller);
    expect(JSON.stringify(transfers.logEntries)).not.toContain(CALLER.slice(1));
  });

  it('rings who can be rung', async () => {
    const caller = await start();
    const refused = { status: 400, code: 21215, message: 'geo' };
    transfers.network.failNext('POST Calls', refused, 2);

    const answer = await transfers.callTool(caller);
    await transfers.finish(caller);

    expect(answer.isError).toBe(false);
    expect(transfers.legsTo(PERSON) + transfers.legsTo(COLLEAGUE)).toBeGreaterThan(0);
  });

  const failures = [
    { status: 500, code: 20500, message: 'fault' },
    'reset' as const,
    'hang' as const,
  ];
  const steps = ['GET Calls/{sid}', 'GET Conferences', 'POST Calls', 'POST Calls/{sid}'];

  it.each(steps.flatMap((step) => failures.map((failure) => [step, failure] as const)))(
    'leaves the caller with the assistant and nobody ringing: %s %j',
    async (step, failure) => {
      const caller = await start({ network: { people: { [PERSON]: { kind: 'no-answer' } } } });
      if (step === 'POST Calls/{sid}') transfers.network.failNext(step, failure);
      else transfers.network.failAlways(step, failure);

      const startedAtMs = performance.now();
      const answer = await transfers.callTool(caller);

      expect(performance.now() - startedAtMs).toBeLessThan(8_000);
      expect(answer).toMatchObject({ status: 200, isError: true });
      expect(caller.leg.status).toBe('in-progress');
      expect(transfers.requestsTo('/transfer/hold')).toEqual([]);
      transfers.network.clearFailures();
      await world.clock.until(() =>
        transfers.network.calls.every(
          ({ direction, status }) => direction === 'inbound' || status !== 'ringing',
        ),
      );
      caller.interrupt('hangup');
      await transfers.finish(caller);
    },
  );

  it.each([
    ['GET Conferences/{sid}/Participants', 'reset'],
    ['GET Conferences/{sid}/Participants', { status: 500, code: 20500, message: 'fault' }],
    ['GET Calls/{sid}', 'reset'],
  ] as const)('continues once Twilio shows the round again: %s %j', async (step, failure) => {
    const caller = await start({ network: { people: { [PERSON]: { kind: 'busy' } } } });
    await transfers.callTool(caller);
    transfers.network.failNext(step, failure, 2);
    const report = await transfers.finish(caller);

    expect(report.problems).toEqual([]);
    expect(world.vapi.postCount).toBe(2);
  });

  it.each(['POST Calls', 'POST Calls/{sid}'])(
    'rings nobody twice after %s reset-after',
    async (step) => {
      const caller = await start({ destination: { numbers: [PERSON] } });
      transfers.network.failNext(step, 'reset-after');

      await transfers.callTool(caller);
      await new Promise((resolve) => setTimeout(resolve, 300));
      caller.interrupt('hangup');
      await transfers.finish(caller);

      expect(transfers.legsTo(PERSON)).toBe(1);
    },
  );
});
