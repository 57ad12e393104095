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
      tenants: {
        usable: true,
        count: 5,
        hash: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      },
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

  it('has a hash that differs where a tenant does, and only then (O5)', async () => {
    const hashOf = async (name: string, form: string) => {
      const tenant = { id: 'a', name, numbers: ['+12025550101'] };
      const tenantFile = `${form}"defaults":{},"tenants":[\n${JSON.stringify(tenant)}\n]}\n`;
      const { body } = await healthOf({ tenantFile }).invoke({});
      return (body as unknown as { tenants: { hash: string } }).tenants.hash;
    };
    const form = '{"format":"switchboard-tenants-1",';

    const hashes = [
      await hashOf('A', form),
      await hashOf('A', `${form}"checkedBy":"0123456789abcdef",`),
      await hashOf('B', form),
    ];

    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('must not be kept by a cache on the way', async () => {
    const { headers } = await healthOf().invoke({});

    expect(headers['Cache-Control']).toBe('no-store');
  });
});
