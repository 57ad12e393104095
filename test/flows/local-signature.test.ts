import { CANARY_TOKEN, formOf, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

const LOCAL = { SERVICE_SID: '', DOMAIN_NAME: 'localhost:3000' };
const sign = (url: string, form: Record<string, string>, token = CANARY_TOKEN) =>
  Twilio.getExpectedTwilioSignature(token, url, form);

/** Posts a form to the Function under twilio-run, with these headers. */
const post = async (headers: Record<string, string>, environment: Record<string, string> = {}) => {
  const container = world.container({
    environment: world.environment({ ...LOCAL, ...environment }),
  });
  const form = formOf();
  const answer = await container.invoke({ ...form, request: { headers, cookies: {} } });
  const events = container.logEntries.map(({ event }) => event);
  return { status: answer.status, events };
};

describe('under twilio-run, a request to a protected Function', () => {
  it.each([
    ['http://localhost:3000/incoming-call', 'localhost:3000'],
    ['https://tunnel.example/incoming-call', 'tunnel.example'],
    ['http://localhost:3000/incoming-call', 'tunnel.example'],
  ])('signed for %s is answered', async (url, host) => {
    const container = world.container({ environment: world.environment(LOCAL) });
    const form = formOf();
    const headers = { host, 'x-twilio-signature': sign(url, { ...form }) };

    const { status } = await container.invoke({ ...form, request: { headers, cookies: {} } });

    expect(status).toBe(200);
    expect(world.vapi.calls).toHaveLength(1);
  });

  it('without a signature is refused, and the log says why', async () => {
    expect(await post({ host: 'localhost:3000' })).toEqual({
      status: 403,
      events: ['signature.missing'],
    });
    expect(world.vapi.postCount).toBe(0);
  });

  it.each([
    ['of another token', sign('http://localhost:3000/incoming-call', {}, 'other')],
    ['of another form', sign('http://localhost:3000/incoming-call', {})],
    ['that is none', 'canary-signature'],
    ['that is empty', ''],
  ])('with a signature %s is refused', async (_case, signature) => {
    const headers = { host: 'localhost:3000', 'x-twilio-signature': signature };

    expect(await post(headers)).toEqual({ status: 403, events: ['signature.wrong'] });
  });

  it('whose parameters replace the headers is refused', async () => {
    const container = world.container({ environment: world.environment(LOCAL) });

    const { status } = await container.invoke({ ...formOf(), request: 'x' });

    expect(status).toBe(403);
  });

  it('is refused where AUTH_TOKEN is not set, signed or not (T8)', async () => {
    const url = 'http://localhost:3000/incoming-call';
    const headers = { host: 'localhost:3000', 'x-twilio-signature': sign(url, formOf(), '') };
    const refusal = { status: 403, events: ['signature.unchecked'] };

    expect(await post({ host: 'evil.example' }, { AUTH_TOKEN: '' })).toEqual(refusal);
    expect(await post(headers, { AUTH_TOKEN: '' })).toEqual(refusal);
    expect(world.vapi.postCount).toBe(0);
  });
});

describe('under twilio-run, a request to an address with parameters of ours', () => {
  const url = 'http://localhost:3000/fallback?step=1&turn=0';

  /** Posts a form signed for the address; the runtime mixes the parameters that came into it. */
  const post = async (query: Record<string, unknown>, form = {}) => {
    const container = world.containerOf('fallback.protected', {
      environment: world.environment(LOCAL),
    });
    const signed = { ...formOf(), DialCallStatus: 'busy' };
    const headers = { host: 'localhost:3000', 'x-twilio-signature': sign(url, signed) };
    const request = { headers, cookies: {} };
    return (await container.invoke({ ...signed, ...form, ...query, request })).status;
  };

  it.each([[{ step: '1', turn: '0' }], [{ turn: '0', step: '1' }]])(
    'is answered when it was signed with them: %j',
    async (query) => {
      expect(await post(query)).toBe(200);
    },
  );

  it.each([
    ['changed', { step: '2', turn: '0' }],
    ['left out', { step: '1' }],
    ['all left out', {}],
    ['added to', { step: '1', turn: '0', call: 'x' }],
    ['made one of two', { step: ['1', '2'], turn: '1' }],
  ])('is refused when they were %s', async (_case, query) => {
    expect(await post(query)).toBe(403);
  });

  it("is refused when one of Twilio's was changed", async () => {
    expect(await post({ step: '1', turn: '0' }, { DialCallStatus: 'completed' })).toBe(403);
  });

  it.each(['voicemail/recording.protected', 'assistant/stream-status.protected'])(
    'is refused without a signature by a status callback too: %s',
    async (name) => {
      const container = world.containerOf(name, { environment: world.environment(LOCAL) });

      const answer = await container.invoke({ ...formOf(), called: '+12025550101' });

      expect(answer.status).toBe(403);
    },
  );
});

describe('deployed, a request to a protected Function', () => {
  it('is answered without a check of ours: the platform has made it', async () => {
    const container = world.container();

    const { status } = await container.invoke(formOf());

    expect(status).toBe(200);
    expect(container.logEntries.some(({ event }) => String(event).startsWith('signature'))).toBe(
      false,
    );
  });
});
