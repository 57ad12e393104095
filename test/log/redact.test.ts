import { Secret } from '../../src/config/secret';
import { createLogger, describeError } from '../../src/log/logger';
import { maskNumber, prepareSecrets, redactText } from '../../src/log/redact';
import { signPermit } from '../../src/transfer/token';
import { issueCredential } from '../../src/vapi/call-credential';

describe('maskNumber', () => {
  it.each([
    ['+12025550143', '+*********43'],
    ['12025550143', '*********43'],
    ['', ''],
    ['7', '7'],
  ])('masks %s', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });
});

describe('redactText', () => {
  it('removes what we hand to Vapi for a call where Vapi quotes it, in part even (T15)', () => {
    const secret = new Secret('a-secret-of-these-tests-1');
    const sender = { tenantId: 'a-1', callSid: `CA${'1'.repeat(32)}` };
    const credential = issueCredential(sender, secret, Date.now());
    const claims = { ...sender, calledNumber: '+12025550101', expiresAtSeconds: 1, transfers: 0 };
    const token = signPermit({ ...claims, callToken: 'canary' }, secret);

    expect(redactText(`{"X-Vapi-Secret":"${credential}"}`, [])).toBe(
      '{"X-Vapi-Secret":"[credential]"}',
    );
    expect(redactText(`value ${token.slice(0, 80)}`, [])).toBe('value [credential]');
  });

  it.each([
    ['customer.number +12025550143 is bad', 'customer.number +*********43 is bad'],
    ['call 2025550143 now', 'call ********43 now'],
    ['is 12025550143.', 'is *********43.'],
    ['number:12025550143,', 'number:*********43,'],
    ['{"number":12025550143}', '{"number":*********43}'],
    ['To=%2B12025550143', 'To=************43'],
    ['(202) 555-0143', '************43'],
    ['+1 202 555 0143', '+************43'],
    ['+1-202-555-0143', '+************43'],
    ['open wss://host.vapi.ai/secret-id/transport now', 'open [stream url] now'],
    ['key sk-canary-1 leaked', 'key [redacted] leaked'],
  ])('cleans "%s"', (text, cleaned) => {
    expect(redactText(text, ['sk-canary-1'])).toBe(cleaned);
  });

  it.each([
    'CA19daf6d76ef8bf55a5c81602b70beba8',
    'CA12345678901234567890123456789012',
    '01a208e0-2d35-7b5f-a60c-147f5f8ecdc9',
    '3f0c5e0a-58c1-4a6e-9d5b-012345678901',
    '2026-11-23T14:15:16.123Z',
    '503 Service Unavailable',
  ])('leaves %s readable', (text) => {
    expect(redactText(text, [])).toBe(text);
  });
});

describe('createLogger', () => {
  it('redacts texts at any depth and keeps bound fields', () => {
    const lines: string[] = [];
    const log = createLogger((_level, line) => lines.push(line), ['canary-1']).with({
      callSid: 'CA1',
    });

    log.info('a.b', 'says canary-1', {
      deep: [{ text: 'canary-1 +12025550143', 'canary-1': 1 }],
      error: { toJSON: () => ({ header: 'Bearer canary-1' }) },
      count: 3,
    });

    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      event: 'a.b',
      message: 'says [redacted]',
      callSid: 'CA1',
      deep: [{ text: '[redacted] +*********43', '[redacted]': 1 }],
      error: { header: 'Bearer [redacted]' },
      count: 3,
    });
  });
});

describe("a log entry's own level, event and message", () => {
  it('win over fields of these names, and stand first', () => {
    const lines: string[] = [];
    const taken = { level: 'error', event: 'x', message: 'y' };
    const log = createLogger((_level, line) => lines.push(line), [], taken);

    log.info('a.b', 'says', { ...taken, callSid: 'CA1' });

    expect(lines).toEqual(['{"level":"info","event":"a.b","message":"says","callSid":"CA1"}']);
  });
});

describe('prepareSecrets', () => {
  it('takes the longest first and leaves out what is too short to be one', () => {
    expect(prepareSecrets(['abcdefgh', '1', 'abcdefghijk', 'abcdefgh'])).toEqual([
      'abcdefghijk',
      'abcdefgh',
    ]);
  });
});

describe('describeError', () => {
  it('leaves out everything but name, message and code', () => {
    const error = Object.assign(new Error('boom'), {
      code: 'E1',
      config: { headers: { Authorization: 'Bearer canary' } },
    });

    expect(describeError(error)).toEqual({ error: 'Error', detail: 'boom', code: 'E1' });
    expect(describeError('text')).toEqual({ error: 'text' });
  });
});

describe('the build in a log entry', () => {
  /** Loads the module as it is in a build of that commit. */
  const redactBuiltOf = (commit: string): typeof redactText => {
    const built = globalThis as { SWITCHBOARD_BUILD_COMMIT?: string };
    built.SWITCHBOARD_BUILD_COMMIT = `built of ${commit}`;
    try {
      return jest.requireActual<{ redactText: typeof redactText }>('../../src/log/redact')
        .redactText;
    } finally {
      delete built.SWITCHBOARD_BUILD_COMMIT;
    }
  };

  beforeEach(() => jest.resetModules());

  it.each(['c32814293c44', '202555014301', '12025550143a-changed'])(
    'stays whole, though its digits look like a phone number: %s (O14)',
    (commit) => {
      const text = `development+${commit}`;

      expect(redactBuiltOf(commit)(text, [])).toBe(text);
    },
  );

  it('leaves the numbers beside it masked, and those of other builds', () => {
    const redact = redactBuiltOf('c32814293c44');

    expect(redact('development+c32814293c44 12025550143', [])).toContain(' *********43');
    expect(redact('development+202555014301', [])).not.toContain('2025550143');
  });
});
