import { findAnswerProblems } from './container';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { tenantFileOf } from './tenant-file';
import { formOf, LINDEN, RIVERSIDE, World } from './world';

const NOBODYS = '+12025550199';
const ASSISTANT = {
  assistantId: sandboxSettings.VAPI_ASSISTANT_ID,
  phoneNumberId: sandboxSettings.VAPI_PHONE_NUMBER_ID,
};
const GREETING = 'Thank you for calling Riverside Dental.';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

const containerWith = (outage: string) =>
  world.container({ environment: world.environment({ SWITCHBOARD_OUTAGE: outage }) });

describe('a call while the outage switch is on', () => {
  it.each([
    ['everybody', 'all', RIVERSIDE, GREETING],
    ['its tenant', 'linden-dental,riverside-dental', RIVERSIDE, GREETING],
    ['numbers without a tenant', 'default', NOBODYS, 'Thank you for calling.'],
    [
      'its tenant beside an entry that no tenant can have',
      'riverside-dental,?',
      RIVERSIDE,
      GREETING,
    ],
  ])('for %s is answered by the fallback, and Vapi is not asked', async (_who, value, to, said) => {
    const container = containerWith(value);

    const answer = await container.invoke(formOf({ to }));

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toContain(said);
    expect([world.vapi.postCount, container.outcome]).toEqual([0, 'outage']);
  });

  it.each([
    ['VAPI_API_KEY_NORTH', 1],
    ['group:resellers', 1],
    ['VAPI_API_KEY_SOUTH,group:others', 2],
    ['VAPI_API_KEY', 1],
  ])('for %s is that of the tenants it means, and of no others (O11)', async (value, posts) => {
    const apiKeyEnv = 'VAPI_API_KEY_NORTH';
    const north = tenantFileOf({ group: 'resellers', assistant: { ...ASSISTANT, apiKeyEnv } });
    const south = tenantFileOf({});
    const environment = world.environment({
      SWITCHBOARD_OUTAGE: value,
      [apiKeyEnv]: world.environment({})['VAPI_API_KEY'] ?? '',
    });

    for (const tenantFile of [north, south]) {
      await world.container({ environment, tenantFile }).invoke(formOf());
    }

    expect(world.vapi.postCount).toBe(posts);
  });

  it('raises no alert: every log entry is an info', async () => {
    const container = containerWith('all');

    await container.invoke(formOf());

    expect(container.logEntries.map(({ level }) => level)).not.toContain('error');
    expect(container.logEntries.map(({ level }) => level)).not.toContain('warn');
    expect(container.logEntries).toContainEqual(
      expect.objectContaining({ event: 'call.fallback', outcome: 'outage' }),
    );
  });

  it.each([
    ['another tenant', 'riverside-dental', LINDEN],
    ['another tenant, and has a beginning in common', 'riverside', RIVERSIDE],
    ['numbers without a tenant', 'default', RIVERSIDE],
    ['a tenant', 'riverside-dental', NOBODYS],
    ['what no tenant can have as its id', 'riverside_dental', RIVERSIDE],
  ])('for %s reaches its assistant', async (_who, value, to) => {
    const container = containerWith(value);

    await container.invoke(formOf({ to }));

    expect([world.vapi.postCount, container.outcome]).toEqual([1, 'assistant']);
  });
});
