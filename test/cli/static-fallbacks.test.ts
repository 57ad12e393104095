import { checkStaticFallbacks } from '../../src/cli/static-fallbacks';

describe('checkStaticFallbacks', () => {
  it('tells a domain that cannot be reached from a file that is not served', async () => {
    const findings = await checkStaticFallbacks('127.0.0.1:1', ['a'], () => undefined);

    expect(findings).toEqual([
      {
        problem:
          'a: the fallback https://127.0.0.1:1/fallback/a.xml cannot be reached (ECONNREFUSED)',
        exitCode: 4,
      },
    ]);
  });
});
