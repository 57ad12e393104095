import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';
import { listTwilioVoices } from '../../src/operator-files/twilio-voices';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
const tenant = (id: string, parts = '') =>
  `{ "id": "${id}", "name": "A", "numbers": ["+1202555010${id.length}"],
      "assistant": { "assistantId": "${ID}" }${parts} }`;
const fileOf = (...tenants: string[]) =>
  `{\n  "tenants": [\n    ${tenants.join(',\n    ')}\n  ]\n}`;
const parse = (text: string, encoding: BufferEncoding = 'utf8') =>
  parseTenantFile(Buffer.from(text, encoding));

describe('parseTenantFile', () => {
  it('refuses a second "tenants" with line and column (F2)', () => {
    const text = `{\n  "tenants": [${tenant('a')}],\n  "tenants": []\n}`;

    expect(parse(text).problems).toEqual([
      'line 4, column 3: "tenants" stands in this object before, in line 2; keep one of the two',
    ]);
  });

  it('refuses a second "numbers" of one tenant with line and column (F2)', () => {
    const { problems } = parse(fileOf(tenant('a', ',\n      "numbers": []')));

    expect(problems).toEqual([
      'line 5, column 7: "numbers" stands in this object before, in line 3; keep one of the two',
    ]);
  });

  it('accepts a byte order mark (F12)', () => {
    expect(parse(`\ufeff${fileOf(tenant('a'))}`)).toMatchObject({ problems: [], warnings: [] });
  });

  it.each([
    ['UTF-16 LE', Buffer.from('\ufeff{"tenants":[]}', 'utf16le')],
    ['UTF-16 LE', Buffer.from('{"tenants":[]}', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\ufeff{"tenants":[]}', 'utf16le').swap16()],
  ])('names the encoding where it is not UTF-8: %s (F12)', (encoding, bytes) => {
    expect(parseTenantFile(bytes).problems).toEqual([
      `the file: is written in ${encoding}; save it as UTF-8`,
    ]);
  });

  it('names the line that is not UTF-8 (F12)', () => {
    expect(parse('{\n "tenants": "Zürich"}', 'latin1').problems).toEqual([
      'the file: line 2 is not UTF-8 (perhaps Windows-1252); save the file as UTF-8',
    ]);
  });

  it.each([
    ['{\n  "tenants": [],\n}', 'line 2, column 16: this comma has nothing behind it; remove it'],
    [
      '{\n  “tenants”: []\n}',
      'line 2, column 3: is not JSON: unexpected “ (U+201C), a typographic quote: write " instead',
    ],
    [
      '{\n  "tenants":\u00a0[]\n}',
      'line 2, column 13: is not JSON: unexpected U+00A0, which nobody sees',
    ],
    [
      '{\n  "tenants": [',
      'line 2, column 15: the file ends here too early; a } or ] or " is missing',
    ],
    ['\n', 'the file: is empty'],
    ['// Tenants\n{}', 'line 1, column 1: JSON has no comments; remove this one'],
    ["{ 'tenants': [] }", `line 1, column 3: is not JSON: write " instead of '`],
  ])('says where and what is not JSON: %j (F12)', (text, problem) => {
    expect(parse(text).problems).toEqual([problem]);
  });

  it('shows a character that nobody sees in a refused number (F12)', () => {
    const text = fileOf(tenant('a').replace('+1202', '\u202a+1202'));

    expect(parse(text).problems).toEqual([
      'a.numbers[0] (line 3, column 43): is not a phone number in E.164 form, like +15550100000; it holds U+202A, which nobody sees',
    ]);
  });

  it('names every unknown key of every tenant at once, and what was meant (N1)', () => {
    const { problems } = parse(
      fileOf(
        tenant('a', ', "vocie": "Polly.Joanna", "colour": 1'),
        tenant(
          'bb',
          ',\n      "fallback": [{ "step": "say", "txt": "Hi" }], "queue": { "musik": 1 }',
        ),
      ),
    );

    expect(problems).toEqual([
      'bb.fallback[0].text (line 7, column 20): is missing',
      'a.vocie (line 4, column 79): is not a known field; did you mean voice?',
      'a.colour (line 4, column 104): is not a known field',
      'bb.fallback[0].txt (line 7, column 37): is not a known field; did you mean text?',
      'bb.queue.musik (line 7, column 64): is not a known field; did you mean music?',
    ]);
  });

  it('names the unit that a limit has in its name', () => {
    const { problems } = parse(fileOf(tenant('a', ', "limits": { "monthlyCost": 80 }')));

    expect(problems).toEqual([
      expect.stringMatching(/^a\.limits\.monthlyCost .*did you mean monthlyCostUsd\?$/),
    ]);
  });

  it.each([
    ['0', 'found 0'],
    ['null', 'found null'],
  ])('shows a limit that is wrong although its range holds the digits: %s', (value, found) => {
    const { problems } = parse(fileOf(tenant('a', `, "limits": { "callsPerDay": ${value} }`)));

    expect(problems).toEqual([expect.stringMatching(new RegExp(`; ${found}$`))]);
  });

  it('names tenants by index where an id is missing or stands twice (F12)', () => {
    const { problems } = parse(fileOf(tenant('a'), tenant('a').replace('0101', '0102')));

    expect(problems).toEqual([
      'tenants[1].id (line 5, column 7): the id a is taken by tenants[0].id',
    ]);
  });

  it('warns of such a voice in a menu of languages', () => {
    const menu = '[{ "language": "en-US" }, { "language": "es-MX", "voice": "Polly.Mia-Neurall" }]';
    const { warnings } = parse(fileOf(tenant('a', `, "languages": { "menu": ${menu} }`)));

    expect(warnings).toEqual([
      expect.stringMatching(/^a\.languages\.menu\[1\]\.voice .*did you mean Polly\.Mia\?$/),
    ]);
  });

  it("warns of a voice that Twilio's package does not list (F12)", () => {
    const text = fileOf(
      tenant('a', ', "voice": "Polly.Joana", "language": "en-US"'),
      tenant('bb', ', "voice": "Polly.Joanna", "language": "en-US"'),
    );

    const { file, warnings } = parse(text);

    expect(file?.tenants).toHaveLength(2);
    expect(warnings).toEqual([
      "a.voice (line 4, column 79): Twilio's package lists no voice Polly.Joana; did you mean Polly.Joanna?",
    ]);
    expect(listTwilioVoices().length).toBeGreaterThan(300);
  });
});

describe('hours in a tenant file', () => {
  const NOW = new Date('2026-11-30T10:00Z');
  const week = { timeZone: 'Europe/Berlin', open: [{ days: ['mon'], from: '08:00', to: '17:00' }] };
  const withHolidays = (parts: object = {}) => ({
    ...week,
    holidays: { country: 'DE', state: 'BE' },
    ...parts,
  });
  const parseHours = (hours: unknown, destinationHours: unknown = 'tenant') => {
    const transfer = {
      destinations: [
        { key: 'desk', description: 'Us', numbers: ['+12025550171'], hours: destinationHours },
      ],
    };
    const parts = `,\n "hours": ${JSON.stringify(hours)},\n "transfer": ${JSON.stringify(transfer)}`;
    return parseTenantFile(Buffer.from(fileOf(tenant('a', parts))), NOW);
  };

  it('get the dates of their holidays, and those of people too', () => {
    const { file } = parseHours(withHolidays(), withHolidays());

    const [{ hours, transfer } = {}] = file?.tenants ?? [];

    expect(hours?.holidayDates).toMatchObject({ '2026-12-25': 'Christmas Day' });
    expect(Object.keys(hours?.holidayDates ?? {}).at(-1)).toBe('2028-12-26');
    expect(transfer?.destinations[0]?.hours).toEqual(hours);
  });

  it('get none without holidays', () => {
    expect(parseHours(week).file?.tenants[0]?.hours).toEqual(week);
  });

  it.each([
    [
      { holidays: { country: 'DE', state: 'XX' } },
      /^a\.hours\.holidays\.state \(line 5, column \d+\): Germany has no XX; its codes are BB/,
    ],
    [
      { holidayDates: { '2026-12-24': 'Christmas Eve' } },
      /^a\.hours\.holidayDates \(line 5, column \d+\): is written by the build; write holidays.add$/,
    ],
  ])('are refused with %j, and the place is named', (parts, problem) => {
    const { problems } = parseHours(withHolidays(parts));

    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('warn of an exception that is no holiday', () => {
    const { warnings } = parseHours(withHolidays({ holidays: { country: 'DE', except: ['x'] } }));

    expect(warnings).toEqual([
      expect.stringMatching(/^a\.hours\.holidays\.except\[0\] \(line 5.*"x" is none/),
    ]);
  });
});
