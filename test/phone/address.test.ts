import { listPossibleNumbers, readAddress } from '../../src/phone/address';

const NUMBER = '+12025550143';

describe('readAddress', () => {
  it.each([
    ['sip:+12025550143;npdi;rn=+12025550199@198.51.100.7', 'sip'],
    ['sip:+12025550143:secret@acme.sip.twilio.com;transport=tls', 'sip'],
    ['"+19005550100" <SIPS:+12025550143@example.com>;tag=1', 'sip'],
    ['tel:+12025550143;cpc=priority', 'tel'],
    ['+12025550143;cpc=priority', 'plain'],
    [' 12025550143', 'plain'],
  ])('reads the number of %s (V2, V3, V4)', (text, kind) => {
    expect(readAddress(text)).toMatchObject({ kind, number: NUMBER });
  });

  it.each([
    '"<tel:+19005550100>" <sip:a@b>',
    '<tel:+19005550100> <sip:a@b>',
    '"+19005550100" <sip:a@b>',
    'sip:a@+19005550100',
    'sip:a;rn=+19005550100@b',
    'sip:a@b;user=+19005550100',
    'sip:a@b?to=+19005550100',
    'sip:12025550143@b',
    'sip: 12025550143@b',
    'client:+19005550100',
  ])('reads no number out of %s (T16, V2)', (text) => {
    expect(readAddress(text).number).toBeUndefined();
  });
});

describe('listPossibleNumbers', () => {
  it.each([
    NUMBER,
    '12025550143',
    'tel:+12025550143',
    'tel:12025550143;cpc=ordinary',
    'sip:12025550143@acme.sip.twilio.com',
    'sip:+12025550143@acme.sip.twilio.com;transport=tls',
  ])('finds the number that %s means (V3, V4)', (text) => {
    expect([...new Set(listPossibleNumbers(text))]).toEqual([NUMBER]);
  });

  it.each(['', 'sip:desk@x', 'client:12025550143', '0123456789', '123456', 'sip:a@12025550143'])(
    'finds none in %j (V3)',
    (text) => {
      expect(listPossibleNumbers(text)).toEqual([]);
    },
  );
});
