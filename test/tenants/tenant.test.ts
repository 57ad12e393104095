import type { TenantDefaults, TenantEntry } from '../../src/tenants/schema';
import { resolveTenant } from '../../src/tenants/tenant';

const environment = { assistantId: 'env-assistant', phoneNumberId: 'env-number' };
const entry: TenantEntry = {
  id: 'a',
  name: 'A',
  numbers: ['+12025550101'],
  assistant: { assistantId: 'own-assistant' },
};
const defaults: TenantDefaults = {
  assistant: { phoneNumberId: 'shared-number', apiKeyEnv: 'VAPI_KEY_SHARED' },
  metadata: { plan: 'basic', region: 'us' },
  fallback: [{ step: 'say', text: 'Shared' }],
};

describe('resolveTenant', () => {
  it('fills in what the tenant leaves to the defaults', () => {
    const tenant = resolveTenant({ ...entry, metadata: { plan: 'gold' } }, defaults, environment);

    expect(tenant).toMatchObject({
      assistant: { kind: 'assistant', id: 'own-assistant' },
      phoneNumberId: 'shared-number',
      apiKeyEnv: 'VAPI_KEY_SHARED',
      metadata: { plan: 'gold', region: 'us' },
      fallback: [{ step: 'say', text: 'Shared' }],
    });
  });

  it('prefers what the tenant says', () => {
    const own = { squadId: 's', phoneNumberId: 'own-number', apiKeyEnv: 'VAPI_KEY_OWN' };
    const fallback: TenantEntry['fallback'] = [{ step: 'say', text: 'Own' }];

    const tenant = resolveTenant({ ...entry, assistant: own, fallback }, defaults, environment);

    expect(tenant).toMatchObject({
      assistant: { kind: 'squad', id: 's' },
      phoneNumberId: 'own-number',
      apiKeyEnv: 'VAPI_KEY_OWN',
      fallback,
    });
  });

  it('takes number and key from the environment where nobody else names them', () => {
    const tenant = resolveTenant(entry, {}, environment);

    expect(tenant).toMatchObject({ phoneNumberId: 'env-number', apiKeyEnv: 'VAPI_API_KEY' });
  });

  it("keeps the environment's assistant, number and key together", () => {
    const tenant = resolveTenant({}, defaults, environment);

    expect(tenant).toMatchObject({
      id: 'default',
      assistant: { kind: 'assistant', id: 'env-assistant' },
      phoneNumberId: 'env-number',
      apiKeyEnv: 'VAPI_API_KEY',
    });
  });

  it('knows workflows', () => {
    const tenant = resolveTenant({ ...entry, assistant: { workflowId: 'w' } }, {}, environment);

    expect(tenant.assistant).toEqual({ kind: 'workflow', id: 'w' });
  });
});
