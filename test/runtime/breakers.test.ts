import { getBreaker } from '../../src/runtime/breakers';

describe('getBreaker', () => {
  it('returns one breaker for each key, the same for all of its calls', () => {
    const limits = { failures: 1, openMs: 60_000 };
    getBreaker('VAPI_API_KEY_ACME').record(false, limits);

    expect(getBreaker('VAPI_API_KEY_ACME').admits(limits)).toBe(false);
    expect(getBreaker('VAPI_API_KEY').admits(limits)).toBe(true);
  });
});
