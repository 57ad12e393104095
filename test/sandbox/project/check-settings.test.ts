import { hasKey, listSettingProblems } from '../../../sandbox/project/check-settings';
import { listNamedVariables } from '../../../src/operator-files/unknown-settings';

const GOOD = { VAPI_API_KEY: 'sandbox-vapi-key' };

// N2: a wrong .env met no word at start.
describe('the settings that npm start looks at (N2)', () => {
  it('are fine with nothing but a key', () => {
    expect(listSettingProblems(GOOD, [])).toEqual([]);
  });

  it('are all named with what is wrong', () => {
    const environment = {
      ...GOOD,
      SWITCHBOARD_DEADLINE_MS: '8s',
      VAPI_PHONE_NUMBER_ID: 'my number',
    };

    expect(listSettingProblems(environment, [])).toEqual([
      expect.stringMatching(/^VAPI_PHONE_NUMBER_ID: is not a UUID/),
      expect.stringMatching(/^SWITCHBOARD_DEADLINE_MS: is not a whole number of milliseconds/),
    ]);
  });

  it.each([
    ['VAPI_ASISTANT_ID', 'did you mean VAPI_ASSISTANT_ID?'],
    ['SWITCHBOARD_OUTTAGE', 'did you mean SWITCHBOARD_OUTAGE?'],
    ['SWITCHBOARD_QWERTZUIOP', '.env.example lists them'],
    ['VAPI_API_KEY_ACME', 'no tenant names this key'],
    ['VAPI_APIKEY', 'did you mean VAPI_API_KEY?'],
  ])('are named when %s is none of them', (name, advice) => {
    const problems = listSettingProblems({ ...GOOD, [name]: 'something' }, []);

    expect(problems).toEqual([expect.stringContaining(advice)]);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
  });

  it.each([
    [{ VAPI_API_KEY: 'key' }, [], true],
    [{ VAPI_API_KEY: '' }, [], false],
    [{ VAPI_APIKEY: 'key' }, [], false],
    [{ VAPI_API_KEY_ACME: 'key' }, [], false],
    [{ VAPI_API_KEY_ACME: 'key' }, ['VAPI_API_KEY_ACME'], true],
  ])('hold a key that calls use: %j, where tenants name %j: %s', (environment, named, expected) => {
    expect(hasKey(environment, named)).toBe(expected);
  });

  it('name VAPI_API_KEY as missing beside a key that nobody names', () => {
    const problems = listSettingProblems({ VAPI_API_KEY_ACME: 'key' }, []);

    expect(problems).toContainEqual(expect.stringContaining('VAPI_API_KEY: is not set'));
  });

  it('may be named by tenants', () => {
    const file = { tenants: [{ assistant: { apiKeyEnv: 'VAPI_API_KEY_ACME' } }] };
    const environment = { VAPI_API_KEY_ACME: 'their-vapi-key', OTHER: 'of somebody else' };

    expect(listSettingProblems(environment, listNamedVariables(file))).toEqual([]);
  });
});
