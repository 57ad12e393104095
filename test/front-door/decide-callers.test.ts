import * as v from 'valibot';
import {
  type CallCounts,
  type CallerFacts,
  decideCallers,
} from '../../src/front-door/decide-callers';
import { parseCaller } from '../../src/phone/caller';
import { parsePlace } from '../../src/phone/place';
import { callers, type Callers } from '../../src/tenants/callers-schema';
import { CALLER } from '../fakes/tenants';

const callersOf = (parts: object): Callers => v.parse(callers, parts);

const factsOf = ({ from = CALLER, country = 'US', ...parts }: Facts = {}): CallerFacts => ({
  caller: parseCaller(from),
  callerPlace: parsePlace(country, ''),
  attestation: undefined,
  spamVerdict: undefined,
  ...parts,
});

type Facts = Partial<CallerFacts> & { readonly from?: string; readonly country?: string };

describe('decideCallers', () => {
  const decide = (rules: object | undefined, facts: Facts = {}, counts: CallCounts = {}) => {
    const { choice, why } = decideCallers(rules && callersOf(rules), factsOf(facts), counts);
    return `${choice} ${why}`;
  };

  it.each<[string, object | undefined, Facts, string]>([
    ['without rules', undefined, {}, 'admit no-rule'],
    ['whom no rule concerns', {}, {}, 'admit not-suspect'],
    ['on the block list', { block: [CALLER] }, {}, 'block blocked-number'],
    ['whose number begins so', { block: ['+1202*'] }, {}, 'block blocked-number'],
    ['whose number only begins so', { block: [CALLER.slice(0, -1)] }, {}, 'admit not-suspect'],
    ['on both lists', { allow: ['+1202*'], block: [CALLER] }, {}, 'admit allowed'],
    [
      'with a blocked number in a SIP address',
      { block: [CALLER] },
      { from: `sip:${CALLER}@a.example` },
      'admit not-suspect',
    ],
    ['who withholds the number', { anonymous: 'block' }, { from: 'anonymous' }, 'block anonymous'],
    [
      'who withholds it, with a key',
      { anonymous: 'challenge' },
      { from: '' },
      'challenge anonymous',
    ],
    ['from a country that is not allowed', { countries: { allow: ['DE'] } }, {}, 'block country'],
    ['from a blocked country', { countries: { block: ['US'] } }, {}, 'block country'],
    ['from nowhere', { countries: { allow: ['DE'] } }, { country: '' }, 'admit not-suspect'],
    [
      'whose carrier disowns the number',
      { verification: 'block' },
      { attestation: 'failed' },
      'block failed-verification',
    ],
    [
      'of whom the carrier says nothing',
      { verification: 'block' },
      { attestation: 'none' },
      'admit not-suspect',
    ],
    ['of whom Twilio says nothing', { verification: 'block' }, {}, 'admit not-suspect'],
    [
      'whom an add-on calls spam',
      { spamScore: 'challenge' },
      { spamVerdict: 'spam' },
      'challenge spam',
    ],
    ['whom it does not', { spamScore: 'block' }, { spamVerdict: 'not-spam' }, 'admit not-suspect'],
    ['where everybody is challenged', { challenge: 'always' }, {}, 'challenge everybody'],
    [
      'who is allowed where everybody is challenged',
      { challenge: 'always', allow: [CALLER] },
      {},
      'admit allowed',
    ],
    [
      'who is spam and withheld',
      { anonymous: 'challenge', spamScore: 'block' },
      { from: '', spamVerdict: 'spam' },
      'block spam',
    ],
  ])('decides of a caller %s', (_case, rules, facts, expected) => {
    expect(decide(rules, facts)).toBe(expected);
  });

  it.each<[CallCounts, string]>([
    [{}, 'admit not-suspect'],
    [{ callerHour: 3, callerDay: 5, atOnce: 2 }, 'admit not-suspect'],
    [{ callerHour: 4 }, 'block caller-limit'],
    [{ callerDay: 6 }, 'block caller-limit'],
    [{ atOnce: 3 }, 'block at-once-limit'],
  ])('counts %j against the limits', (counts, expected) => {
    const limits = { perCallerHour: 3, perCallerDay: 5, atOnce: 2 };

    expect(decide({ limits }, {}, counts)).toBe(expected);
  });

  it('counts nothing against an allowed number', () => {
    const rules = { allow: [CALLER], limits: { perCallerHour: 1 } };

    expect(decide(rules, {}, { callerHour: 9 })).toBe('admit allowed');
  });
});
