import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A page of another origin, or with another name for this machine, must not place calls. */
const NAMES = ['127.0.0.1', 'localhost'];

/** Other origins that a page may reach, by the kind of what it loads. */
export interface OtherOrigins {
  readonly connect: string;
  readonly media: string;
}

/** Returns what every answer says: the page loads nothing but from its server and the named origins. */
export function buildSecurityHeaders(
  { connect, media }: OtherOrigins = { connect: '', media: '' },
): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `connect-src 'self' ${connect}`.trim(),
      `media-src 'self' ${media}`.trim(),
      // The page's icon is an empty one.
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

/** Returns what a request asks for; undefined if that is no address, such as `//`. */
export function readAddress({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined;
}

/** Returns whether a request names this server as this machine's own browser does. */
export function isOwnHost({ headers }: IncomingMessage, port: number): boolean {
  return NAMES.some((name) => headers.host === `${name}:${port}`);
}

/** Returns whether our own page asks for something. */
export function isOwnPage({ headers }: IncomingMessage, port: number): boolean {
  return NAMES.some(
    (name) => headers.origin === `http://${name}:${port}` && headers.host === `${name}:${port}`,
  );
}

/**
 * Returns whether an address may be read: the page holds the token, so it needs the token. Other users of
 * this machine reach the server as well, but do not know it.
 */
export function isReadable({ pathname, searchParams }: URL, token: string): boolean {
  return pathname !== '/' || isToken(searchParams.get('token'), token);
}

/** Compares in a time that says nothing about the token. */
export function isToken(given: string | null, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return given !== null && timingSafeEqual(digest(given), digest(token));
}
