import { listUnsafeSettings } from '../../src/operator-files/check-environment';

const [ONE, OTHER] = ['canary-secret-of-the-tests-1', 'canary-secret-of-the-tests-2'];

describe('listUnsafeSettings', () => {
  it.each([
    ['SWITCHBOARD_EVENTS_SECRET', 'SWITCHBOARD_WEBHOOK_SECRET'],
    ['SWITCHBOARD_WEBHOOK_SECRET', 'SWITCHBOARD_WEBHOOK_SECRET_ACME'],
    ['VAPI_API_KEY', 'SWITCHBOARD_EVENTS_SECRET'],
    ['AUTH_TOKEN', 'SWITCHBOARD_EVENTS_SECRET'],
    ['SWITCHBOARD_EVENTS_SECRET', 'SWITCHBOARD_TOKEN_N8N'],
    ['TWILIO_API_SECRET', 'SWITCHBOARD_TOKEN_N8N'],
  ])('refuses one value for %s and %s (T13)', (first, second) => {
    const problems = listUnsafeSettings({ [first]: ONE, [second]: ` ${ONE} ` });

    expect(problems).toEqual([expect.stringMatching(`^${second}: is the same as ${first}; `)]);
    expect(problems.join()).not.toContain('canary');
    expect(listUnsafeSettings({ [first]: ONE, [second]: OTHER })).toEqual([]);
  });

  it("refuses the sandbox's secret, which is public (T13)", () => {
    const variables = { SWITCHBOARD_EVENTS_SECRET: 'sandbox-events-secret' };

    expect(listUnsafeSettings(variables)).toEqual([
      expect.stringContaining("SWITCHBOARD_EVENTS_SECRET: is the sandbox's"),
    ]);
  });

  it('allows two names for one key of a vendor, and what is empty', () => {
    const variables = { VAPI_API_KEY: ONE, ACME_VAPI_API_KEY: ONE, SWITCHBOARD_EVENTS_SECRET: '' };

    expect(listUnsafeSettings(variables)).toEqual([]);
  });

  it.each([
    ['.co.uk', 1],
    ['.vapi.ai, .github.io', 1],
    ['.vapi.ai,streams.example.com,localhost', 0],
  ])('looks for suffixes that anybody registers under in %s (T14)', (hosts, count) => {
    expect(listUnsafeSettings({ VAPI_STREAM_HOSTS: hosts })).toHaveLength(count);
  });
});
