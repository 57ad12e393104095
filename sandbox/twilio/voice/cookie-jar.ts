import type { Clock } from '../../clock/clock';

interface KeptCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Goes to the very host that set it only. */
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  /** Milliseconds since 1970; Infinity = as long as the call. */
  readonly expiresAtMs: number;
}

type Attributes = ReadonlyMap<string, string>;

/**
 * The cookies of one call. There is no list of public suffixes in it: a domain of one label is
 * refused, and nothing else.
 * @see https://www.rfc-editor.org/rfc/rfc6265 (section 5)
 */
export class CookieJar {
  readonly #clock: Clock;
  #cookies: KeptCookie[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Stores the `Set-Cookie` headers of an answer; what a client would refuse is left out. */
  store(url: string, setCookies: readonly string[]): void {
    const nowMs = this.#clock.nowMs();
    for (const header of setCookies) {
      const cookie = parseSetCookie(header, new URL(url), nowMs);
      if (cookie === undefined) continue;
      const index = this.#cookies.findIndex((kept) => isSame(kept, cookie));
      // A cookie that is set again keeps its place among those of its path.
      if (index === -1) this.#cookies.push(cookie);
      else this.#cookies[index] = cookie;
    }
    this.#cookies = this.#cookies.filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  }

  /** Returns the `Cookie` header of a request; undefined = none. */
  headerFor(address: string): string | undefined {
    const url = new URL(address);
    const sent = this.#cookies
      .filter((cookie) => isFor(cookie, url) && cookie.expiresAtMs > this.#clock.nowMs())
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`);
    return sent.length === 0 ? undefined : sent.join('; ');
  }
}

function parseSetCookie(header: string, url: URL, nowMs: number): KeptCookie | undefined {
  const [pair = '', ...rest] = header.split(';');
  const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
  const attributes = readAttributes(rest);
  const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  const isForeign = domain !== '' && !isWithin(url.hostname, domain);
  const isPublic = domain !== '' && !domain.includes('.') && domain !== url.hostname;
  if (name === '' || isForeign || isPublic) return undefined;
  const path = attributes.get('path') ?? '';
  return {
    name,
    value,
    domain: domain === '' ? url.hostname : domain,
    isHostOnly: domain === '',
    path: path.startsWith('/') ? path : defaultPathOf(url),
    isSecure: attributes.has('secure'),
    expiresAtMs: readExpiry(attributes, nowMs),
  };
}

function readAttributes(parts: readonly string[]): Attributes {
  return new Map(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}

/** Max-Age comes before Expires. */
function readExpiry(attributes: Attributes, nowMs: number): number {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return nowMs + Number(maxAge) * 1_000;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? Infinity : expires;
}

function defaultPathOf({ pathname }: URL): string {
  return pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')));
}

function isSame(a: KeptCookie, b: KeptCookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path;
}

function isFor({ domain, isHostOnly, path, isSecure }: KeptCookie, url: URL): boolean {
  const isHost = isHostOnly ? url.hostname === domain : isWithin(url.hostname, domain);
  const isBelow = url.pathname === path || url.pathname.startsWith(path.replace(/\/?$/, '/'));
  return isHost && isBelow && (!isSecure || url.protocol === 'https:');
}

/** An address of digits has no subdomains. */
function isWithin(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !/^[\d.]+$/.test(host));
}
