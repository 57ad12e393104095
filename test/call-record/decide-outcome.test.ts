import { CALL_OUTCOMES } from '../../src/call-record/call-record';
import {
  decideAnsweredBy,
  decideOutcome,
  isMissed,
  type OutcomeFacts,
} from '../../src/call-record/decide-outcome';

const nothing: OutcomeFacts = {
  talks: [],
  hasMessage: false,
  isCallback: false,
  lastStation: 'none',
  isKnown: true,
};

const outcomes = [
  ['assistant', false, { talks: ['assistant'] }],
  ['assistant', false, { talks: ['assistant', 'person', 'assistant'] }],
  ['person', false, { talks: ['person'] }],
  ['person', false, { talks: ['assistant', 'person'], lastStation: 'fallback' }],
  ['message', false, { hasMessage: true, lastStation: 'fallback' }],
  ['message', false, { hasMessage: true, talks: ['assistant'] }],
  ['callback-requested', false, { lastStation: 'queue-callback' }],
  ['callback-unanswered', false, { isCallback: true, lastStation: 'caller-left' }],
  ['assistant', false, { isCallback: true, talks: ['assistant'] }],
  ['queue-left', true, { lastStation: 'queue' }],
  ['fallback', true, { lastStation: 'fallback' }],
  ['closed', true, { lastStation: 'closed' }],
  ['caller-left', true, { lastStation: 'caller-left' }],
  ['rejected', false, { lastStation: 'rejected' }],
  ['unknown', false, {}],
  ['unknown', false, { isKnown: false, hasMessage: true, talks: ['person'] }],
] as const;

describe('decideOutcome', () => {
  it.each(outcomes)('finds %s (missed: %s) in %j', (outcome, missed, facts) => {
    const decided = decideOutcome({ ...nothing, ...facts });

    expect([decided, isMissed(decided)]).toEqual([outcome, missed]);
  });

  it('can find every outcome of the list', () => {
    const found = new Set<string>(outcomes.map(([outcome]) => outcome));

    expect([...found].sort()).toEqual([...CALL_OUTCOMES].sort());
  });
});

describe('decideAnsweredBy', () => {
  it.each([
    ['nobody', []],
    ['person', ['person', 'assistant']],
    ['assistant', ['assistant', 'person']],
  ] as const)('is %s for %j', (answeredBy, talks) => {
    expect(decideAnsweredBy({ talks })).toBe(answeredBy);
  });
});
