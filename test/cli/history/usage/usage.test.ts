import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  computeUsage,
  lastMonth,
  pickUsage,
  toBillionths,
  type UsageJson,
  UsageWorld,
} from './usage-world';

let world: UsageWorld;
beforeEach(async () => {
  world = await UsageWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

const sumOf = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n);

describe('switchboard usage', () => {
  it('counts what each tenant truly used, to the last digit of every price', async () => {
    const { logs, messages } = world.addMonth(81, 400);

    const { data, exitCode, problems } = await world.usageJson();

    const truth = computeUsage(logs, messages);
    const rounded = Object.entries(truth).map(([id, each]) => [
      id,
      { ...each, vapiSeconds: Math.round(each.vapiSeconds) },
    ]);
    expect(pickUsage(data)).toEqual(Object.fromEntries(rounded));
    expect(Object.keys(truth).sort()).toEqual(['', 'dental', 'legal', 'somebody-elses']);
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
  });

  it('adds up to the figures of both vendors, also where one tenant is shown', async () => {
    world.addMonth(83, 200);

    const { data } = await world.usageJson('--tenant', 'legal');

    expect(data.tenants.map(({ tenantId }) => tenantId)).toEqual(['legal']);
    expect(data.comparisons.map(({ what, isSame }) => [what, isSame])).toEqual([
      ['calls-inbound', true],
      ['calls-outbound', true],
      ['sms', true],
      ['calls at Vapi', true],
    ]);
    expect(data.comparisons.every(({ theirs }) => theirs!.count > 0)).toBe(true);
  });

  it('compares whole days in GMT, also for a month of another time zone', async () => {
    world.addMonth(82, 200);

    const { data } = await world.usageJson('--time-zone', 'Asia/Tokyo');

    expect(data.window.until).toBe(new Date(lastMonth().untilMs - 9 * 60 * 60_000).toISOString());
    expect(data.comparisons.map(({ isSame }) => isSame)).toEqual([true, true, true, true]);
    expect(data.comparisons[0]!.ours.count).toBeGreaterThan(data.total.calls);
  });

  it('shows on which days Twilio counts more than its lists hold, and ends with 1', async () => {
    world.addMonth(84, 60);
    const startMs = lastMonth().fromMs + 60_000;
    world.api.calls.unlisted.push({
      ...{ sid: `CA${'7'.repeat(32)}`, from: '+12125550143', to: '+12025550101' },
      ...{ direction: 'inbound', status: 'completed', createdMs: startMs, startMs },
      ...{ durationSeconds: 61, price: '-0.01700' },
    });

    const { data, exitCode, problems } = await world.usageJson();

    expect(data.comparisons[0]).toMatchObject({
      isSame: false,
      difference: { count: -1, minutes: -2, cost: { USD: '-0.017' } },
      differingDays: [`${lastMonth().name}-01`],
    });
    expect({ exitCode, problems }).toEqual({
      exitCode: 1,
      problems: ["calls-inbound: our sum is not the vendor's"],
    });
  });

  it('leaves out calls by rule, shows them, and loses none', async () => {
    world.addMonth(85, 300);
    const { data: all } = await world.usageJson();

    const { data } = await world.usageJson('--exclude-under-seconds', '20', '--exclude-rejected');

    for (const [index, tenant] of data.tenants.entries()) {
      const { rejected, 'under-seconds': short } = tenant.excluded;
      expect(tenant.calls + rejected.calls + short.calls).toBe(all.tenants[index]!.calls);
      expect(
        sumOf([tenant, rejected, short].map(({ vapi }) => toBillionths(vapi.cost['USD'] ?? '0'))),
      ).toBe(toBillionths(all.tenants[index]!.vapi.cost['USD'] ?? '0'));
    }
    expect(data.notes.join()).toContain('switchboard archive');
    const [dental] = data.tenants;
    expect(dental!.excluded.rejected.calls).toBeGreaterThan(0);
    expect(dental!.excluded['under-seconds'].calls).toBeGreaterThan(0);
    expect(data.total).toEqual(all.total);
  });

  it('counts a moved number for the tenant who had it, as the call at Vapi says', async () => {
    const startMs = lastMonth().fromMs + 60_000;
    const [sid, leg] = [`CA${'1'.repeat(32)}`, `CA${'2'.repeat(32)}`];
    const iso = (seconds: number) => new Date(startMs + seconds * 1_000).toISOString();
    const common = { status: 'completed', createdMs: startMs, startMs, durationSeconds: 90 };
    world.api.calls.add([
      { ...common, sid, from: '+12125550143', to: '+12025550103', direction: 'inbound' },
      // A transfer that shows the caller's number, dialled while the caller is there.
      { ...common, sid: leg, from: '+12125550143', to: '+12025550199', direction: 'outbound-api' },
    ]);
    const metadata = { tenantId: 'left-us', callSid: sid };
    const times = { createdAt: iso(1), startedAt: iso(2), endedAt: iso(62) };
    world.vapi.archive.add([{ id: 'v1', ...times, status: 'ended', cost: 0.1, metadata }]);

    const { data } = await world.usageJson();

    const counted = data.tenants.filter(({ calls }) => calls > 0);
    expect(counted).toMatchObject([
      { tenantId: 'left-us', calls: 1, twilioOutgoing: { count: 1 }, vapi: { seconds: 60 } },
    ]);
  });

  it('counts by the log which transfers ended their calls, and which callers were refused', async () => {
    // Twilio keeps the log for 30 days, so the last month will not do.
    const { truth } = world.addCalls(87, 300);
    const fromMs = Date.now() - 24 * 60 * 60_000;
    const words = ['usage', '--from', new Date(fromMs).toISOString()];
    const kinds = [...truth.values()]
      .filter(({ startMs }) => startMs >= fromMs)
      .map(({ kind }) => kind);
    const isKnown = ({ vapi }: (typeof kinds)[number]) =>
      vapi.some(({ variables }) => variables?.['transferOutcome'] !== undefined);

    const { data } = await world.runJson<UsageJson>(...words, '--logs', '--exclude-rejected');
    const { data: without } = await world.runJson<UsageJson>(...words);

    const logged = kinds.filter((kind) => isKnown(kind) || kind.loggedTransfer !== undefined);
    expect(data.total.transfers).toBe(logged.length);
    expect(without.total.transfers).toBe(kinds.filter(isKnown).length);
    expect(logged.length).toBeGreaterThan(without.total.transfers);
    const isOut = ({ status, durationSeconds, ...kind }: (typeof kinds)[number]) =>
      (durationSeconds === 0 && status !== 'in-progress') ||
      ['rejected', 'refused'].includes(kind.truthWithLogs ?? kind.truth);
    const left = data.tenants.map(({ excluded }) => excluded.rejected.calls);
    expect(left.reduce((sum, calls) => sum + calls, 0)).toBe(kinds.filter(isOut).length);
  });

  it('writes a row per tenant for spreadsheets, without a formula', async () => {
    world.writeTenants({ dental: ['+12025550101', '+12025550102'] }, { dental: { name: '=1+1' } });
    world.addMonth(86, 60);

    const { data } = await world.usageJson('--csv', 'usage.csv');

    const text = readFileSync(path.join(world.folder, 'usage.csv'), 'utf8');
    const rows = parse<Record<string, string>>(text, { columns: true });
    expect(rows.map((row) => row['tenant_id'])).toEqual(
      data.tenants.map(({ tenantId }) => tenantId ?? ''),
    );
    expect(rows[0]).toMatchObject({
      tenant_name: "'=1+1",
      calls: String(data.tenants[0]!.calls),
      twilio_cost: data.tenants[0]!.twilioCost['USD'],
      twilio_currency: 'USD',
    });
    expect(text).not.toMatch(/canary|\+1\d{10}/);
  });

  it.each([
    [['--month', '2026-13'], '--month "2026-13" is no month'],
    [['--month', '2999-01'], '--month 2999-01 lies in the future'],
    [['--month', '2020-01'], 'lies more than 400 days back'],
    [[], '--month is missing'],
    [['--month', '2026-11', '--from', '2026-11-01'], '--month names the whole window'],
    [['--until', '2026-11-01'], '--until needs --from'],
    [['--from', '2026-02-30'], '--from "2026-02-30" is neither a day nor a time'],
    [['--month', lastMonth().name, '--time-zone', 'Mars'], '--time-zone "Mars" is no time zone'],
    [['--month', lastMonth().name, '--tenant', 'dentl'], '--tenant dental'],
    [['--month', lastMonth().name, '--exclude-under-seconds', '0'], 'from 1 to 600'],
    [
      ['--month', lastMonth().name, '--csv', 'no/such/folder/usage.csv'],
      'there is no folder no/such/folder (ENOENT)\nfix: mkdir -p "no/such/folder"',
    ],
    [['--month', lastMonth().name, '--csv', ''], 'fix: --csv usage.csv'],
  ])('refuses %j', async (words, problem) => {
    const { exitCode, stderr } = await world.usage(...words);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
    expect(world.api.listRequests()).toEqual([]);
  });
});
