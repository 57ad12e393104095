const COOKIE_HEADER = 'Set-Cookie';

type HeaderValue = string | string[];

interface ResponseOptions {
  statusCode?: number;
  body?: unknown;
  headers?: Record<string, HeaderValue>;
}

/** The `Twilio.Response` that Functions build answers with, behaving as that of runtime handler 2.0.1. */
export class TwilioResponse {
  statusCode: number;
  body: unknown;
  headers: Record<string, HeaderValue>;

  constructor(options: ResponseOptions = {}) {
    this.statusCode = options.statusCode || 200;
    this.body = options.body || null;
    this.headers = options.headers ?? {};
    const cookies = this.headers[COOKIE_HEADER];
    this.headers[COOKIE_HEADER] = cookies === undefined ? [] : [cookies].flat();
  }

  setStatusCode(statusCode: number): this {
    this.statusCode = statusCode;
    return this;
  }

  setBody(body: unknown): this {
    this.body = body;
    return this;
  }

  setHeaders(headers: Record<string, HeaderValue>): this {
    if (typeof headers !== 'object') return this;
    this.headers = {};
    for (const [key, value] of Object.entries(headers)) this.appendHeader(key, value);
    return this;
  }

  appendHeader(key: string, value: HeaderValue): this {
    const isCookie = key.toLowerCase() === COOKIE_HEADER.toLowerCase();
    const name = isCookie ? COOKIE_HEADER : key;
    const existing = this.headers[name];
    if (existing === undefined || existing === '')
      this.headers[name] = isCookie ? [value].flat() : value;
    else this.headers[name] = [existing, value].flat();
    this.headers[COOKIE_HEADER] ??= [];
    return this;
  }

  setCookie(key: string, value: string, attributes: string[] = []): this {
    return this.appendHeader(COOKIE_HEADER, [`${key}=${value}`, ...attributes].join(';'));
  }

  removeCookie(key: string): this {
    const cookies = [this.headers[COOKIE_HEADER] ?? []].flat();
    const kept = cookies.filter((cookie) => !cookie.startsWith(`${key}=`));
    this.headers[COOKIE_HEADER] = [...kept, `${key}=;Max-Age=0`];
    return this;
  }
}
