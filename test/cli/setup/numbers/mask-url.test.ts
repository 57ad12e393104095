import { maskUrl } from '../../../../cli/setup/numbers/mask-url';

describe('maskUrl', () => {
  it.each([
    ['https://example.com/voice', 'https://example.com/voice'],
    ['https://user:pw@example.com/voice', 'https://***@example.com/voice'],
    ['https://user:p@w@example.com/voice', 'https://***@example.com/voice'],
    ['HTTPS://user@example.com', 'HTTPS://***@example.com'],
    ['user:pw@example.com/voice', '***@example.com/voice'],
    ['https:/user:pw@example.com/voice', 'https:/***@example.com/voice'],
    ['https://example.com/x?key=abc&b=', 'https://example.com/x?key=***&b=***'],
    ['https://example.com/x?abc', 'https://example.com/x?***'],
    ['https://example.com/x?a=b?c=d', 'https://example.com/x?a=***'],
    ['https://example.com/@team', 'https://example.com/@team'],
    ['https://example.com/x#rc=2&rp=5xx', 'https://example.com/x#rc=2&rp=5xx'],
    ['POST', 'POST'],
    ['', ''],
  ])('shows %s as %s', (url, shown) => {
    expect(maskUrl(url)).toBe(shown);
  });
});
