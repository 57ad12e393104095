import { withToken } from '../../../sandbox/project/own-token';

describe('the Auth Token of npm start', () => {
  it.each([{}, { AUTH_TOKEN: '' }])('is random where .env has none: %j (T8)', (environment) => {
    const tokens = [withToken(environment), withToken(environment)].map(
      (each) => each['AUTH_TOKEN'],
    );

    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it('is the one in .env (T8)', () => {
    expect(withToken({ AUTH_TOKEN: 'own', A: 'b' })).toEqual({ AUTH_TOKEN: 'own', A: 'b' });
  });
});
