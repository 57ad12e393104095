import { decideFrontDoor, hasFrontDoor } from '../../src/front-door/decide-front-door';
import { parseCaller } from '../../src/phone/caller';
import type { DoorState } from '../../src/phone/door-state';
import { parsePlace } from '../../src/phone/place';
import { checkTenant } from '../../src/tenants/check-tenant';
import { CALLER, contextOf, OWN, PERSON, tenantOf } from '../fakes/tenants';

const people = { numbers: ['+12025550171'] };
const menu = [{ language: 'en-US' }, { language: 'es-MX' }];
const hours = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon'], from: '08:00', to: '17:00' }],
};
const voicemail = [{ step: 'voicemail' }];
/** A Monday in Washington. */
const MORNING = '2026-11-30T09:00-05:00';
const EVENING = '2026-11-30T20:00-05:00';

interface Case {
  readonly tenant?: object;
  readonly at?: string;
  readonly from?: string;
  readonly country?: string;
  readonly door?: DoorState;
  readonly byHand?: boolean;
}

const readTenant = (parts: object) => {
  const { value, problems } = checkTenant({
    id: 'a',
    name: 'A',
    numbers: ['+12025550101'],
    assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
    ...parts,
  });
  expect(problems).toEqual([]);
  return tenantOf(value);
};

const planOf = (given: Case) => {
  const { tenant = {}, at = MORNING, from = CALLER, country = 'US', door = {} } = given;
  return decideFrontDoor({
    call: {
      caller: parseCaller(from),
      callerPlace: parsePlace(country, ''),
      attestation: undefined,
      spamVerdict: undefined,
      door,
    },
    tenant: readTenant(tenant),
    at: new Date(at),
    closedByHand: given.byHand === true ? { untilMs: undefined } : undefined,
    counts: {},
    ends: contextOf(from),
  });
};

const stepsOf = (given: Case) => planOf(given).steps.map(({ kind }) => kind);

describe('the steps of a plan', () => {
  it.each<[string, Case, string[]]>([
    ['a tenant without a front door', {}, ['assistant']],
    ['open hours', { tenant: { hours } }, ['assistant']],
    ['closed hours, with the usual assistant', { tenant: { hours }, at: EVENING }, ['assistant']],
    [
      'closed hours, with a fallback',
      { tenant: { hours, whenClosed: { fallback: voicemail } }, at: EVENING },
      ['closed'],
    ],
    [
      'open hours, with a fallback for closed ones',
      { tenant: { hours, whenClosed: { fallback: voicemail } } },
      ['assistant'],
    ],
    [
      'a business closed by hand',
      { tenant: { whenClosed: { fallback: voicemail } }, byHand: true },
      ['closed'],
    ],
    ['people first', { tenant: { answerFirst: { open: people } } }, ['people', 'assistant']],
    [
      'people first while open, at night',
      { tenant: { hours, answerFirst: { open: people } }, at: EVENING },
      ['assistant'],
    ],
    [
      'people first while closed, at night',
      {
        tenant: { hours, answerFirst: { closed: people }, whenClosed: { fallback: voicemail } },
        at: EVENING,
      },
      ['people', 'closed'],
    ],
    [
      'people first, none of whom may be rung: the caller, and the number itself',
      { tenant: { answerFirst: { open: { numbers: [PERSON, OWN] } } }, from: PERSON },
      ['assistant'],
    ],
    ['two languages', { tenant: { languages: { menu } } }, ['menu', 'assistant']],
    [
      'two languages, with a rule for the country',
      {
        tenant: { languages: { menu, byCountry: [{ country: 'MX', language: 'es-MX' }] } },
        country: 'MX',
      },
      ['assistant'],
    ],
    [
      'a question about recording',
      { tenant: { recording: { by: 'vapi', consent: { default: 'ask' } } } },
      ['consent', 'assistant'],
    ],
    ['a challenge', { tenant: { callers: { challenge: 'always' } } }, ['challenge', 'assistant']],
    [
      'a blocked caller',
      { tenant: { callers: { block: [CALLER] }, answerFirst: { open: people } } },
      ['reject'],
    ],
    [
      'a blocked caller who may leave a message',
      { tenant: { callers: { block: [CALLER], onBlocked: 'voicemail' } } },
      ['voicemail'],
    ],
    [
      'everything',
      {
        tenant: {
          hours,
          callers: { challenge: 'always' },
          answerFirst: { open: people },
          languages: { menu },
          recording: { by: 'vapi', consent: { default: 'ask' } },
        },
      },
      ['challenge', 'people', 'menu', 'consent', 'assistant'],
    ],
  ])('of %s', (_case, given, expected) => {
    expect(stepsOf(given)).toEqual(expected);
  });

  it('are those that are left, when a step has been answered', () => {
    const tenant = {
      callers: { challenge: 'always' },
      answerFirst: { open: people },
      languages: { menu },
    };
    const answered = [
      {},
      { isAdmitted: true },
      { isAdmitted: true, ringOutcome: 'busy' },
      { isAdmitted: true, ringOutcome: 'busy', language: 'es-MX' },
    ] as const;

    const left = answered.map((door) => stepsOf({ tenant, door })[0]);

    expect(left).toEqual(['challenge', 'people', 'menu', 'assistant']);
  });

  it('keep to what the hours were when the call came in', () => {
    const tenant = { hours, whenClosed: { fallback: voicemail } };
    const { door } = planOf({ tenant });

    expect(stepsOf({ tenant, at: EVENING, door })).toEqual(['assistant']);
    expect(stepsOf({ tenant, at: EVENING })).toEqual(['closed']);
  });
});

describe('the reasons of a plan', () => {
  it('name each part that has a say, in order', () => {
    const { reasons } = planOf({
      tenant: {
        hours,
        callers: { anonymous: 'challenge' },
        answerFirst: { closed: people },
        languages: { menu },
        disclosure: { default: 'none', rules: [{ country: 'US', disclosure: 'announce' }] },
        recording: { by: 'vapi', consent: { default: 'announce' } },
      },
      from: 'anonymous',
      at: EVENING,
    });

    expect(reasons).toEqual([
      { part: 'callers', choice: 'challenge', why: 'anonymous' },
      { part: 'hours', choice: 'closed', why: 'week' },
      { part: 'answerFirst', choice: 'people', why: 'closed' },
      { part: 'languages', choice: 'menu', why: 'no rule for US' },
      { part: 'disclosure', choice: 'announce', why: 'US' },
      { part: 'recording', choice: 'announce', why: 'US' },
    ]);
  });
});

describe('a plan without anybody to ring', () => {
  it('says why, and that ringing failed', () => {
    const tenant = { answerFirst: { open: people } };
    const { reasons, door } = planOf({ tenant, from: PERSON });

    expect(reasons).toEqual([
      { part: 'answerFirst', choice: 'assistant', why: 'call would come back' },
    ]);
    expect(door.ringOutcome).toBe('failed');
  });
});

describe('hasFrontDoor', () => {
  it('says no of a tenant with only what every tenant has', () => {
    expect(hasFrontDoor(readTenant({}), undefined)).toBe(false);
  });

  it.each([
    { hours },
    { callers: {} },
    { answerFirst: { open: people } },
    { languages: { menu } },
    { disclosure: { default: 'announce' } },
    { recording: { by: 'vapi' } },
  ])('says yes of a tenant with %j', (parts) => {
    expect(hasFrontDoor(readTenant(parts), undefined)).toBe(true);
  });

  it('says yes of a business that is closed by hand', () => {
    expect(hasFrontDoor(readTenant({}), { untilMs: undefined })).toBe(true);
  });
});
