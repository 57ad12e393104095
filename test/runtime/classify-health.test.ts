import { type HealthFacts, classifyHealth } from '../../src/runtime/classify-health';

const well: HealthFacts = {
  version: '1.2.3',
  builtAt: '2026-08-01T06:00:00Z',
  tenants: { hash: 'a1b2c3d4e5f6', tenantCount: 3, brokenCount: 0, needsDefaultKey: true },
  settingProblems: [],
  hasDefaultAssistant: false,
};
const missingKey = ['VAPI_API_KEY: is not set; copy the private key'];
const ownKeys = { hash: 'a1b2c3d4e5f6', tenantCount: 3, brokenCount: 0, needsDefaultKey: false };

describe('classifyHealth', () => {
  it('tells numbers where all is well', () => {
    expect(classifyHealth(well)).toEqual({
      status: 'ok',
      version: '1.2.3',
      builtAt: '2026-08-01T06:00:00Z',
      tenants: { usable: true, count: 3, hash: 'a1b2c3d4e5f6' },
      settings: { complete: true, problems: 0 },
    });
  });

  it.each<[string, Partial<HealthFacts>]>([
    ['the tenant file cannot be read', { tenants: undefined }],
    ['a tenant cannot be read', { tenants: { ...ownKeys, brokenCount: 1 } }],
    ['a setting is wrong', { settingProblems: ['VAPI_TIMEOUT_MS: is not a number'] }],
    ['the key is missing', { settingProblems: missingKey }],
    [
      'the default assistant has no key',
      { tenants: ownKeys, settingProblems: missingKey, hasDefaultAssistant: true },
    ],
  ])('is degraded where %s', (_case, facts) => {
    expect(classifyHealth({ ...well, ...facts }).status).toBe('degraded');
  });

  it('does not miss a key that no tenant needs', () => {
    const health = classifyHealth({ ...well, tenants: ownKeys, settingProblems: missingKey });

    expect(health).toMatchObject({ status: 'ok', settings: { complete: true, problems: 0 } });
  });
});
