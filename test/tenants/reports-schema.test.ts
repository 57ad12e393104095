import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import type { TenantFile } from '../../src/tenants/schema';
import { resolveTenant } from '../../src/tenants/tenant';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const minimal = { id: 'a', name: 'A', numbers: ['+12025550101'], assistant: { assistantId: ID } };
const webhook = { url: 'https://crm.example/calls' };

const check = (tenant: object, defaults: object = {}) =>
  checkTenantFile(JSON.stringify({ defaults, tenants: [{ ...minimal, ...tenant }] }));

describe('reports of a tenant', () => {
  it('hold no words, no number and no cost unless they are chosen', () => {
    const { file } = check({ reports: { webhook } });

    expect(file?.tenants[0]?.reports?.fields).toEqual([
      'startedAt',
      'endedAt',
      'talkSeconds',
      'outcome',
      'endedReason',
      'callerEnding',
    ]);
  });

  it.each<[object, RegExp]>([
    [{}, /^tenants\[0\]\.reports\.webhook: is missing/],
    [{ webhook: { url: 'http://crm.example' } }, /reports\.webhook\.url: is not an https URL/],
    [{ webhook: { url: 'https://a:b@crm.example' } }, /reports\.webhook\.url: is not an https/],
    [{ webhook: { ...webhook, secretEnv: 'AUTH_TOKEN' } }, /webhook\.secretEnv: is not the name/],
    // T13
    [
      { webhook: { ...webhook, secretEnv: 'SWITCHBOARD_EVENTS_SECRET' } },
      /webhook\.secretEnv: is the secret that protects transfers/,
    ],
    [
      { webhook: { ...webhook, secretEnv: 'SWITCHBOARD_WEBHOOK_SECRET' } },
      /webhook\.secretEnv: is the secret that the secrets of all tenants are derived from/,
    ],
    [{ webhook, fields: [] }, /reports\.fields: has no field/],
    [{ webhook, fields: ['outcome', 'outcome'] }, /reports\.fields: names a field twice/],
    [{ webhook, fields: ['rawBody'] }, /reports\.fields\[0\]: is none of "startedAt", /],
    [{ webhook, colour: 'red' }, /reports\.colour: is not a known field/],
  ])('are refused as %j', (reports, problem) => {
    expect(check({ reports }).problems).toEqual([expect.stringMatching(problem)]);
  });

  it.each<[string, object, object, RegExp]>([
    [
      'its own server',
      { ownServer: true },
      {},
      /reports: Vapi sends its messages to the assistant's ownServer/,
    ],
    [
      "the defaults' server",
      {},
      { ownServer: true },
      /reports: Vapi sends its messages to the assistant's own/,
    ],
    ['a workflow', { assistant: { workflowId: ID } }, {}, /reports: a workflow takes no server/],
  ])('are refused beside %s', (_case, tenant, defaults, problem) => {
    const { problems } = check({ reports: { webhook }, ...tenant }, defaults);

    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    [{ ownServer: true }, { reports: { webhook } }],
    [{ ownServer: false, reports: { webhook } }, { ownServer: true }],
    [{ assistant: { workflowId: ID } }, { reports: { webhook } }],
  ])('are in order as %j beside the defaults %j', (tenant, defaults) => {
    expect(check(tenant, defaults).problems).toEqual([]);
  });
});

describe('resolveTenant', () => {
  const none = { assistantId: undefined, phoneNumberId: undefined };
  const resolve = (tenant: object, defaults: object) => {
    const { file } = check(tenant, defaults);
    const { tenants, defaults: shared } = file as TenantFile;
    return resolveTenant(tenants[0] ?? {}, shared, none);
  };

  it('takes reports and server from the defaults where the tenant says nothing', () => {
    expect(resolve({}, { reports: { webhook }, ownServer: true })).toMatchObject({
      reports: { webhook },
      ownServer: true,
    });
    expect(resolve({ ownServer: false }, { ownServer: true }).ownServer).toBe(false);
    expect(resolve({}, {})).toMatchObject({ reports: undefined, ownServer: false });
  });
});
