import { decideCallback } from '../../src/legs/decide-callback';
import { decideLeg } from '../../src/legs/decide-leg';

const OWN = '+12025550101';
const decide = (to: string, parts: Partial<Parameters<typeof decideCallback>[0]> = {}) =>
  decideCallback({
    to,
    calledNumber: OWN,
    isOwn: false,
    countries: [],
    hasFailedAttestation: false,
    ...parts,
  }).why ?? 'rings';

describe('decideCallback', () => {
  it.each([
    ['+12025550143', 'rings'],
    ['+19005550100', 'premium-rate'],
    ['+15002345678', 'personal'],
    ['+18765550100', 'other-country'],
    ['+14165550143', 'other-country'],
    ['+8821612345678', 'other-country'],
    ['+252611234567', 'other-country'],
    ['+37258123456', 'other-country'],
    ['+447030123456', 'other-country'],
    [OWN, 'own-number'],
    ['sip:jane@example.com', 'not-e164'],
    ['client:bob', 'not-e164'],
    ['+1900,,555', 'not-e164'],
  ])('rings no number that costs, or is nobody’s, back: %s %s (T1)', (to, why) => {
    expect(decide(to)).toBe(why);
  });

  it('rings callers of the countries that the tenant lists (T1)', () => {
    const countries = ['CA', 'GB'];

    expect(decide('+14165550143', { countries })).toBe('rings');
    expect(decide('+447030123456', { countries })).toBe('personal');
    expect(decide('+18765550100', { countries })).toBe('other-country');
  });

  it('goes by the country of the number that was called (T1)', () => {
    expect(decide('+491701234567', { calledNumber: '+493023125101' })).toBe('rings');
    expect(decide('+12025550143', { calledNumber: '+493023125101' })).toBe('other-country');
  });

  it('rings no number of the switchboard, and none that its carrier disowns (T1)', () => {
    expect(decide('+12025550143', { isOwn: true })).toBe('own-number');
    expect(decide('+12025550143', { hasFailedAttestation: true })).toBe('failed-attestation');
  });
});

describe('decideLeg', () => {
  it('leaves the country to the tenant who wrote the number down', () => {
    expect(decideLeg({ to: '+447030123456', isOwn: false })).toEqual({ rings: true });
  });

  it.each([
    ['+12025550101', true, [], 'own-number'],
    ['+12025550171', false, ['+12025550171'], 'would-loop'],
    ['+1900,,555', false, [], 'not-e164'],
  ])('rings nobody from whom the call would come back: %s', (to, isOwn, cameFrom, why) => {
    expect(decideLeg({ to, isOwn, cameFrom })).toEqual({ rings: false, why });
  });
});
