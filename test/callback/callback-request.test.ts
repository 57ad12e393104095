import {
  type CallbackRequest,
  claim,
  isCallbackDue,
  isSpent,
  decideFreeSlot,
  decideTurn,
  type KeptRequest,
  listOpen,
  makeRequest,
  mergeRequests,
  parseRequest,
  retryLater,
  toItem,
} from '../../src/callback/callback-request';
import type { E164 } from '../../src/phone/e164';
import type { CallbackRules } from '../../src/tenants/queue-schema';

const NOW = 10_000;
const moment = { nowSeconds: NOW };
const rules: CallbackRules = {
  tries: 2,
  ringSeconds: 25,
  retryAfterSeconds: 300,
  expiresAfterSeconds: 7_200,
};
const request: CallbackRequest = {
  callSid: 'CA1',
  calledNumber: '+12025550101' as E164,
  callerNumber: '+12025550143' as E164,
  joinedAtSeconds: NOW - 100,
  tries: 0,
  notBeforeSeconds: NOW - 50,
  expiresAtSeconds: NOW + 7_000,
  phase: 'waiting',
  phaseUntilSeconds: 0,
};
const kept = (parts: Partial<CallbackRequest> = {}, key = 'a'): KeptRequest => ({
  key,
  revision: '1',
  request: { ...request, ...parts },
});
const called = { phase: 'called', phaseUntilSeconds: NOW + 10 } as const;
const holding = { ...called, phase: 'holding' } as const;
const turnOf = (open: readonly KeptRequest[], joinedAtSeconds = NOW - 50) =>
  decideTurn(open, { ...moment, joinedAtSeconds }, rules).next;

describe('decideTurn', () => {
  it.each([
    ['nobody asked', [], 'try'],
    ['somebody asked before', [kept()], 'try-for'],
    ['somebody asked who came later', [kept({ joinedAtSeconds: NOW - 20 })], 'try'],
    ['somebody asked who came at the same second', [kept({ joinedAtSeconds: NOW - 50 })], 'try'],
    ['somebody before is called', [kept(called)], 'stand-back'],
    ['somebody before holds', [kept(holding)], 'stand-back'],
    ['somebody before is called, another is not', [kept(called), kept({}, 'b')], 'stand-back'],
    ['somebody later is called', [kept({ ...called, joinedAtSeconds: NOW - 20 })], 'try'],
    ['a call before is long over', [kept({ ...called, phaseUntilSeconds: NOW })], 'try-for'],
    ['somebody before was not reached just now', [kept({ notBeforeSeconds: NOW + 1 })], 'try'],
    ['somebody before was called often enough', [kept({ tries: 2 })], 'try'],
  ] as const)('lets the front act where %s', (_name, open, next) => {
    expect(turnOf(open)).toBe(next);
  });
});

describe('decideFreeSlot', () => {
  const decide = (open: readonly KeptRequest[], freedBy?: string) =>
    decideFreeSlot(open, { ...moment, freedBy }, rules);

  it('takes the first who may be called', () => {
    const [early, late] = [kept({ notBeforeSeconds: NOW + 9 }), kept({}, 'b')];

    expect(decide([early, late])).toBe(late);
    expect(decide([])).toBeUndefined();
  });

  it('leaves the queue to somebody who holds', () => {
    expect(decide([kept(), kept(holding, 'b')])).toBe('reserved');
  });

  it('rings once for each slot', () => {
    const ringing = kept({ ...called, freedBy: 'talk-1' });
    const other = kept({}, 'b');

    expect(decide([ringing, other], 'talk-1')).toBe('reserved');
    expect(decide([ringing, other], 'talk-2')).toBe(other);
    expect(decide([ringing, other])).toBe(other);
  });
});

describe('a request', () => {
  it('has the place of the moment when its caller came', () => {
    const made = makeRequest({ ...request, waitedSeconds: 61 }, moment, rules);

    expect(made).toMatchObject({ joinedAtSeconds: NOW - 61, expiresAtSeconds: NOW + 7_200 });
    expect(isCallbackDue({ ...kept(), request: made }, moment, rules)).toBe(false);
  });

  it('keeps the older place when there are two', () => {
    const newer = { ...request, joinedAtSeconds: NOW - 5, callSid: 'CA2' };

    expect(mergeRequests({ ...request, tries: 1 }, newer)).toEqual({
      ...newer,
      joinedAtSeconds: NOW - 100,
    });
    expect(mergeRequests(newer, request).joinedAtSeconds).toBe(NOW - 100);
  });

  it('counts a try before it is made, and waits after it', () => {
    const claimed = claim(request, moment, rules, 'talk-1');
    const back = retryLater(claimed, moment, rules);

    expect(claimed).toMatchObject({ tries: 1, phase: 'called', freedBy: 'talk-1' });
    expect(back).toMatchObject({ tries: 1, phase: 'waiting', notBeforeSeconds: NOW + 300 });
    expect(isCallbackDue({ ...kept(), request: back }, { nowSeconds: NOW + 299 }, rules)).toBe(
      false,
    );
    expect(isCallbackDue({ ...kept(), request: back }, { nowSeconds: NOW + 300 }, rules)).toBe(
      true,
    );
  });

  it('is due again when nobody says how a try went, and spent after the last', () => {
    const claimed = claim({ ...request, tries: 1 }, moment, rules, undefined);
    const much = { nowSeconds: NOW + 1_000 };

    expect(isSpent({ ...kept(), request: claimed }, moment, rules)).toBe(false);
    expect(isSpent({ ...kept(), request: claimed }, much, rules)).toBe(true);
    expect(isCallbackDue({ ...kept(), request: claimed }, much, rules)).toBe(false);
  });

  it('is forgotten by Sync a minute after it has expired', () => {
    expect(toItem('a', request, moment).ttlSeconds).toBe(7_060);
    expect(toItem('a', request, { nowSeconds: NOW + 9_000 }).ttlSeconds).toBe(60);
  });
});

describe('listOpen', () => {
  const item = (key: string, data: object) => ({ key, revision: '0', data });

  it('puts those first who came first, and leaves out what has expired', () => {
    const open = listOpen(
      [
        item('a', { ...request, joinedAtSeconds: NOW - 10 }),
        item('b', { ...request, expiresAtSeconds: NOW }),
        item('c', request),
      ],
      moment,
    );

    expect(open.map(({ key }) => key)).toEqual(['c', 'a']);
  });

  it.each([
    [null],
    ['text'],
    [{}],
    [{ ...request, phase: 'dancing' }],
    [{ ...request, tries: '1' }],
    [{ ...request, callerNumber: 7 }],
  ])('takes no notification of %j', (data) => {
    expect(parseRequest(data)).toBeUndefined();
  });
});
