import { Secret } from '../../src/config/secret';
import {
  nameConference,
  readPermit,
  signPermit,
  type TransferPermit,
} from '../../src/transfer/token';

const secret = new Secret('a-secret-of-these-tests-1');
const other = new Secret('a-secret-of-these-tests-2');
const CALL_TOKEN = '{"parentCallInfoToken":"canary-call-token"}';
const permit: TransferPermit = {
  callSid: `CA${'1'.repeat(32)}`,
  tenantId: 'riverside-dental',
  calledNumber: '+12025550101',
  expiresAtSeconds: 1_000,
  callToken: CALL_TOKEN,
  transfers: 1,
};
const token = signPermit(permit, secret);

describe('a token', () => {
  it.each([[CALL_TOKEN], [undefined], ['ü €']])('gives the permit back, with %j', (callToken) => {
    const given = { ...permit, callToken };

    expect(readPermit(signPermit(given, secret), [secret], 999)).toEqual({ permit: given });
  });

  it('is read with the secret that another one replaces', () => {
    expect(readPermit(token, [other, secret], 999)).toEqual({ permit });
  });

  it('is good for its last second, and no longer', () => {
    expect(readPermit(token, [secret], 1_000).permit).toEqual(permit);
    expect(readPermit(token, [secret], 1_001)).toEqual({ defect: 'expired' });
  });

  it.each([[[other]], [[]]])('is refused by other secrets', (secrets) => {
    expect(readPermit(token, secrets, 999)).toEqual({ defect: 'wrong-signature' });
  });

  it('is refused with any character changed, left out or added', () => {
    const changed = [...token].flatMap((character, at) => {
      const [before, after] = [token.slice(0, at), token.slice(at + 1)];
      const another = character === 'A' ? 'B' : 'A';
      return [before + another + after, before + after, `${before}${another}${character}${after}`];
    });

    const taken = [...changed, `${token}=`, `${token} `, `${token}\n`, `${token}.`].filter(
      (text) => readPermit(text, [secret], 999).permit !== undefined,
    );

    expect(taken).toEqual([]);
  });

  it('shows nobody the CallToken, nor the same sealed text twice', () => {
    const texts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));

    expect([token, ...texts].filter((text) => text.includes('canary'))).toEqual([]);
    expect(signPermit(permit, secret)).not.toBe(token);
  });

  it.each([
    [''],
    ['sb-permit'],
    ['sb-permit...'],
    ['undefined'],
    ['sb-permit.e30..x'],
    ['.'.repeat(100_000)],
    ['\u0000\ud800'],
    [`sb-permit.${'A'.repeat(100_000)}..A`],
  ])('never throws: %.20j', (text) => {
    expect(readPermit(text, [secret], 0).permit).toBeUndefined();
  });
});

describe('nameConference', () => {
  it('is the same for a call, and another for every other call and secret', () => {
    const name = nameConference(permit.callSid, secret);

    expect(nameConference(permit.callSid, secret)).toBe(name);
    expect(nameConference(`CA${'2'.repeat(32)}`, secret)).not.toBe(name);
    expect(nameConference(permit.callSid, other)).not.toBe(name);
    expect(name).toMatch(/^transfer-[\w-]{22}$/);
  });
});
