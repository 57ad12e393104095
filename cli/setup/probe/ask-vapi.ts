import { isAxiosError } from 'axios';
import { version } from '../../../src/config/version';
import { HttpConnections } from '../../../src/http/connections';
import type { ProbeTarget } from './choose-target';

/** An answer as it came, whatever it holds. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly durationMs: number;
}

/** An answer, or the network error's code. */
export type Asked =
  | { readonly answer: RawAnswer; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: string };

/** Makes exactly one request; never throws. */
export type AskVapi = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Asked>;

/** Longer than any caller waits, so that a slow answer is seen rather than cut off. */
const TIMEOUT_MS = 20_000;

/** Returns Vapi's API as the calls reach it, with the answers unread. */
export function createAskVapi({ config, apiKey, apiKeyEnv }: ProbeTarget): AskVapi {
  const http = new HttpConnections().client('fresh');
  const baseUrl = config.findVapiUrl(apiKeyEnv);
  return async (method, path, body) => {
    const startedAtMs = performance.now();
    try {
      const { status, headers, data } = await http.request<string>({
        method,
        url: `${baseUrl}${path}`,
        headers: {
          Authorization: `Bearer ${apiKey.reveal()}`,
          'User-Agent': `vapi-switchboard/${version}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { data: JSON.stringify(body) }),
        timeout: TIMEOUT_MS,
      });
      const durationMs = Math.round(performance.now() - startedAtMs);
      const contentType = String(headers['content-type'] ?? '');
      return { answer: { status, contentType, body: data, durationMs } };
    } catch (error) {
      // Not the error itself, because it holds the request's headers.
      return { problem: isAxiosError(error) ? (error.code ?? error.name) : 'no answer' };
    }
  };
}
