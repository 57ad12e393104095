import { randomBytes } from 'node:crypto';
import { Secret } from '../../src/config/secret';
import { type IssuedExit, openExit, sealExit } from '../../src/queue/exit';

const secret = new Secret('canary-vapi-key-7f31');
const issued: IssuedExit = {
  exit: {
    to: 'assistant',
    answer: {
      kind: 'assistant',
      stream: { url: 'wss://canary.vapi.ai/stream', parameters: [] },
      hooks: { endedUrl: '/assistant/ended?posts=1', statusUrl: undefined },
    },
    controlUrl: 'https://canary.vapi.ai/control',
  },
  callSid: 'CA1',
  expiresAtMs: 2_000,
};
const seal = (parts: Partial<IssuedExit> = {}) => sealExit({ ...issued, ...parts }, secret) ?? '';
const asked = { callSid: 'CA1', nowMs: 2_000, secret };

describe('sealExit', () => {
  it('returns what only its caller can use, until it is too old', () => {
    const sealed = seal();

    expect(openExit(sealed, asked)).toEqual(issued.exit);
    expect(openExit(sealed, { ...asked, callSid: 'CA2' })).toBeUndefined();
    expect(openExit(sealed, { ...asked, nowMs: 2_001 })).toBeUndefined();
    expect(openExit(sealed, { ...asked, secret: new Secret('another') })).toBeUndefined();
  });

  it('shows nothing of the stream, and fits into a cookie', () => {
    const sealed = seal();

    expect(sealed).toMatch(/^[\w-]{50,800}$/);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('canary');
  });

  it('returns nothing where it would not fit', () => {
    const stream = { url: randomBytes(4_000).toString('base64'), parameters: [] };
    const hooks = { endedUrl: '/', statusUrl: undefined };
    const answer = { kind: 'assistant', stream, hooks } as const;

    expect(
      sealExit(
        { ...issued, exit: { ...issued.exit, to: 'assistant', answer, controlUrl: undefined } },
        secret,
      ),
    ).toBeUndefined();
  });
});

describe('openExit', () => {
  it.each(['', 'x', 'AAAA', 'A'.repeat(200), '%%%', 'é'.repeat(100), 'A'.repeat(10_000)])(
    'opens nothing of %j',
    (text) => {
      expect(openExit(text, asked)).toBeUndefined();
    },
  );

  it('opens nothing in which a character was changed', () => {
    const sealed = seal();
    const at = sealed.length >> 1;
    const other = sealed[at] === 'A' ? 'B' : 'A';

    expect(openExit(sealed.slice(0, at) + other + sealed.slice(at + 1), asked)).toBeUndefined();
  });
});
