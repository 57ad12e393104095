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
    const existing = this.headers[key];
    this.headers[key] =
      existing === undefined || existing === '' ? value : [existing, value].flat();
    return this;
  }
}
