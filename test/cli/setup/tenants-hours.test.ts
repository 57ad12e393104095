import { CliWorld } from '../run-cli';

const HOURS = {
  timeZone: 'Europe/Berlin',
  open: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '12:00' },
    { days: ['mon', 'tue'], from: '13:00', to: '24:00' },
  ],
  special: [{ date: '2026-12-23', open: [{ from: '08:00', to: '10:00' }], name: 'party' }],
};

let world: CliWorld;
beforeAll(async () => {
  world = await CliWorld.start();
  const holidays = { country: 'DE', state: 'BE', add: [{ date: '12-24' }] };
  world.writeTenants(
    { 'zahnarzt-linden': ['+493023125101'], 'riverside-dental': ['+12025550101'] },
    { 'zahnarzt-linden': { hours: { ...HOURS, holidays } } },
  );
});
afterAll(() => world.stop());

const LINDEN = ['--tenant', 'zahnarzt-linden'];
/** What is known of a tenant, with --json. */
interface Shown {
  readonly tenants: readonly { readonly [field: string]: unknown }[];
}

/** The dates reach from this year to the year after next. */
const YEAR = new Date().getUTCFullYear() + 1;

describe('switchboard tenants hours', () => {
  it('shows who is open at a moment, why, the week, and what differs from it', async () => {
    const { exitCode, stdout } = await world.run(
      ...['tenants', 'hours', ...LINDEN, '--at', '2026-12-23T10:00'],
    );

    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'zahnarzt-linden: closed at 2026-12-23 10:00 (Europe/Berlin), by the special day party; opens at ',
    );
    expect(stdout).toMatch(/^mon +08:00-12:00 13:00-24:00$/m);
    expect(stdout).toMatch(/^sun +closed$/m);
    expect(stdout).toMatch(/^2026-12-23 +08:00-10:00 {2}by the special day party$/m);
  });

  it('shows holidays that the build makes dates of', async () => {
    const { data } = await world.runJson<Shown>(
      ...['tenants', 'hours', ...LINDEN, '--at', `${YEAR}-12-24T10:00+01:00`, '--days', '3'],
    );

    expect(data.tenants).toMatchObject([
      { tenantId: 'zahnarzt-linden', at: `${YEAR}-12-24T09:00:00.000Z`, why: 'holiday' },
    ]);
    expect(data.tenants[0]?.['ahead']).toEqual(
      [
        ['24', ''],
        ['25', 'Christmas Day'],
        ['26', 'Boxing Day'],
      ].map(([day, name]) => ({ date: `${YEAR}-12-${day}`, why: 'holiday', name, spans: [] })),
    );
  });

  it('shows every tenant, also one without hours', async () => {
    const { stdout } = await world.run('tenants', 'hours');

    expect(stdout).toMatch(/^zahnarzt-linden: (open|closed) at /);
    expect(stdout).toMatch(/^riverside-dental: has no hours, always open$/m);
  });

  it.each([
    ['--tenant', 'linden', 'no tenant has the id "linden"'],
    ['--at', '2026-13-01T10:00', '--at 2026-13-01T10:00: is not a date with a time'],
    ['--days', '0', '--days 0: is not a number of days'],
    ['--days', 'x', '--days x: is not a number of days'],
    ['--at', '25:00', '--at 25:00: is not a date with a time'],
  ])('ends with 2 for %s %s', async (option, value, problem) => {
    const { exitCode, stderr } = await world.run('tenants', 'hours', option, value);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
  });
});

const DENTIST = {
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'WebSite' },
    {
      '@type': 'Dentist',
      openingHoursSpecification: [
        { dayOfWeek: ['Monday', 'https://schema.org/Tuesday'], opens: '08:00', closes: '12:00' },
        { dayOfWeek: 'Saturday', opens: '00:00', closes: '23:59' },
        { dayOfWeek: 'Sunday', opens: '00:00', closes: '00:00' },
        { validFrom: '2026-12-24', validThrough: '2026-12-26', opens: '00:00', closes: '00:00' },
      ],
      specialOpeningHoursSpecification: {
        validFrom: '2026-12-31',
        opens: '09:00',
        closes: '11:00',
      },
    },
  ],
};

const BAR = {
  regularHours: {
    periods: [
      { openDay: 'MONDAY', openTime: { hours: 8 }, closeDay: 'MONDAY', closeTime: { hours: 24 } },
      {
        openDay: 'SUNDAY',
        openTime: { hours: 20, minutes: 30 },
        closeDay: 'MONDAY',
        closeTime: { hours: 2 },
      },
    ],
  },
  specialHours: {
    specialHourPeriods: [
      { startDate: { year: 2026, month: 12, day: 24 }, closed: true },
      {
        startDate: { year: 2026, month: 12, day: 31 },
        openTime: { hours: 9 },
        closeTime: { hours: 12 },
      },
      {
        startDate: { year: 2026, month: 12, day: 31 },
        openTime: { hours: 20 },
        endDate: { year: 2027, month: 1, day: 1 },
        closeTime: { hours: 4 },
      },
    ],
  },
};

