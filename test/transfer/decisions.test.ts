import { cleanSummary } from '../../src/transfer/summary';
import {
  combineOutcomes,
  classifyLeg,
  parseOutcome,
  type TransferOutcome,
} from '../../src/transfer/outcome';

describe('classifyLeg', () => {
  it.each([
    ['queued', '', undefined],
    ['initiated', '', undefined],
    ['ringing', '', undefined],
    ['in-progress', '', undefined],
    ['in-progress', 'machine_start', undefined],
    ['busy', '', 'busy'],
    ['no-answer', '', 'no-answer'],
    ['canceled', '', 'no-answer'],
    ['failed', '', 'failed'],
    ['something new', '', 'failed'],
    ['completed', 'human', 'declined'],
    ['completed', '', 'declined'],
    ['completed', 'unknown', 'declined'],
    ['completed', 'machine_start', 'machine'],
    ['completed', 'machine_end_beep', 'machine'],
    ['completed', 'fax', 'machine'],
  ] as const)('takes %s by %j for %s', (status, answeredBy, outcome) => {
    expect(classifyLeg({ status, answeredBy, from: '' })).toBe(outcome);
  });
});

describe('combineOutcomes', () => {
  it.each<[TransferOutcome[], TransferOutcome]>([
    [[], 'failed'],
    [['failed', 'no-answer'], 'no-answer'],
    [['no-answer', 'machine'], 'machine'],
    [['machine', 'busy'], 'busy'],
    [['busy', 'declined', 'failed'], 'declined'],
  ])('says of %j: %s', (outcomes, outcome) => {
    expect(combineOutcomes(outcomes)).toBe(outcome);
    expect(combineOutcomes([...outcomes].reverse())).toBe(outcome);
  });
});

describe('parseOutcome', () => {
  it.each([['accepted'], ['caller-left'], ['machine']])('knows %s', (text) => {
    expect(parseOutcome(text)).toBe(text);
  });

  it.each([[''], ['Accepted'], ['toString']])('does not know %j', (text) => {
    expect(parseOutcome(text)).toBeUndefined();
  });
});

describe('cleanSummary', () => {
  it.each<[unknown, string]>([
    [undefined, ''],
    [7, ''],
    [['x'], ''],
    ['  Jane,\n about\ta bill ', 'Jane, about a bill'],
    ['<Say>Hi</Say> {{businessName}} **now** http://x.example/y', 'Hi businessName now'],
    ['call +1 (202) 555-0143 back', 'call … 43 back'],
    ['2025550143', '… 43'],
    ['order 12345, conference 7', 'order 12345, conference 7'],
    ['a\u0000b\u202ec\ud800', 'a b c\ufffd'],
  ])('makes %j one line: %j', (text, line) => {
    expect(cleanSummary(text)).toBe(line);
  });

  it('cuts at a word, after 200 characters at most', () => {
    const line = cleanSummary('word '.repeat(100));

    expect(line.length).toBeLessThanOrEqual(200);
    expect(line).toMatch(/word$/);
    expect(cleanSummary('😀'.repeat(150))).toMatch(/^(😀){99,100}$/u);
  });
});
