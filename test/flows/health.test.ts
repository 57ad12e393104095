import { CANARY_KEY, CANARY_TOKEN, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

const healthOf = (options: Parameters<World['containerOf']>[1] = {}) =>
  world.containerOf('health', options);

describe('/health', () => {
  it('answers 200 with numbers, no name and no secret, and logs nothing', async () => {
    const container = healthOf();

    const { status: code, contentType, body } = await container.invoke({});

    expect([code, contentType]).toEqual([200, 'application/json']);
    expect(body).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      builtAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      tenants: { usable: true, count: 3 },
      settings: { complete: true, problems: 0 },
    });
    expect(container.logEntries).toEqual([]);
    expect(world.vapi.postCount).toBe(0);
  });

  it.each([
    ['a broken tenant file', { tenantFile: '{"tenants":' }],
    ['a tenant file that is missing', { tenantFile: null }],
    [
      'a tenant that cannot be read',
      { tenantFile: '{"format":"switchboard-tenants-1","defaults":{},"tenants":[\n{"id":\n]}\n' },
    ],
    ['a setting that is wrong', { environment: { VAPI_API_KEY: '', VAPI_ASSISTANT_ID: 'none' } }],
  ])('answers 503 with %s', async (_case, options) => {
    const { status: code, body } = await healthOf(options).invoke({});

    expect([code, (body as unknown as { status: string }).status]).toEqual([503, 'degraded']);
    expect(JSON.stringify(body)).not.toMatch(
      new RegExp(`${CANARY_KEY}|${CANARY_TOKEN}|riverside|VAPI_|\\+1202`, 'i'),
    );
  });

  it('must not be kept by a cache on the way', async () => {
    const { headers } = await healthOf().invoke({});

    expect(headers['Cache-Control']).toBe('no-store');
  });
});