describe('switchboard tenants import-hours', () => {
  const runImport = (document: unknown, ...words: string[]) => {
    world.write('hours.json', typeof document === 'string' ? document : JSON.stringify(document));
    const file = `${world.projectFolder}/hours.json`;
    return world.runJson('tenants', 'import-hours', '--file', file, ...words);
  };

  it('reads what websites say in the words of schema.org', async () => {
    const { exitCode, data } = await runImport(DENTIST, '--time-zone', 'America/Chicago');

    expect(exitCode).toBe(0);
    expect(data).toEqual({
      hours: {
        timeZone: 'America/Chicago',
        open: [
          { days: ['mon', 'tue'], from: '08:00', to: '12:00' },
          { days: ['sat'], from: '00:00', to: '24:00' },
        ],
        special: [
          { from: '2026-12-24', to: '2026-12-26', open: [] },
          { date: '2026-12-31', open: [{ from: '09:00', to: '11:00' }] },
        ],
      },
    });
  });

  it('reads what Google Business Profile says', async () => {
    const { exitCode, data } = await runImport(BAR, ...LINDEN);

    expect(exitCode).toBe(0);
    expect(data).toEqual({
      hours: {
        timeZone: 'Europe/Berlin',
        open: [
          { days: ['mon'], from: '08:00', to: '24:00' },
          { days: ['sun'], from: '20:30', to: '02:00' },
        ],
        special: [
          { date: '2026-12-24', open: [] },
          {
            date: '2026-12-31',
            open: [
              { from: '09:00', to: '12:00' },
              { from: '20:00', to: '04:00' },
            ],
          },
        ],
      },
    });
  });

  it('ends with 1 for hours that the tenant file would not take, and says why', async () => {
    const { exitCode, problems } = await runImport(
      { openingHoursSpecification: { dayOfWeek: 'Monday', opens: '26:00', closes: '27:00' } },
      ...['--time-zone', 'Europe/Berlin'],
    );

    expect(exitCode).toBe(1);
    expect(problems).toEqual([
      'open[0].from: is not a time of the day like 08:30',
      'open[0].to: is not a time of the day like 08:30',
    ]);
  });

  it.each<[unknown, string]>([
    ['{"regularHours": [', 'hours.json: line 1, column 19: the file ends here too early'],
    [{}, 'has neither openingHoursSpecification'],
    [
      { openingHoursSpecification: { opens: '08:00' } },
      'openingHoursSpecification[0]: has no dayOfWeek',
    ],
    [{ openingHoursSpecification: { dayOfWeek: 'Feiertag' } }, '"Feiertag" is not a day'],
    [{ openingHoursSpecification: { dayOfWeek: 'Monday', opens: '8' } }, '"8" is not a time'],
    [{ openingHoursSpecification: { validFrom: 'soon' } }, '"soon" is not a date'],
    [
      { openingHoursSpecification: [], specialOpeningHoursSpecification: [{}, {}] },
      'specialOpeningHoursSpecification[0]: undefined is not a date',
    ],
    [
      { regularHours: { periods: [{ openDay: 'MONDAY' }, { openDay: 'Feiertag' }] } },
      'regularHours.periods[1]: "Feiertag" is not a day',
    ],
    [
      { regularHours: { periods: [{ openDay: 'MONDAY', closeDay: 'WEDNESDAY' }] } },
      'MONDAY to WEDNESDAY is longer than a day',
    ],
  ])('ends with 2 for %j', async (document, problem) => {
    const { exitCode, problems } = await runImport(document, '--time-zone', 'Europe/Berlin');

    expect(exitCode).toBe(2);
    expect(problems.join()).toContain(problem);
  });

  it.each([
    [[], 'neither --time-zone nor the hours of a --tenant'],
    [['--tenant', 'riverside-dental'], 'neither --time-zone nor the hours of a --tenant'],
    [['--time-zone', 'Berlin'], '--time-zone Berlin: is not a time zone'],
    [['--time-zone', 'Europe/Berlin', '--file', 'nope.json'], 'nope.json: there is no such file'],
  ])('ends with 2 where the time zone or the file is missing: %j', async (words, problem) => {
    const { exitCode, problems } = await runImport(BAR, ...words);

    expect(exitCode).toBe(2);
    expect(problems.join()).toContain(problem);
  });
});
