import { formOf, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

describe('a call of a tenant whose key has an address of its own', () => {
  it.each([
    [{ VAPI_API_KEY_BASE_URL: '' }, 'unreachable', 0],
    [{}, 'assistant', 1],
  ])('asks Vapi there: %j (O15)', async (parts, outcome, postCount) => {
    world.reset();
    const environment = world.environment({
      VAPI_BASE_URL: 'http://127.0.0.1:1',
      VAPI_API_KEY_BASE_URL: world.vapi.apiUrl,
      ...parts,
    });
    const container = world.container({ environment });

    await container.invoke(formOf());

    expect([container.outcome, world.vapi.postCount]).toEqual([outcome, postCount]);
  });
});
