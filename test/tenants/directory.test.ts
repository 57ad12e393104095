import * as checks from '../../src/tenants/check-tenant';
import { TenantDirectory } from '../../src/tenants/directory';
import { createFakeLog } from '../fakes/fake-log';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const ENVIRONMENT_ID = 'da0f0e0a-58c1-4a6e-9d5b-0d3f7a1b2cff';
const environment = { assistantId: ENVIRONMENT_ID, phoneNumberId: undefined };
const tenant = { id: 'a', name: 'A', numbers: ['+12025550101'], assistant: { assistantId: ID } };

const loadChecks = () => Promise.resolve(checks);
const directoryOf = (file: unknown) =>
  new TenantDirectory({
    load: () => Promise.resolve(Buffer.from(JSON.stringify(file))),
    loadChecks,
  });

describe('TenantDirectory', () => {
  it('returns the tenant with the defaults applied', async () => {
    const { log, entries } = createFakeLog();
    const directory = directoryOf({
      defaults: { language: 'fr-FR', voice: 'Polly.Lea', variables: { a: 1, b: 1 } },
      tenants: [{ ...tenant, variables: { b: 2 } }],
    });

    const match = await directory.find('+12025550101', { environment, log, timeoutMs: 100 });

    expect(match.found).toBe('tenant');
    expect(match.tenant).toMatchObject({
      id: 'a',
      assistant: { kind: 'assistant', id: ID },
      language: 'fr-FR',
      voice: 'Polly.Lea',
      variables: { a: 1, b: 2 },
      apiKeyEnv: 'VAPI_API_KEY',
    });
    expect(entries).toEqual([]);
  });

  it("does not give the defaults' voice to a tenant with a language of its own", async () => {
    const { log } = createFakeLog();
    const directory = directoryOf({
      defaults: { voice: 'Polly.Lea' },
      tenants: [{ ...tenant, language: 'de-DE' }],
    });

    const match = await directory.find('+12025550101', { environment, log, timeoutMs: 100 });

    expect(match.tenant.voice).toBeUndefined();
  });

  it.each([
    '12025550101',
    'sip:+12025550101@acme.sip.twilio.com;transport=tls',
    'tel:+12025550101',
  ])('finds the tenant of %s (V3)', async (called) => {
    const { log } = createFakeLog();
    const directory = directoryOf({ tenants: [tenant] });

    const match = await directory.find(called, { environment, log, timeoutMs: 100 });

    expect([match.found, match.tenant.id]).toEqual(['tenant', 'a']);
  });

  it("answers an unknown number with the environment's assistant", async () => {
    const { log } = createFakeLog();

    const match = await directoryOf({ tenants: [tenant] }).find('+12025550199', {
      environment,
      log,
      timeoutMs: 100,
    });

    expect(match).toMatchObject({
      found: 'none',
      tenant: { id: 'default', name: undefined, assistant: { id: ENVIRONMENT_ID } },
    });
  });

  it.each([
    [{ voice: 7 }, { name: 'A', assistant: { id: ID }, voice: undefined }],
    [{ unknownField: true }, { name: 'A', assistant: { id: ID } }],
    [{ assistant: { assistantId: 'x' } }, { name: 'A', assistant: { id: ENVIRONMENT_ID } }],
    [{ name: 7 }, { name: undefined, assistant: { id: ID } }],
  ])('answers by what is right about a tenant with %j', async (broken, expected) => {
    const { log, entries } = createFakeLog();
    const directory = directoryOf({ tenants: [{ ...tenant, ...broken }] });

    const match = await directory.find('+12025550101', { environment, log, timeoutMs: 100 });

    expect(match.tenant).toMatchObject(expected);
    expect(entries).toEqual([expect.objectContaining({ event: 'tenants.broken_tenant' })]);
  });

  it('fills the defaults into the parts that are kept beside a broken one', async () => {
    const { log } = createFakeLog();
    const dial = { step: 'dial', numbers: ['+12025550171'] };
    const broken = { ...tenant, voice: 7, voicemail: {}, fallback: [dial] };

    const match = await directoryOf({ tenants: [broken] }).find('+12025550101', {
      environment,
      log,
      timeoutMs: 100,
    });

    expect(match.tenant.voicemail).toMatchObject({ maxSeconds: 120 });
    expect(match.tenant.fallback).toEqual([
      { ...dial, ring: 'in-turn', ringSeconds: 20, screen: 'press-1' },
    ]);
  });

  it('leaves broken defaults out and says so', async () => {
    const { log, entries } = createFakeLog();
    const directory = directoryOf({ defaults: { language: 7 }, tenants: [tenant] });

    const match = await directory.find('+12025550101', { environment, log, timeoutMs: 100 });

    expect(match.tenant.language).toBe('en-US');
    expect(entries).toEqual([expect.objectContaining({ event: 'tenants.broken_defaults' })]);
  });

  it('tries a file again that could not be loaded', async () => {
    const { log, entries } = createFakeLog();
    let loads = 0;
    const directory = new TenantDirectory({
      load: () => {
        loads += 1;
        return loads === 1
          ? Promise.reject(new Error('no file'))
          : Promise.resolve(Buffer.from(JSON.stringify({ tenants: [tenant] })));
      },
      loadChecks,
    });
    const context = { environment, log, timeoutMs: 100 };

    const first = await directory.find('+12025550101', context);
    const second = await directory.find('+12025550101', context);
    await directory.find('+12025550101', context);

    expect([first.found, second.found]).toEqual(['no-file', 'tenant']);
    expect(first.tenant.assistant?.id).toBe(ENVIRONMENT_ID);
    expect(entries).toEqual([expect.objectContaining({ event: 'tenants.unreadable' })]);
    expect(loads).toBe(2);
  });
});
