import { findTrustedActionUrl, findTrustedControlUrl } from '../../src/assistant/trusted-url';

const VAPI = 'https://phone-call-websocket.aws-us-west-2-backend-production1.vapi.ai/1-2/control';

describe('findTrustedControlUrl', () => {
  it.each([
    [VAPI, ['.vapi.ai']],
    ['https://vapi.ai/1-2/control', ['.vapi.ai']],
    ['HTTPS://API.VAPI.AI/1-2/control', ['.vapi.ai']],
    ['https://api.vapi.ai:8443/1-2/control', ['api.vapi.ai']],
    ['http://localhost:4010/1-2/control', ['localhost']],
    ['http://127.0.0.1:4010/1-2/control', ['127.0.0.1']],
  ])('returns %s for the hosts %j', (url, hosts) => {
    expect(findTrustedControlUrl(url, hosts)).toBe(url);
  });

  it.each([
    ['another host', 'https://example.com/1-2/control', ['.vapi.ai']],
    ['a host that only ends alike', 'https://evilvapi.ai/1-2/control', ['.vapi.ai']],
    ['http', 'http://api.vapi.ai/1-2/control', ['.vapi.ai']],
    ['this machine where it is not allowed', 'http://localhost:80/1-2/control', ['.vapi.ai']],
    ['another scheme', 'wss://api.vapi.ai/1-2/control', ['.vapi.ai']],
    ['a user before the host', 'https://api.vapi.ai@example.com/control', ['.vapi.ai']],
    ['a user at an allowed host', 'https://key@api.vapi.ai/control', ['.vapi.ai']],
    ['a backslash', 'https://example.com\\.vapi.ai/control', ['.vapi.ai']],
    ['a query string', 'https://api.vapi.ai/control?to=x', ['.vapi.ai']],
    ['a line break', 'https://api.vapi.ai/control\nx', ['.vapi.ai']],
    ['an address of no host', 'https:///control', ['.vapi.ai']],
    ['a path', '/1-2/control', ['.vapi.ai']],
    ['an empty text', '', ['.vapi.ai']],
  ])('returns nothing for %s', (_what, url, hosts) => {
    expect(findTrustedControlUrl(url, hosts)).toBeUndefined();
  });

  it('lets an action have a query string, and nothing else that is not plain (T3)', () => {
    const find = (url: string) => findTrustedActionUrl(url, ['.vapi.ai']);

    expect(find('https://api.vapi.ai/next?call=1-2&to=%2B1')).toBeDefined();
    expect(find('https://example.com/next?call=1')).toBeUndefined();
    expect(find('https://api.vapi.ai/next?a=1#.evil.example')).toBeUndefined();
    expect(find(`https://api.vapi.ai/${'x'.repeat(1_000)}`)).toBeUndefined();
  });

  it('returns nothing where Vapi tells none', () => {
    expect(findTrustedControlUrl(undefined, ['.vapi.ai'])).toBeUndefined();
  });
});
