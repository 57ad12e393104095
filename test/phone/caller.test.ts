import { parseCaller } from '../../src/phone/caller';
import { parseE164 } from '../../src/phone/e164';

describe('parseCaller', () => {
  it.each(['+12025550143', '+493023125190', '+4412345'])('takes %s as a number', (from) => {
    expect(parseCaller(from)).toEqual({ kind: 'number', number: from });
  });

  it.each([
    '',
    '   ',
    'anonymous',
    'Anonymous',
    'ANONYMOUS',
    'Restricted',
    'unknown',
    'private',
    'Private Number',
    'unavailable',
    'BLOCKED',
    '+266696687',
    '266696687',
    '+7378742833',
    '+2562533',
    '+8656696',
    '+86282452253',
    'sip:anonymous@anonymous.invalid',
  ])('takes "%s" as withheld', (from) => {
    expect(parseCaller(from)).toEqual({ kind: 'withheld' });
  });

  it.each([
    ['sip:desk@example.com:5060;user=phone', { kind: 'sip' }],
    ['SIPS:desk@example.com', { kind: 'sip' }],
    ['client:jenny', { kind: 'client', name: 'jenny' }],
    ['5551234', { kind: 'unparsed', text: '5551234' }],
    ['+0123456789', { kind: 'unparsed' }],
    ['+1234567890123456', { kind: 'unparsed' }],
  ])('tells what %s is', (from, expected) => {
    expect(parseCaller(from)).toMatchObject(expected);
  });
});

describe('parseE164', () => {
  it('repairs a plus sign that a hand-made form lost', () => {
    expect(parseE164(' 12025550101')).toBe('+12025550101');
  });

  it.each(['12025550101', '+1202555010a', 'sip:+12025550101@example.com', ''])(
    'refuses "%s"',
    (text) => {
      expect(parseE164(text)).toBeUndefined();
    },
  );
});
