import { readContainerConfig } from '../../src/runtime/container-config';

const environment = { VAPI_API_KEY: 'canary-key-0001', VAPI_TIMEOUT_MS: 'soon' };

describe('readContainerConfig', () => {
  it('reads once, whatever functions the runtime puts beside the variables', () => {
    const first = readContainerConfig({ ...environment, getTwilioClient: () => 1 });
    const second = readContainerConfig({ ...environment, getTwilioClient: () => 2 });

    expect(second).toBe(first);
    expect(second.problems).toEqual([expect.stringMatching(/^VAPI_TIMEOUT_MS: /)]);
  });

  it.each([
    ['changed', { ...environment, VAPI_API_KEY: 'canary-key-0002' }],
    ['added', { ...environment, VAPI_API_KEY_ACME: 'canary-key-0003' }],
    ['taken away', { VAPI_API_KEY: environment.VAPI_API_KEY }],
    ['put in place of another', { VAPI_API_KEY: environment.VAPI_API_KEY, AUTH_TOKEN: 'soon' }],
  ])('reads anew where a variable was %s', (_case, changed) => {
    const first = readContainerConfig(environment);

    const second = readContainerConfig(changed);

    expect(second).not.toBe(first);
    expect(second.config.secretTexts).toContain(changed.VAPI_API_KEY);
  });
});
