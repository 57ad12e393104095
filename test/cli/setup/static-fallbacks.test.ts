import { checkStaticFallbacks } from '../../../cli/setup/tenants/static-fallbacks';

describe('checkStaticFallbacks', () => {
  it('tells a domain that cannot be reached from a file that is not served', async () => {
    const findings = await checkStaticFallbacks(['a'], {
      domainName: '127.0.0.1:1',
      httpsAgent: undefined,
      authToken: undefined,
      onDone: () => undefined,
    });

    expect(findings).toEqual([
      {
        problem:
          'a: the fallback: https://127.0.0.1:1/fallback/a.xml does not answer (ECONNREFUSED)',
        exitCode: 4,
      },
    ]);
  });
});
