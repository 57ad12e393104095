import type { Agent } from 'node:https';
import { createRequestClient } from './twilio-client';

/** The answer to a request without credentials, or why there was none. */
export type PlainAnswer =
  | { readonly status: number; readonly clockAheadMs?: number }
  /** A code such as ECONNREFUSED. */
  | { readonly error: string };

/** Requests a URL as a stranger would: unsigned, without credentials, following no redirect. */
export type AskPlainly = (method: 'GET' | 'POST', url: string) => Promise<PlainAnswer>;

const TIMEOUT_MS = 15_000;

/** Requests that should be made at a time. The client keeps their connections for the next ones. */
export const MAX_PLAIN_REQUESTS = 16;

/** Returns a client that goes through the same proxy as Twilio's own. */
export function createPlainHttp(httpsAgent: Agent | undefined): AskPlainly {
  const client = createRequestClient(httpsAgent, { timeout: TIMEOUT_MS });
  return async (method, uri) => {
    try {
      const response = await client.request<unknown>({
        method: method === 'GET' ? 'get' : 'post',
        uri,
      });
      const { statusCode } = response;
      const { date } = Object(response.headers) as { date?: unknown };
      const serverMs = Date.parse(String(date));
      return Number.isNaN(serverMs)
        ? { status: statusCode }
        : { status: statusCode, clockAheadMs: Date.now() - serverMs };
    } catch (error) {
      const { code } = Object(error) as { code?: unknown };
      return { error: typeof code === 'string' ? code : 'no answer' };
    }
  };
}
