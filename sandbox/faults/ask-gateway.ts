import { callGateway } from '../platform/call-gateway';
import type { Platform } from '../platform/start-platform';
import type { WebhookAnswer, WebhookForm } from '../twilio/voice/webhook';

export interface SeenAnswer extends WebhookAnswer {
  readonly url: string;
  readonly headers: string;
}

interface GatewayQuestion {
  readonly url: string;
  readonly authToken: string;
  /** Posted if given; otherwise the URL is requested by GET. */
  readonly form: WebhookForm | undefined;
}

/** Sends requests for the deployed domain to the platform's gateway. */
export async function askGateway(
  { port }: Platform,
  { url, authToken, form }: GatewayQuestion,
): Promise<SeenAnswer> {
  const startedAtMs = performance.now();
  const { host, pathname, search } = new URL(url);
  const answer = await callGateway({
    port,
    domainName: host,
    target: pathname + search,
    authToken,
    ...(form === undefined ? {} : { form }),
  });
  return {
    url: form === undefined ? withoutTwilioParameters(url) : url,
    status: answer.statusCode,
    contentType: answer.headers['content-type'] ?? '',
    headers: JSON.stringify(answer.headers),
    body: answer.body,
    durationMs: Math.round(performance.now() - startedAtMs),
  };
}

/** Twilio adds the call's parameters to the query of a GET; that is not our doing. */
function withoutTwilioParameters(url: string): string {
  const own = new URL(url);
  for (const name of [...own.searchParams.keys()]) {
    if (/^[A-Z]/.test(name)) own.searchParams.delete(name);
  }
  return own.href;
}
