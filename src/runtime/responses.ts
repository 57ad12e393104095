export type RuntimeResponse = InstanceType<typeof Twilio.Response>;

/**
 * Returns an answer of TwiML. The content type is set explicitly, because Twilio refuses TwiML
 * without it.
 */
export function buildTwiml(twiml: string): RuntimeResponse {
  return new Twilio.Response()
    .setStatusCode(200)
    .appendHeader('Content-Type', 'text/xml; charset=utf-8')
    .setBody(twiml);
}

/** Returns the empty answer to a status callback; 503 asks for it again. */
export function buildEmpty(status: 204 | 503 = 204): RuntimeResponse {
  return new Twilio.Response().setStatusCode(status);
}

/** Returns the answer to a request that is not Twilio's. */
export function buildForbidden(): RuntimeResponse {
  return new Twilio.Response()
    .setStatusCode(403)
    .appendHeader('Content-Type', 'text/plain')
    .setBody('Forbidden');
}

export function buildJson(body: object, status = 200): RuntimeResponse {
  return new Twilio.Response()
    .setStatusCode(status)
    .appendHeader('Content-Type', 'application/json')
    .setBody(body);
}

/** Returns the answer to a monitor: 200 or 503, never cached on the way. */
export function buildHealth(body: { readonly status: 'ok' | 'degraded' }): RuntimeResponse {
  return new Twilio.Response()
    .setStatusCode(body.status === 'ok' ? 200 : 503)
    .appendHeader('Content-Type', 'application/json')
    .appendHeader('Cache-Control', 'no-store')
    .setBody(body);
}

/** Returns the answer to a request without our secret. */
export function buildUnauthorized(): RuntimeResponse {
  return new Twilio.Response()
    .setStatusCode(401)
    .appendHeader('Content-Type', 'application/json')
    .setBody({ error: 'unauthorized' });
}
