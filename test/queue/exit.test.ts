import { randomBytes } from 'node:crypto';
import { Secret } from '../../src/config/secret';
import { openExit, type QueueExit, sealExit } from '../../src/queue/exit';

const exitTo = (url: string): QueueExit => ({
  to: 'assistant',
  answer: {
    kind: 'assistant',
    stream: { url, parameters: [] },
    hooks: { endedUrl: '/assistant/ended?posts=1', statusUrl: undefined },
  },
  controlUrl: 'https://canary.vapi.ai/control',
});
const exit = exitTo('wss://canary.vapi.ai/stream');
const caller = { callSid: 'CA1', apiKeyEnv: 'VAPI_API_KEY' };
/** A configuration whose only key is this one, at a time in seconds. */
const servicesOf = (seconds = 0, key = 'canary-vapi-key-7f31') => ({
  config: {
    findSecret: (name: string) => (name === 'VAPI_API_KEY' ? new Secret(key) : undefined),
  },
  nowMs: () => seconds * 1_000,
});
const services = servicesOf();
const seal = () => sealExit(exit, caller, services) ?? '';

describe('sealExit', () => {
  it('returns what opens for its caller alone, for 15 seconds', () => {
    const sealed = seal();

    expect(openExit(sealed, caller, servicesOf(15))).toEqual(exit);
    expect(openExit(sealed, caller, servicesOf(15.001))).toBeUndefined();
    expect(openExit(sealed, { ...caller, callSid: 'CA2' }, services)).toBeUndefined();
    expect(openExit(sealed, caller, servicesOf(0, 'another'))).toBeUndefined();
  });

  it('shows nothing of the stream, and fits into an address', () => {
    const sealed = seal();

    expect(sealed).toMatch(/^[\w-]{50,800}$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('canary');
  });

  it('returns nothing where it would not fit, or the tenant has no key', () => {
    const long = exitTo(randomBytes(4_000).toString('base64'));

    expect(sealExit(long, caller, services)).toBeUndefined();
    expect(sealExit(exit, { ...caller, apiKeyEnv: 'VAPI_API_KEY_2' }, services)).toBeUndefined();
  });
});

describe('openExit', () => {
  it.each(['', 'x', 'AAAA', 'A'.repeat(200), '%%%', 'é'.repeat(100), 'A'.repeat(10_000)])(
    'opens nothing of %j',
    (text) => {
      expect(openExit(text, caller, services)).toBeUndefined();
    },
  );

  it('opens nothing in which a character was changed', () => {
    const sealed = seal();
    const at = sealed.length >> 1;
    const other = sealed[at] === 'A' ? 'B' : 'A';
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);

    expect(openExit(changed, caller, services)).toBeUndefined();
  });
});
