import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import { findAnswerProblems } from './container';
import { CANARY_KEY, formOf, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

describe('a call that our own configuration fails', () => {
  it("is answered with the tenant's greeting where the key is missing", async () => {
    const container = world.container({ environment: world.environment({ VAPI_API_KEY: '' }) });

    const answer = await container.invoke(formOf());

    expect(answer.body).toContain('Thank you for calling Riverside Dental.');
    expect([world.vapi.postCount, container.outcome]).toEqual([0, 'no-api-key']);
    expect(container.logEntries).toContainEqual(
      expect.objectContaining({
        event: 'config.problems',
        problems: [expect.stringContaining('VAPI_API_KEY: is not set')],
      }),
    );
  });

  it('reports the same problems once per container', async () => {
    const container = world.container({
      environment: world.environment({ VAPI_TIMEOUT_MS: 'soon' }),
    });

    await container.invoke(formOf());
    await container.invoke(formOf());

    expect(container.logEntries.filter(({ event }) => event === 'config.problems')).toHaveLength(1);
    expect(world.vapi.calls).toHaveLength(2);
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['not JSON', '{"tenants": [oops'],
    ['without tenants', '{}'],
    ['another kind of file', '[1, 2, 3]'],
  ])('reaches VAPI_ASSISTANT_ID where the tenant file is %s', async (_case, tenantFile) => {
    const environment = world.environment({ AUTH_TOKEN: '' });
    const container = world.container({ tenantFile, environment });

    const answer = await container.invoke(formOf());

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(world.vapi.calls[0]?.request['assistantId']).toBe(sandboxSettings.VAPI_ASSISTANT_ID);
    expect(container.logEntries[0]).toMatchObject({ level: 'error', event: 'tenants.unreadable' });
  });

  it('is answered by the default greeting where neither tenant nor assistant is known', async () => {
    const container = world.container({
      tenantFile: null,
      environment: { VAPI_API_KEY: CANARY_KEY },
    });

    const answer = await container.invoke({});

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toContain('Thank you for calling. We');
    expect(container.outcome).toBe('no-assistant');
  });

  it('is answered even where the runtime knows no assets', async () => {
    const container = world.container();
    const answer = await container.invoke(formOf(), {
      getAssets: () => {
        throw new Error('no assets');
      },
    });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(container.outcome).toBe('assistant');
  });

  it('is answered even where the runtime itself is broken', async () => {
    const container = world.container();
    const original = Twilio.twiml.VoiceResponse;
    Object.assign(Twilio.twiml, { VoiceResponse: undefined });

    const answer = await container.invoke(formOf()).finally(() => {
      Object.assign(Twilio.twiml, { VoiceResponse: original });
    });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(container.outcome).toBe('last-resort');
  });
});

describe('a tenant file in the form of the build', () => {
  const built = readFileSync(
    inProject('.switchboard', 'test', 'assets', 'tenants.private.json'),
    'utf8',
  );
  const breakVoices = (text: string) => text.replace(/"id":"riverside-dental"/, '$&,"voice":7');
  const findProblems = async (tenantFile: string) => {
    const container = world.container({ tenantFile });
    await container.invoke(formOf());
    return container.logEntries.filter(({ event }) => event === 'tenants.broken_tenant');
  };

  it('is used as it stands where these very checks were made', async () => {
    expect(await findProblems(breakVoices(built))).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['those of another version', '"checkedBy":"0123456789abcdef",'],
  ])('is checked at the call where the checks made were %s', async (_case, mark) => {
    const other = breakVoices(built).replace(/"checkedBy":"[0-9a-f]{16}",/, mark);

    expect(await findProblems(other)).toEqual([
      expect.objectContaining({ problems: [expect.stringContaining('voice')] }),
    ]);
  });
});
