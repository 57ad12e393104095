import type { Agent } from 'node:https';
import axios from 'axios';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

export interface DeployedRequest {
  readonly domainName: string;
  readonly path: string;
  readonly httpsAgent: Agent | undefined;
  /** Posted as a form; without it the request is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  /** Signs the request as Twilio would. */
  readonly authToken?: string;
}

export interface DeployedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly durationMs: number;
}

/** After this, Twilio gives up on a webhook. */
const WEBHOOK_TIMEOUT_MS = 15_000;

/** Sends a request to a deployed domain. @throws {CliError} if nobody answers */
export async function requestDeployed(request: DeployedRequest): Promise<DeployedAnswer> {
  const { domainName, path, httpsAgent, form, authToken } = request;
  const url = `https://${domainName}${path}`;
  const startedAtMs = performance.now();
  try {
    const response = await axios.request<string>({
      url,
      ...(httpsAgent === undefined ? {} : { httpsAgent, proxy: false }),
      method: form === undefined ? 'GET' : 'POST',
      ...(form === undefined ? {} : { data: new URLSearchParams(form).toString() }),
      headers: {
        ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
        ...(authToken === undefined
          ? {}
          : { 'X-Twilio-Signature': getExpectedTwilioSignature(authToken, url, form ?? {}) }),
      },
      responseType: 'text',
      transformResponse: [],
      maxRedirects: 0,
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
      validateStatus: () => true,
    });
    return {
      status: response.status,
      contentType: String(response.headers['content-type'] ?? ''),
      body: response.data,
      durationMs: Math.round(performance.now() - startedAtMs),
    };
  } catch (error) {
    // Not the error itself, because it holds the request's headers.
    const { code } = Object(error) as { code?: string };
    throw new CliError(exitCodes.vendor, `${url} does not answer (${code ?? 'no code'})`);
  }
}
