import { readFileSync } from 'node:fs';
import { inProject } from '../../../build/project';
import { readFrontDoorTenants } from '../../../sandbox/example/front-door-tenants';
import { CALLER, OWN } from '../../fakes/tenants';
import { MEETINGS } from '../../../cli/setup/front-door/call-fields';
import { CliWorld } from '../run-cli';

const HOURS = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' }],
  holidays: { country: 'US' },
};
const PLAIN = '+12025550102';
/** A Thursday. */
const NOON = '2026-12-17T12:00';
const NIGHT = '2026-12-17T22:00';

let world: CliWorld;
beforeAll(async () => {
  world = await CliWorld.start();
  world.writeTenants(
    { dentist: [OWN], plain: [PLAIN] },
    { dentist: { hours: HOURS, callers: { anonymous: 'challenge' } } },
  );
});
afterAll(() => world.stop());

interface Checked {
  readonly expectations: readonly { readonly [field: string]: unknown }[];
}

const runTable = (table: unknown, ...words: string[]) => {
  world.write('doors.json', typeof table === 'string' ? table : JSON.stringify(table, null, 2));
  return world.runJson<Checked>('tenants', 'test', '--file', 'doors.json', ...words);
};

describe('switchboard tenants test', () => {
  it('ends with 0 where all expectations hold', async () => {
    const { exitCode, data } = await runTable([
      { tenant: 'dentist', from: 'anonymous', at: NOON, expect: 'challenge' },
      { to: OWN, from: CALLER, at: NIGHT, expect: 'assistant', variables: { isOpen: 'false' } },
      { tenant: 'plain', from: CALLER, expect: 'assistant' },
      { tenant: 'default', from: CALLER, expect: 'fallback' },
    ]);

    expect(exitCode).toBe(0);
    expect(data.expectations.map(({ problem }) => problem)).toEqual([null, null, null, null]);
  });

  it('ends with 1 where one fails, with what the call meets, and why', async () => {
    world.write(
      'doors.json',
      JSON.stringify([
        { tenant: 'dentist', from: CALLER, at: NOON, expect: 'assistant' },
        {
          tenant: 'dentist',
          from: 'anonymous',
          at: NOON,
          expect: 'assistant',
          why: 'of the press',
        },
      ]).replaceAll('{', '\n{'),
    );

    const { exitCode, stdout } = await world.run('tenants', 'test', '--file', 'doors.json');

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^2 +dentist +\+\*{9}43 +2026-12-17 12:00 +assistant +ok$/m);
    expect(stdout).toMatch(
      /^3 +dentist +withheld +2026-12-17 12:00 +assistant +FAILED: meets challenge; callers challenge, the number is withheld; hours open, by the week; expected because of the press$/m,
    );
    expect(stdout).toContain('1 of 2 expectations do not hold');
  });

  it('compares what the assistant is told', async () => {
    const { exitCode, problems } = await runTable([
      ...[{ to: OWN, from: CALLER, at: NIGHT, expect: 'assistant', variables: { isOpen: 'true' } }],
    ]);

    expect(exitCode).toBe(1);
    expect(problems).toEqual([
      'line 2, dentist: isOpen is false; callers admit, no rule objects; hours closed, by the week',
    ]);
  });

  it('says of a failure that holidays of its year are not known', async () => {
    const { problems } = await runTable([
      { to: OWN, from: CALLER, at: '2019-12-25T12:00', expect: 'closed' },
    ]);

    expect(problems.join()).toMatch(
      /holidays are known from \d{4} to \d{4} only, and not in 2019$/,
    );
  });

  it('names every mistake of the file with line and column', async () => {
    const { exitCode, problems } = await runTable([
      { tenant: 'dentist', from: CALLER, at: NOON, expect: 'person' },
      { tenant: 'dentist', form: CALLER, expect: 'people' },
    ]);

    expect(exitCode).toBe(2);
    expect(problems.join('\n')).toMatch(
      /^ +\[0\]\.expect \(line 6, column 5\): is none of assistant, /m,
    );
    expect(problems.join('\n')).toMatch(/^ +\[1\]\.from \(line \d+, column \d+\): is missing$/m);
    expect(problems.join('\n')).toMatch(
      /^ +\[1\]\.form \(line 10, column 5\): is not a known field/m,
    );
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '[{]', 'line 1, column 3: '],
    ['no list', {}, 'line 1, column 1'],
    ['an empty list', [], 'has no expectation'],
    [
      'an unknown id',
      [{ tenant: 'dentis', from: CALLER, expect: 'people' }],
      'did you mean dentist?',
    ],
    [
      'an unknown number',
      [{ to: '+12025550999', from: CALLER, expect: 'people' }],
      '[0].to (line 3',
    ],
    [
      'neither id nor number',
      [{ from: CALLER, expect: 'people' }],
      'needs either "tenant" or "to"',
    ],
    ['no moment for hours', [{ to: OWN, from: CALLER, expect: 'people' }], '"at" is missing'],
    [
      'no moment',
      [{ to: OWN, from: CALLER, at: 'noon', expect: 'people' }],
      '[0].at (line 5, column 5): is not a date with a time; like 2026-12-24T17:30',
    ],
    [
      'a moment on no clocks',
      [{ to: PLAIN, from: CALLER, at: NOON, expect: 'people' }],
      'the tenant has no hours, and so no time zone',
    ],
  ])('ends with 2 for %s', async (_case, table, problem) => {
    const { exitCode, problems } = await runTable(table);

    expect(exitCode).toBe(2);
    expect(problems.join()).toContain(problem);
  });

  it.each([
    [[], '--file is missing'],
    [['--file', 'none.json'], '--file none.json: ENOENT'],
  ])('ends with 2 for %j', async (words, problem) => {
    const { exitCode, stderr } = await world.run('tenants', 'test', ...words);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
  });
});

describe('docs/front-door.tests.json', () => {
  const table = readFileSync(inProject('docs', 'front-door.tests.json'), 'utf8');
  const page = readFileSync(inProject('docs', 'front-door.md'), 'utf8');
  let shown: CliWorld;
  beforeAll(async () => {
    shown = await CliWorld.start();
    const tenants = [...readFrontDoorTenants().values()].flatMap(
      (text) => (JSON.parse(text) as { tenants: readonly object[] }).tenants,
    );
    shown.write('src/assets/tenants.private.json', JSON.stringify({ tenants }));
    shown.write('front-door.tests.json', table);
  });
  afterAll(() => shown.stop());

  it('holds for the three tenants of the page, each of which it names', async () => {
    const { exitCode, data } = await shown.runJson<Checked>(
      ...['tenants', 'test', '--file', 'front-door.tests.json'],
    );

    expect(exitCode).toBe(0);
    expect(new Set(data.expectations.map(({ tenantId }) => tenantId))).toEqual(
      new Set(readFrontDoorTenants().keys()),
    );
  });

  it('stands beside what decide prints', async () => {
    const [, command = '', output = ''] =
      /switchboard -- (decide .*)\n```\n\n```text\n(.*?)```/s.exec(page) ?? [];

    const { stdout } = await shown.run(...command.split(' '));

    expect(output.length).toBeGreaterThan(100);
    expect(stdout).toContain(output);
  });

  it('stands beside a page that explains each word of --expect', () => {
    const [, words = ''] = /\| `--expect` +\| the caller first.*?\n((?:\|.*\n)+)/.exec(page) ?? [];
    const explained = [...words.matchAll(/^\| (.*?) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w-]+)`/g)].map(([, word]) => word),
    );

    expect(explained.sort()).toEqual([...MEETINGS].sort());
  });
});
