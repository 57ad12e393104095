import type { GetWebhook, PostWebhook } from '../twilio/voice/webhook';
import { callGateway, type GatewayCall } from './call-gateway';
import type { Platform } from './start-platform';

/** Returns ways to a deployed domain for calls: the gateway gets what is addressed to the domain. */
export function webhooksThrough({ port }: Pick<Platform, 'port'>): {
  readonly post: PostWebhook;
  readonly get: GetWebhook;
} {
  const send = async (
    url: string,
    call: Pick<GatewayCall, 'form' | 'authToken'>,
    cookie: string | undefined,
  ) => {
    const startedAtMs = performance.now();
    const { host, pathname, search } = new URL(url);
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    const target = pathname + search;
    const answer = await callGateway({ port, domainName: host, target, headers, ...call });
    return {
      status: answer.statusCode,
      contentType: answer.headers['content-type'] ?? '',
      body: answer.body,
      durationMs: Math.round(performance.now() - startedAtMs),
      setCookies: answer.headers['set-cookie'] ?? [],
    };
  };
  return {
    post: (url, form, authToken, cookie) => send(url, { form, authToken }, cookie),
    get: (url, authToken, cookie) => send(url, { authToken }, cookie),
  };
}
