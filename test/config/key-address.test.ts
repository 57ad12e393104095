import { readConfig } from '../../src/config/config';

const EU = 'https://api.eu.vapi.ai';

describe('the address of a Vapi key', () => {
  it('is its own, or the usual one (O15)', () => {
    const { config, problems } = readConfig({
      VAPI_API_KEY: 'k',
      VAPI_BASE_URL: 'https://api.example.com',
      VAPI_API_KEY_EU_BASE_URL: `${EU}/`,
    });

    expect(problems).toEqual([]);
    expect(config.findVapiUrl('VAPI_API_KEY_EU')).toBe(EU);
    expect(config.findVapiUrl('VAPI_API_KEY')).toBe('https://api.example.com');
  });

  it('is checked as VAPI_BASE_URL is (O15)', () => {
    const { problems } = readConfig({ VAPI_API_KEY: 'k', VAPI_API_KEY_EU_BASE_URL: 'api.eu' });

    expect(problems).toEqual([
      'VAPI_API_KEY_EU_BASE_URL: is not an https URL; https://api.vapi.ai or https://api.eu.vapi.ai',
    ]);
  });

  it('is the usual one where its own cannot be read (O15)', () => {
    const { config } = readConfig({ VAPI_BASE_URL: EU, VAPI_API_KEY_B_BASE_URL: 'api.eu' });

    expect(config.findVapiUrl('VAPI_API_KEY_B')).toBe(EU);
  });

  it('is no secret, so the log keeps it (O15)', () => {
    const { config } = readConfig({ VAPI_API_KEY_EU: 'k-eu', VAPI_API_KEY_EU_BASE_URL: EU });

    expect(config.secretTexts).toEqual(['k-eu']);
  });
});
