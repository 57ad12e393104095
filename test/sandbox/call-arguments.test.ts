import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCallOrder, USAGE, UsageError } from '../../sandbox/project/call-arguments';
import { faultNames } from '../../sandbox/vapi/faults';

const read = (...words: string[]) => readCallOrder(['--to', '+12025550101', ...words]);

describe('the words after npm run call', () => {
  it('ask for a plain call unless they say more', () => {
    expect(read()).toEqual({
      from: '+12025550143',
      to: '+12025550101',
      fault: undefined,
      origin: undefined,
      digits: [],
      people: [],
      hangUpAfterMs: undefined,
    });
  });

  it.each([
    ['--press', '1'],
    ['--press', '1,,*2#'],
    ['--press', ',1'],
    ['--press', ''],
    ['--press', 'named,1'],
  ])('press keys in turn: %s %s', (...words) => {
    expect(read(...words)).toMatchObject({ digits: words[1].split(',') });
  });

  it('press keys that are given one by one', () => {
    expect(read('--press', '1', '--press', '', '--press', '2')).toMatchObject({
      digits: ['1', '', '2'],
    });
  });

  it('say what the people do who are rung (N4)', () => {
    expect(read('--people', 'busy,answer', '--people', 'machine')).toMatchObject({
      people: ['busy', 'answer', 'machine'],
    });
  });

  it('press keys before the question is over', () => {
    expect(read('--press', '1@2,,#@0')).toMatchObject({
      digits: [{ keys: '1', afterPrompts: 2 }, '', { keys: '#', afterPrompts: 0 }],
    });
  });

  it.each([
    ['2026-12-24T17:30+01:00', '2026-12-24T16:30:00.000Z'],
    ['2026-12-24T17:30Z', '2026-12-24T17:30:00.000Z'],
    ['2026-12-24T17:30:59-05:00', '2026-12-24T22:30:59.000Z'],
    ['2026-12-24T17:30', new Date(2026, 11, 24, 17, 30).toISOString()],
  ])('say when the call begins: %s', (text, at) => {
    expect(read('--at', text)).toHaveProperty('at', at);
  });

  it.each([
    ['TN-Validation-Passed-A', 'TN-Validation-Passed-A'],
    ['TN-Validation-Failed', 'TN-Validation-Failed'],
    ['TN-Validation-Failed-C-Diverted', 'TN-Validation-Failed-C-Diverted'],
    ['No-TN-Validation', 'No-TN-Validation'],
    ['none', ''],
  ])("say what is known of the caller's number: %s", (text, stirVerstat) => {
    expect(read('--verification', text)).toHaveProperty('stirVerstat', stirVerstat);
  });

  it('hand over what add-ons found, as one line of JSON', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'add-ons-')), 'add-ons.json');
    const found = {
      status: 'successful',
      results: { nomorobo_spamscore: { result: { score: 1 } } },
    };
    writeFileSync(file, JSON.stringify(found, undefined, 2));

    expect(read('--add-ons', file)).toHaveProperty('addOns', JSON.stringify(found));
  });

  it('leave a message and hang up after seconds', () => {
    expect(read('--message', '12', '--hang-up-after', '90')).toMatchObject({
      message: { seconds: 12 },
      hangUpAfterMs: 90_000,
    });
  });

  it.each([
    [['--country', 'DE'], { country: 'DE', state: '', city: '' }],
    [['--country', 'US', '--state', 'CA'], { country: 'US', state: 'CA', city: '' }],
    [['--state', 'CA'], { country: 'US', state: 'CA', city: '' }],
    [['--from', '+493023125190'], { country: '', state: '', city: '' }],
    [['--from', 'anonymous'], { country: '', state: '', city: '' }],
    [['--from', '+12025550199'], undefined],
  ])('say where the caller is from: %j', (words, origin) => {
    expect(read(...words)).toHaveProperty('origin', origin);
  });

  it.each([
    [['--press', '1,a'], '--press "a"'],
    [['--press', 'hangup'], '--press "hangup"'],
    [['--message', '0'], '--message "0"'],
    [['--message', '3601'], 'from 1 to 3600'],
    [['--message', '1.5'], '--message "1.5"'],
    [['--hang-up-after', ''], '--hang-up-after ""'],
    [['--hang-up-after', '1e3'], '--hang-up-after "1e3"'],
    [['--country', 'Germany'], '--country "Germany"'],
    [['--country', 'de'], '--country "de"'],
    [['--press', '1@'], '--press "1@"'],
    [['--at', '2026-12-24'], '--at "2026-12-24" is not a moment'],
    [['--at', '2026-13-24T17:30Z'], '--at "2026-13-24T17:30Z"'],
    [['--verification', 'A'], '--verification "A"'],
    [['--add-ons', 'no-such-file.json'], '--add-ons no-such-file.json: ENOENT'],
    [['--state', ''], '--state ""'],
    [['--state', 'CA', '--from', '+493023125190'], '--state needs --country'],
    [['--people', 'answers'], '"answers" is none of answer, busy, no-answer, decline, machine'],
    [['--people', ''], '--people ""'],
    [['--fault', 'oops'], 'no fault "oops"'],
    [['--fault', ''], 'no fault ""'],
    [['--oops'], 'there is no option --oops'],
    [['--peple', 'busy'], 'there is no option --peple; did you mean --people?'],
    [['--fault', 'dwon'], 'there is no fault "dwon"; did you mean down?'],
  ])('are refused with a reason: %j', (words, reason) => {
    expect(() => read(...words)).toThrow(UsageError);
    expect(() => read(...words)).toThrow(reason);
  });

  it('ask for help, which names every fault', () => {
    expect(readCallOrder(['--help'])).toBe('help');
    expect(faultNames.filter((name) => !USAGE.includes(name))).toEqual([]);
  });
});
