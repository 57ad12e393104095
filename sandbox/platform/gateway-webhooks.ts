import type { GetWebhook, PostWebhook } from '../twilio/voice/webhook';
import { callGateway, type GatewayCall } from './call-gateway';
import type { Platform } from './start-platform';

/** Returns ways to a deployed domain for calls: the gateway gets what is addressed to the domain. */
export function webhooksThrough({ port }: Pick<Platform, 'port'>): {
  readonly post: PostWebhook;
  readonly get: GetWebhook;
} {
  const send = async (url: string, call: Pick<GatewayCall, 'form' | 'authToken'>) => {
    const startedAtMs = performance.now();
    const { host, pathname, search } = new URL(url);
    const target = pathname + search;
    const answer = await callGateway({ port, domainName: host, target, ...call });
    return {
      status: answer.statusCode,
      contentType: answer.headers['content-type'] ?? '',
      body: answer.body,
      durationMs: Math.round(performance.now() - startedAtMs),
    };
  };
  return {
    post: (url, form, authToken) => send(url, { form, authToken }),
    get: (url, authToken) => send(url, { authToken }),
  };
}
