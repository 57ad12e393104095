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
  const events = container.logLines.map(({ event }) => event);
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

  it('is answered with a warning, once, where AUTH_TOKEN is not set', async () => {
    const container = world.container({
      environment: world.environment({ ...LOCAL, AUTH_TOKEN: '' }),
    });

    await container.invoke(formOf());
    const { status } = await container.invoke(formOf());

    const warnings = container.logLines.filter(({ event }) => event === 'signature.unchecked');
    expect([status, warnings.length]).toEqual([200, 1]);
  });
});

describe('deployed, a request to a protected Function', () => {
  it('is answered without a check of ours: the platform has made it', async () => {
    const container = world.container();

    const { status } = await container.invoke(formOf());

    expect(status).toBe(200);
    expect(container.logLines.some(({ event }) => String(event).startsWith('signature'))).toBe(
      false,
    );
  });
});
