import { AxiosError } from 'axios';
import { classifyError, classifyRefusal } from '../../src/vapi/failure';

const refuse = (status: number, body: string, retryAfter?: string) =>
  classifyRefusal({ status, body, retryAfter });

describe('classifyRefusal', () => {
  it.each([
    [400, '{"message":"Over Concurrency Limit.","error":"Bad Request"}', 'full'],
    [400, '{"error":"Over Concurrency Limit"}', 'full'],
    [429, '{"message":["Concurrency limit reached"]}', 'full'],
    [429, '{"message":"Rate limit exceeded"}', 'rate-limited'],
    [400, '{"message":["phoneNumberId must be a UUID"]}', 'bad-request'],
    [401, '{"message":"Invalid Key."}', 'unauthorized'],
    [403, 'error code: 1010', 'forbidden'],
    [404, '{}', 'not-found'],
    [500, '', 'server-error'],
    [521, '<html>origin down</html>', 'server-error'],
    [302, '', 'unexpected-status'],
    [418, 'null', 'unexpected-status'],
  ])('takes %i %s as %s', (status, body, reason) => {
    expect(refuse(status, body)).toMatchObject({ reason, status, callExists: 'no' });
  });

  it.each([
    ['{"message":["property metadata should not exist"]}', 'metadata'],
    ['{"message":"customer.number must be a valid phone number in the E.164 format"}', 'customer'],
    ['{"message":["x must be y","name must be shorter than 40"]}', 'name'],
    ['{"message":["assistantOverrides.property metadata should not exist"]}', undefined],
    ['{"message":["property surname should not exist"]}', undefined],
    ['{"message":"Couldn\'t Get Phone Number."}', undefined],
  ])('finds the refused field in %s', (body, field) => {
    expect(refuse(400, body).refusedField).toBe(field);
  });

  it.each([
    ['2', 2000],
    ['0', 0],
    ['Mon, 23 Nov 2026 10:00:00 GMT', undefined],
    ['-1', undefined],
    [undefined, undefined],
  ])('reads Retry-After %s', (header, expected) => {
    expect(refuse(429, '', header).retryAfterMs).toBe(expected);
  });

  it('shortens what Vapi says and takes the tags out of HTML', () => {
    expect(refuse(502, `<html><h1>Bad</h1>${'x'.repeat(2_000)}`).detail).toHaveLength(500);
    expect(refuse(502, '<html><h1>Bad gateway</h1></html>').detail).toBe('Bad gateway');
    expect(refuse(400, '{"message":[{"a":1}]}').detail).toBe('{"a":1}');
  });
});

describe('classifyError', () => {
  const errorOf = (code: string, parts: Partial<AxiosError> = {}) =>
    Object.assign(new AxiosError(parts.message ?? 'failed', code), parts);

  it.each([
    ['ECONNREFUSED', 'unreachable', 'no'],
    ['ENOTFOUND', 'unreachable', 'no'],
    ['EAI_AGAIN', 'unreachable', 'no'],
    ['CERT_HAS_EXPIRED', 'unreachable', 'no'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', 'no'],
    ['ERR_CANCELED', 'timeout', 'perhaps'],
    ['ETIMEDOUT', 'timeout', 'perhaps'],
    ['ECONNRESET', 'connection-lost', 'perhaps'],
    ['EPIPE', 'connection-lost', 'perhaps'],
    ['ERR_BAD_RESPONSE', 'connection-lost', 'perhaps'],
  ])('takes %s on a new connection as %s', (code, reason, callExists) => {
    expect(classifyError(errorOf(code))).toMatchObject({ reason, callExists });
  });

  it.each(['ECONNRESET', 'EPIPE'])('knows that %s on a reused connection made no call', (code) => {
    const failure = classifyError(errorOf(code, { request: { reusedSocket: true } }));

    expect(failure).toMatchObject({ reason: 'connection-lost', callExists: 'no' });
  });

  it('knows that a connection lost before TLS made no call', () => {
    const message =
      'Client network socket disconnected before secure TLS connection was established';

    expect(classifyError(errorOf('ECONNRESET', { message }))).toMatchObject({
      reason: 'unreachable',
      callExists: 'no',
    });
  });
});
