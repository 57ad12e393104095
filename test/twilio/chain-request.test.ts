import { parseChainRequest } from '../../src/twilio/chain-request';
import { buildChainServices } from '../../src/twilio/chain-links';
import { parseDialResult } from '../../src/twilio/dial-result';
import { parseIncomingCall } from '../../src/twilio/incoming-call';
import { parseScreening } from '../../src/twilio/screening';
import { CALLER, contextOf, OWN, PERSON } from '../fakes/tenants';

const parametersOf = (url: string) =>
  Object.fromEntries(new URL(url, 'https://ours.example').searchParams);

describe('parseChainRequest', () => {
  it.each([
    [{ step: '3', turn: '2' }, 3, 2],
    [{ step: '3' }, 3, 0],
    [{ step: ['3', '9'], turn: ['1', '9'] }, 3, 1],
    [{ step: '3', turn: 'x' }, 3, 0],
  ])('reads the position in %j', (event, step, turn) => {
    expect(parseChainRequest(event).position).toEqual({ step, turn });
  });

  it.each([{ step: '-1', turn: '1' }, { step: '1e3' }, { step: '' }, { turn: '2' }, {}])(
    'takes the end of the chain where it cannot read a step: %j',
    (event) => {
      expect(parseChainRequest(event).position).toEqual({ step: 1_000, turn: 0 });
    },
  );

  it('reads what the links of a chain write', () => {
    const { afterDial, afterRecord } = contextOf().links;

    for (const url of [afterDial({ step: 7, turn: 9 }), afterRecord({ step: 7, turn: 9 })]) {
      expect(parseChainRequest(parametersOf(url)).position).toEqual({ step: 7, turn: 9 });
    }
  });
});

describe('parseDialResult', () => {
  it.each([{}, { DialCallStatus: '' }, { DialCallStatus: null }, { DialCallSid: 'CA2' }])(
    'knows of no Dial from %j',
    (event) => {
      expect(parseDialResult(event)).toBeUndefined();
    },
  );

  it.each([
    ['true', true],
    ['false', false],
    ['TRUE', undefined],
    ['1', undefined],
    ['', undefined],
    [undefined, undefined],
    [['true', 'false'], true],
  ])('reads from DialBridged %j whether they were connected: %s', (DialBridged, isBridged) => {
    const result = parseDialResult({ DialCallStatus: 'completed', DialBridged });

    expect(result).toEqual({ status: 'completed', isBridged, answeredBy: '', isCallLive: true });
  });
});

describe('parseScreening', () => {
  it("takes the tenant's number from our own address: To is the person's", () => {
    const screening = parseScreening({ CallSid: 'CA2', To: '+12025550171', called: OWN });

    expect(screening).toEqual({
      callSid: 'CA2',
      calledNumber: OWN,
      digit: undefined,
      ownUrl: '/fallback/screen?called=%2B12025550101',
    });
  });

  it('reads what the link of a chain writes', () => {
    const { calledNumber, ownUrl } = parseScreening(parametersOf(contextOf().links.screen));

    expect([calledNumber, ownUrl]).toEqual([OWN, contextOf().links.screen]);
  });

  it.each([
    [{ Digits: ' 1 ' }, '1'],
    [{ Digits: ['2', '1'] }, '2'],
    [{ Digits: '' }, undefined],
    [{}, undefined],
  ])('takes the key from %j', (event, digit) => {
    expect(parseScreening(event)).toMatchObject({ digit, ownUrl: '/fallback/screen' });
  });
});

describe('buildChainServices', () => {
  it('names the numbers that would bring the call back: forwarding and calling', () => {
    const { calledNumber, caller, forwardedFrom } = parseIncomingCall({
      To: OWN,
      From: CALLER,
      ForwardedFrom: PERSON,
    });

    const { cameFrom } = buildChainServices({ calledNumber, caller, forwardedFrom });

    expect(cameFrom).toEqual([PERSON, CALLER]);
  });

  it.each([
    'sip:+12025550171@carrier.example;cpc=ordinary',
    'tel:+12025550171',
    '12025550171',
    '+12025550171;cpc=ordinary',
  ])('does not ring the number that forwarded the call, written as %s (V4)', (ForwardedFrom) => {
    const { cameFrom } = buildChainServices(parseIncomingCall({ To: OWN, ForwardedFrom }));

    expect(cameFrom).toContain('+12025550171');
  });

  it('takes a SIP number for nobody to dial, and for no caller id (V2)', () => {
    const call = parseIncomingCall({ To: OWN, From: 'sip:+12025550143@example.com' });

    expect(buildChainServices(call)).toMatchObject({ passesCallerId: false, ownNumber: OWN });
    expect(call.caller).toMatchObject({ kind: 'sip', number: '+12025550143' });
  });

  it.each(['anonymous', 'sip:desk@example.com', 'client:jenny'])(
    'names none where carrier and caller name none: %s',
    (From) => {
      const { cameFrom } = buildChainServices(parseIncomingCall({ From, ForwardedFrom: '?' }));

      expect(cameFrom.filter((number) => number !== undefined)).toEqual([]);
    },
  );

  it('writes the called number into addresses only where it is one', () => {
    const { links, ownNumber } = buildChainServices({
      calledNumber: 'sip:reception@example.com',
      caller: { kind: 'withheld' },
      forwardedFrom: undefined,
    });

    expect(ownNumber).toBeUndefined();
    expect([links.screen, links.recordingStatus]).toEqual([
      '/fallback/screen',
      '/voicemail/recording#rc=2&rp=5xx,ct,rt',
    ]);
  });
});
