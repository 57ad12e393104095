import { Clock } from '../../../sandbox/clock/clock';
import { CookieJar } from '../../../sandbox/twilio/voice/cookie-jar';

const ORIGIN = 'https://switchboard-1234.twil.io';

const jarWith = (...setCookies: string[]) => {
  const jar = new CookieJar(new Clock());
  jar.store(`${ORIGIN}/queue/wait`, setCookies);
  return jar;
};

describe('the cookies of a call', () => {
  it.each([
    ['a name and a value', 'a=1', '/queue/wait', 'a=1'],
    ['signs in a value', 'a=b=c; HttpOnly', '/queue/left', 'a=b=c'],
    ['an empty value', 'a=', '/queue/left', 'a='],
    ['the folder of who set it', 'a=1', '/incoming-call', undefined],
    ['a path', 'a=1; Path=/', '/incoming-call', 'a=1'],
    ['a path that only begins alike', 'a=1; path=/queue', '/queues', undefined],
    ['a path below', 'a=1; path=/queue', '/queue/left', 'a=1'],
    ['a life', 'a=1; Path=/; Max-Age=60', '/x', 'a=1'],
    ['no life', 'a=1; Path=/; Max-Age=0', '/x', undefined],
    ['a day gone by', 'a=1; Path=/; Expires=Thu, 01 Jan 2015 00:00:00 GMT', '/x', undefined],
    ['Max-Age before Expires', 'a=1; Path=/; Max-Age=0; Expires=2099-01-01', '/x', undefined],
    ['no name', '=1; Path=/', '/x', undefined],
    ['another domain', 'a=1; Path=/; Domain=example.com', '/x', undefined],
    ['a domain of one label', 'a=1; Path=/; Domain=io', '/x', undefined],
    ['the domain above', 'a=1; Path=/; Domain=.twil.io', '/x', 'a=1'],
  ])('know %s', (_what, setCookie, path, sent) => {
    expect(jarWith(setCookie).headerFor(ORIGIN + path)).toBe(sent);
  });

  it('go to the host that set them, and to hosts below a domain that was named', () => {
    const jar = jarWith('own=1; Path=/', 'shared=2; Path=/; Domain=twil.io');

    expect(jar.headerFor('https://other-1234.twil.io/')).toBe('shared=2');
    expect(jar.headerFor('https://nottwil.io/')).toBeUndefined();
  });

  it('stay off HTTP when they are secure', () => {
    const jar = jarWith('a=1; Path=/; Secure', 'b=2; Path=/');

    expect(jar.headerFor(ORIGIN.replace('https', 'http'))).toBe('b=2');
  });

  it('are replaced, deleted, and sent with the longest path first', () => {
    const jar = jarWith('a=1; Path=/', 'b=2; Path=/', 'c=3');

    jar.store(`${ORIGIN}/queue/wait`, ['a=4; Path=/', 'b=; Path=/; Max-Age=0']);

    expect(jar.headerFor(`${ORIGIN}/queue/left`)).toBe('c=3; a=4');
  });
});
