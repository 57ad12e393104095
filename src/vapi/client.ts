import { type AxiosInstance, isAxiosError } from 'axios';
import type { Secret } from '../config/secret';
import { type CreateCallResult, parseCreateCallAnswer } from './answer';
import type { CallRequest, OptionalField } from './call-request';
import { type CallState, parseCallState } from './call-state';
import { classifyError, classifyRefusal, type VapiFailure } from './failure';
import { buildCreateCallPayload } from './payload';

export interface CreateCallOptions {
  readonly apiKey: Secret;
  /** Vapi's address for the key. */
  readonly baseUrl: string;
  /** Longest wait for the whole answer. */
  readonly timeoutMs: number;
  /** A new connection instead of a kept one, after a kept one turned out to be closed. */
  readonly freshConnection?: boolean;
  readonly without?: readonly OptionalField[] | undefined;
}

/** Vapi, as the domain sees it. */
export interface VapiClient {
  /** Makes exactly one request. Failures are returned, not thrown. */
  readonly createCall: (
    request: CallRequest,
    options: CreateCallOptions,
  ) => Promise<CreateCallResult>;
  /** Reads a call with one request. Failures are returned, not thrown. */
  readonly readCall: (vapiCallId: string, options: ReadCallOptions) => Promise<ReadCallResult>;
  /**
   * Ends a call that nobody will use, so that its slot is free. Never throws; it may have no
   * effect.
   */
  readonly endCall: (controlUrl: string, timeoutMs: number) => Promise<void>;
}

export type ReadCallOptions = Pick<CreateCallOptions, 'apiKey' | 'baseUrl' | 'timeoutMs'>;

/** A call as Vapi shows it, or why it cannot be read. */
export type ReadCallResult =
  | { readonly state: CallState; readonly problem?: undefined }
  /** For the log: a status or a network error's code. */
  | { readonly state?: undefined; readonly problem: string };

export interface VapiClientOptions {
  /**
   * Returns an HTTP client that resolves for every status and keeps connections, or one that does
   * not keep them.
   */
  readonly http: (connection: 'kept' | 'fresh') => AxiosInstance;
  /** Vapi's edge refuses requests without one (403, `error code: 1010`). */
  readonly userAgent: string;
  readonly placeholderNumber: string | undefined;
}

/** Returns a client of Vapi's HTTP API. */
export function createVapiClient(options: VapiClientOptions): VapiClient {
  const { http, userAgent, placeholderNumber } = options;
  return {
    async createCall(request, { apiKey, baseUrl, timeoutMs, freshConnection = false, without }) {
      const payload = buildCreateCallPayload(request, { placeholderNumber, without });
      const startedAtMs = performance.now();
      const answer = await http(freshConnection ? 'fresh' : 'kept')
        .request<string>({
          method: 'POST',
          url: `${baseUrl}/call`,
          headers: {
            Authorization: `Bearer ${apiKey.reveal()}`,
            'Content-Type': 'application/json',
            'User-Agent': userAgent,
          },
          data: JSON.stringify(payload),
          timeout: timeoutMs,
        })
        .catch((error: unknown) => {
          if (!isAxiosError(error)) return describeMistake(error);
          return classifyError(error, performance.now() - startedAtMs);
        });
      if ('callExists' in answer) return { failure: answer };
      const { status, data: body, headers } = answer;
      if (status >= 200 && status < 300) return parseCreateCallAnswer(status, body);
      const retryAfter = headers['retry-after'] as string | undefined;
      return { failure: classifyRefusal({ status, body, retryAfter }) };
    },
    async readCall(vapiCallId, { apiKey, baseUrl, timeoutMs }) {
      try {
        const { status, data: body } = await http('kept').request<string>({
          method: 'GET',
          url: `${baseUrl}/call/${encodeURIComponent(vapiCallId)}`,
          headers: { Authorization: `Bearer ${apiKey.reveal()}`, 'User-Agent': userAgent },
          timeout: timeoutMs,
        });
        if (status !== 200) return { problem: `status ${status}` };
        const state = parseCallState(body);
        return state === undefined ? { problem: 'malformed answer' } : { state };
      } catch (error) {
        return { problem: isAxiosError(error) ? (error.code ?? error.name) : String(error) };
      }
    },
    async endCall(controlUrl, timeoutMs) {
      // The address itself is the permit, so the key is not sent.
      const command = http('kept').request({
        method: 'POST',
        url: controlUrl,
        headers: { 'Content-Type': 'application/json', 'User-Agent': userAgent },
        data: JSON.stringify({ type: 'end-call' }),
        timeout: timeoutMs,
      });
      await command.catch(() => undefined);
    },
  };
}

/** Not the network's fault, but the caller must not pay for it. */
function describeMistake(error: unknown): VapiFailure {
  return { reason: 'connection-lost', detail: String(error), callExists: 'perhaps' };
}
