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
    [501, '', 'unexpected-status'],
    [520, '', 'unexpected-status'],
    [524, '', 'unexpected-status'],
    [302, '', 'unexpected-status'],
    [418, 'null', 'unexpected-status'],
  ])('takes %i %s as %s', (status, body, reason) => {
    expect(refuse(status, body)).toMatchObject({ reason, status, callExists: 'no' });
  });

  it.each([
    ['{"message":["property metadata should not exist"]}', ['metadata']],
    [
      '{"message":"customer.number must be a valid phone number in the E.164 format"}',
      ['customer'],
    ],
    ['{"message":["x must be y","name must be shorter than 40"]}', ['name']],
    [
      '{"message":["customer.property numberE164CheckEnabled should not exist","name must be x"]}',
      ['customer', 'name'],
    ],
    ['{"message":["assistantOverrides.property metadata should not exist"]}', undefined],
    ['{"message":["assistantOverrides.property tools:append should not exist"]}', ['tools:append']],
    ['{"message":["squadOverrides.tools:append.0.server.url must be x"]}', ['tools:append']],
    ['{"message":["assistantOverrides.property server should not exist"]}', ['server']],
    ['{"message":["squadOverrides.property serverMessages should not exist"]}', ['server']],
    ['{"message":["assistantOverrides.server.backoffPlan.type must be an object"]}', ['server']],
    ['{"message":["assistantOverrides.server.property backoffPlan should not exist"]}', ['server']],
    [
      '{"message":["assistantOverrides.each value in serverMessages must be one of: a"]}',
      ['server'],
    ],
    [
      '{"message":["assistantOverrides.tools:append.0.server.url must be x","assistantOverrides.server.url must be x"]}',
      ['server', 'tools:append'],
    ],
    ['{"message":["assistantOverrides.metadata.server must be x"]}', undefined],
    ['{"message":["assistantOverrides.property serverUrl should not exist"]}', undefined],
    ['{"message":["property surname should not exist"]}', undefined],
    ['{"message":"Couldn\'t Get Phone Number."}', undefined],
  ])('finds the refused fields in %s', (body, fields) => {
    expect(refuse(400, body).refusedFields).toEqual(fields);
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

describe('classifyRefusal on a megabyte', () => {
  it.each(['<', ' ', 'a', '<a', '{"message":"'])('of %p is quick', (part) => {
    const body = part.repeat(Math.ceil((1024 * 1024) / part.length));
    const startedAtMs = performance.now();

    const failure = refuse(404, body);

    expect(failure.reason).toBe('not-found');
    expect(performance.now() - startedAtMs).toBeLessThan(250);
  });
});

describe('classifyError', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['CERT_HAS_EXPIRED', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
  ])(
    'takes %s before there was a connection as %s, and knows that no call exists',
    (code, reason) => {
      const error = new AxiosError('failed', code);

      expect(classifyError(error, 5)).toEqual({ reason, detail: code, callExists: 'no' });
    },
  );
});
