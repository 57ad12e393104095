import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { computeTruth, expectTruth, pickFigures, ReportWorld } from './report-world';

let world: ReportWorld;
beforeEach(async () => {
  world = await ReportWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(180_000);

const DAY_MS = 24 * 60 * 60_000;

const listDrafts = (folder = '.'): string[] =>
  readdirSync(path.join(world.folder, folder)).filter((name) => name.includes('draft'));

const listUntracked = (): string =>
  execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], {
    cwd: world.folder,
    encoding: 'utf8',
  });

/** Reads a table of calls, each as its cells by column. */
function readCsv(name: string): Record<string, string>[] {
  return parse(world.read(name), { columns: true });
}

describe('switchboard report', () => {
  it.each([
    ['clocks that agree', 41, 0, 'UTC'],
    ["Vapi's clock ahead", 42, 45_000, 'Asia/Kolkata'],
    ["Vapi's clock behind", 43, -45_000, 'America/New_York'],
  ])('counts what truly happened: %s', async (_name, seed, vapiAheadMs, timeZone) => {
    const logs = world.addCalls(seed, 1_000, vapiAheadMs);

    const { data, exitCode } = await world.reportJson('--time-zone', timeZone);

    expectTruth(pickFigures(data), computeTruth(logs, data, { timeZone }));
    expect(data.timeZone).toBe(timeZone);
    expect(data.gaps.filter((gap) => gap.includes('clocks differ'))).toHaveLength(
      vapiAheadMs === 0 ? 0 : 1,
    );
    expect(exitCode).toBe(0);
  });

  it('counts each tenant, and by the log what it alone tells', async () => {
    const logs = world.addCalls(44, 500);

    const { data } = await world.reportJson('--logs', '--csv', 'calls.csv');
    const rows = readCsv('calls.csv');

    expectTruth(pickFigures(data), computeTruth(logs, data, { withLogs: true }));
    for (const tenantId of ['dental', 'legal']) {
      const { hours, ...truth } = computeTruth(logs, data, { withLogs: true, tenantId });
      expectTruth(pickFigures(data, tenantId), { ...truth, hours: pickFigures(data).hours });
      expect(hours.some((calls) => calls > 0)).toBe(true);
    }
    expect(data.total.fallbackReasons).toMatchObject({ timeout: expect.any(Number) as number });
    const failures = rows.flatMap((row) => (row['stream_errors'] ?? '').split(' ').filter(Boolean));
    expect(failures).toHaveLength(
      Object.values(data.total.streamErrors ?? {}).reduce((sum, count) => sum + count, 0),
    );
  });

  it('lists every call once for spreadsheets, numbers masked and no formula among the cells', async () => {
    world.nameTenants({ legal: '=HYPERLINK("x","y")', dental: 'A "B", C' });
    const logs = world.addCalls(45, 300, -45_000);
    const { data } = await world.reportJson('--csv', 'calls.csv');
    const rows = readCsv('calls.csv');
    await world.report('--csv', 'full.csv', '--show-numbers');

    expect(new Set(rows.map((row) => row['twilio_call_sid'])).size).toBe(rows.length);
    expect(rows).toHaveLength(computeTruth(logs, data).calls);
    expect(new Set(rows.map((row) => row['tenant_name']))).toEqual(
      new Set(['\'=HYPERLINK("x","y")', 'A "B", C']),
    );
    expect(world.read('calls.csv')).not.toMatch(/\+1\d{10}/);
    expect(rows[0]?.['caller']).toMatch(/^'\+\*{9}\d\d$/);
    expect(world.read('full.csv')).toMatch(/'\+12120000\d{3}/);
    // Clocks that differ make negative times: numbers still.
    expect(rows.some((row) => /^-\d/.test(row['seconds_to_answer'] ?? ''))).toBe(true);
    expect(statSync(path.join(world.folder, 'calls.csv')).mode & 0o077).toBe(0);
  });

  it("keeps callers' and vendors' words from being formulas or steering the terminal (T16)", async () => {
    const from = '\n=cmd\u001b[31m\t@evil\r\n=more\u202e';
    const startMs = Date.now() - 60_000;
    const call = { createdMs: startMs, startMs, durationSeconds: 60, status: 'completed' } as const;
    const own = { sid: `CA${'b'.repeat(32)}`, to: '+12025550103', direction: 'inbound' } as const;
    world.load({
      twilioCalls: [{ ...call, ...own, from }],
      recordings: [],
      vapiCalls: [],
      logEntries: [],
    });

    await world.report('--csv', 'calls.csv', '--show-numbers');
    const shown = await world.run('reconcile', '--since', '24h', '--show-numbers');

    expect(readCsv('calls.csv')).toMatchObject([{ caller: "'=cmd @evil =more" }]);
    expect(shown.stdout).toMatch(/ =cmd @evil =more /);
    expect(shown.stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  it('counts the bounds and limits that each tenant met, by the log alone (T11)', async () => {
    world.addCalls(51, 100);
    const atMs = Date.now() - 120_000;
    const meet = (tenantId: string, bound: string) => ({
      atMs,
      message: JSON.stringify({ level: 'warn', event: 'bound.met', tenantId, bound, max: 40 }),
    });
    const limit = { event: 'limit.near', tenantId: 'legal', limit: 'callsPerDay', max: 40 };
    const call = {
      createdMs: atMs,
      startMs: atMs,
      durationSeconds: 60,
      status: 'completed',
    } as const;
    const own = { sid: `CA${'b'.repeat(32)}`, from: '+12125550100', to: '+12025550103' } as const;
    world.load({
      twilioCalls: [{ ...call, ...own, direction: 'inbound' }],
      recordings: [],
      vapiCalls: [],
      logEntries: [
        meet('dental', 'smsPerTenantHour'),
        meet('legal', 'transfersPerCall'),
        { atMs, message: JSON.stringify(limit) },
        {
          atMs,
          message: JSON.stringify({
            event: 'text.undelivered',
            tenantId: 'legal',
            errorCode: 30_034,
          }),
        },
      ],
    });

    const { data } = await world.reportJson('--logs', '--fresh');
    const { stdout } = await world.report('--logs', '--html', 'report.html', '--fresh');
    const blind = await world.reportJson('--fresh');

    expect(data.total.boundsMet).toEqual({
      smsPerTenantHour: 1,
      transfersPerCall: 1,
      'near callsPerDay': 1,
    });
    expect(stdout).toMatch(
      /bounds met +(?=.*dental: smsPerTenantHour 1).*legal: transfersPerCall 1/,
    );
    expect(data.total.textErrors).toEqual({ '30034': 1 });
    expect(stdout).toMatch(/texts that failed +30034: the US number is not registered/);
    expect(world.read('report.html')).toContain('dental: smsPerTenantHour');
    expect([blind.data.total.boundsMet, blind.data.gaps.join()]).toEqual([
      null,
      expect.stringContaining('bounds that were met are missing'),
    ]);
  });

  it('says that there were no calls, and writes a page all the same', async () => {
    const { stdout, exitCode } = await world.report('--html', 'report.html', '--csv', 'calls.csv');

    expect(stdout).toContain("Twilio lists no call to the tenants' numbers in this time.");
    expect(world.read('report.html')).toContain('No calls in this time.');
    expect(readCsv('calls.csv')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it('says that Vapi lists nothing, instead of times and costs of 0', async () => {
    world.addCalls(46, 60);
    world.vapi.archive.clear();

    const { stdout } = await world.report('--html', 'report.html');

    expect(stdout).toContain('Vapi lists no call of the switchboard in this time');
    expect(stdout).toMatch(/to answer +median –, p95 –/);
    expect(stdout).toMatch(/cost +– at Vapi/);
    expect(world.read('report.html')).toContain('No assistant joined a call in this time.');
  });

  it('says what is too old to be told, and counts it as unknown', async () => {
    const startMs = Date.now() - 20 * DAY_MS;
    const call = { createdMs: startMs, startMs, durationSeconds: 60, status: 'completed' } as const;
    const sid = `CA${'b'.repeat(32)}`;
    const own = { sid, from: '+12125550100', to: '+12025550103', direction: 'inbound' } as const;
    world.load({
      twilioCalls: [{ ...call, ...own }],
      recordings: [],
      vapiCalls: [],
      logEntries: [],
    });

    const { data } = await world.reportJson('--since', '40d', '--logs');

    expect(data.total.outcomes).toMatchObject({ unknown: 1, 'no-assistant': 0 });
    expect(data.gaps.join(' ')).toMatch(/14 days[^.]*: 1 older calls/);
    expect(data.gaps.join(' ')).toContain("keeps the Functions' log for 30 days");
  });

  it('names the time zone of the machine where none is given', async () => {
    world.env['TZ'] = 'Australia/Adelaide';

    const { stdout } = await world.runAlone('report', '--since', '24h');

    expect(stdout).toContain('hours in Australia/Adelaide');
  });

  it('refuses what cannot be meant before it asks anybody', async () => {
    mkdirSync(path.join(world.folder, 'folder'));
    const runs = [
      await world.run('report', '--time-zone', 'Mars/Olympus'),
      await world.run('report', '--html', 'folder'),
      await world.run('report', '--csv', 'nowhere/calls.csv'),
      await world.run('report', '--html', ''),
      await world.run('report', '--html', 'both', '--csv', './both'),
      await world.run('report', '--since', '0001-01-01'),
    ];

    expect(runs.map(({ exitCode }) => exitCode)).toEqual(runs.map(() => 2));
    expect(runs.map(({ stderr }) => stderr).join()).not.toContain('    at ');
    expect(world.api.listRequests()).toEqual([]);
  });

  it('leaves no half a file, and the one before, when it is interrupted or a vendor fails', async () => {
    world.addCalls(47, 100);
    world.write('report.html', 'the one before');
    world.vapi.nextListFaults.push({ kind: 'hang' });
    const isTime = () => world.vapi.listQueries.length === 1;
    const interrupted = await world.interrupt(isTime, 'report', '--html', 'report.html');
    world.env['VAPI_API_KEY'] = 'another-key-altogether';
    const refused = await world.report('--html', 'report.html', '--fresh');

    expect([interrupted, refused.exitCode]).toEqual([130, 3]);
    expect(world.read('report.html')).toBe('the one before');
    expect(listDrafts()).toEqual([]);
  });

  it('keeps its draft where only its owner looks, and removes the one of a killed run (T18)', async () => {
    world.addCalls(50, 100);
    execFileSync('git', ['init', '--quiet'], { cwd: world.folder });
    world.write('.gitignore', '.switchboard/');
    const before = listUntracked();
    world.vapi.nextListFaults.push({ kind: 'hang' });
    const isTime = () => world.vapi.listQueries.length === 1;
    const words = ['--since', '24h', '--csv', 'out/calls.csv', '--show-numbers'];
    mkdirSync(path.join(world.folder, 'out'));

    await world.kill(isTime, 'report', ...words);
    const [draft] = listDrafts('out');
    const mode = statSync(path.join(world.folder, 'out', draft!)).mode & 0o777;
    const seenByGit = listUntracked();
    await world.run('report', ...words);

    expect([mode, seenByGit]).toEqual([0o700, before]);
    expect(readdirSync(path.join(world.folder, 'out'))).toEqual(['calls.csv']);
  });

  it('leaves no partial file if the disk is full, and continues once it is not', async () => {
    world.addCalls(49, 100);
    const words = ['--html', 'report.html', '--csv', 'calls.csv'];

    const html = await world.runWithMemory(8_192, '--html', 'report.html');
    const both = await world.runWithMemory(8_192, ...words);
    const files = readdirSync(world.folder);
    const { exitCode, data } = await world.reportJson(...words);

    for (const run of [html, both]) {
      expect([run.exitCode, run.stderr]).toEqual([
        3,
        expect.stringMatching(/^--(html|csv): .* cannot be written \(EFBIG\)\n.*free some space/),
      ]);
    }
    expect(files.filter((name) => /report|calls|draft/.test(name))).toEqual([]);
    expect([exitCode, data.isResumed]).toEqual([0, true]);
  });

  it('continues with its own interrupted run, not with one of reconcile', async () => {
    const logs = world.addCalls(48, 300);
    world.vapi.nextListFaults.push({ kind: 'hang' }, { kind: 'hang' });
    const asked = () => world.vapi.listQueries.length;
    await world.interrupt(() => asked() === 1, 'reconcile', '--since', '24h');
    await world.interrupt(() => asked() === 2, 'report', '--since', '24h');

    const { data } = await world.reportJson();

    expect(data.isResumed).toBe(true);
    expect(pickFigures(data).calls).toBe(computeTruth(logs, data).calls);
    expect(existsSync(world.spillFolder)).toBe(true);
    expect(readdirSync(world.spillFolder)).toHaveLength(1);
  });
});
