import { renameSync, writeFileSync } from 'node:fs';
import type { ReportData } from '../../../../cli/history/report/report-data';
import { lastMonth, pickUsage, type UsageJson } from '../usage/usage-world';
import { ArchiveWorld, DAY_MS, dayOf, firstDay, lastDay } from './archive-world';

let world: ArchiveWorld;
beforeEach(async () => {
  world = await ArchiveWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

const beforeDay = dayOf(lastMonth().fromMs - DAY_MS);

describe('an archive', () => {
  it('says of a call over midnight what its own day knows, as from the log', async () => {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const days = [today - 2 * DAY_MS, today - DAY_MS].map(dayOf);
    const startMs = today - DAY_MS - 20 * 60_000;
    const [sid, leg] = [`CA${'1'.repeat(32)}`, `CA${'2'.repeat(32)}`];
    const common = { from: '+12125550143', status: 'completed', durationSeconds: 30 * 60 };
    const inbound = { ...common, sid, to: '+12025550103', direction: 'inbound' as const };
    const legMs = startMs + 25 * 60_000;
    const dialled = { parentCallSid: sid, to: '+12025550199', direction: 'outbound-dial' as const };
    const entry = { callSid: sid, tenantId: 'left-us', outcome: 'fallback' };
    world.load({
      twilioCalls: [
        { ...inbound, startMs, createdMs: startMs },
        { ...common, ...dialled, sid: leg, startMs: legMs, createdMs: legMs, durationSeconds: 60 },
      ],
      logEntries: [
        {
          atMs: startMs + 1_000,
          message: JSON.stringify({ ...entry, level: 'info', event: 'incoming_call.answered' }),
        },
      ],
      ...{ recordings: [], vapiCalls: [] },
    });
    for (const day of days) await world.archive(day, '--logs');
    const again = await world.archive(days[0]!);

    const words = ['--from', days[0]!, '--until', days[1]!, '--archive', 'kept'];
    const { data } = await world.runJson<UsageJson>('usage', ...words);

    const counted = data.tenants.filter(({ calls }) => calls > 0);
    expect(counted).toMatchObject([
      { tenantId: 'left-us', calls: 1, twilioOutgoing: { count: 1 } },
    ]);
    expect(data.total.twilioInbound.count).toBe(1);
    expect(again).toMatchObject({ exitCode: 1, data: { change: { lost: [sid] } } });
    expect(again.problems.join()).toContain('use that again');
  });

  it('gives usage what the vendors had, after Vapi has forgotten everything', async () => {
    world.addMonth(93, 240);
    const { data: before } = await world.usageJson('--exclude-under-seconds', '20');
    for (const day of [beforeDay, firstDay, lastDay]) await world.archive(day);
    world.vapi.archive.clear();
    world.vapi.listQueries.length = 0;

    const words = ['--exclude-under-seconds', '20', '--archive', 'kept'];
    const { data } = await world.usageJson(...words);

    // Calls at Vapi after the month are of nobody's archive, and not of this month.
    expect(pickUsage(data)).toEqual(pickUsage(before));
    expect(data.tenants).toEqual(before.tenants);
    const asked = world.vapi.listQueries.map((query) => new URLSearchParams(query));
    expect(asked.every((query) => !query.get('createdAtGe')!.startsWith(firstDay))).toBe(true);
  });

  it('gives report the calls that Vapi no longer lists', async () => {
    world.addMonth(94, 120);
    const words = ['report', '--from', firstDay, '--until', firstDay, '--time-zone', 'UTC'];
    const { data: before } = await world.runJson<ReportData>(...words);
    await world.archive(firstDay);
    world.vapi.archive.clear();

    const { data } = await world.runJson<ReportData>(...words, '--archive', 'kept');

    const { calls, answered, talkSeconds, vapiCostUsd, twilioPrices, outcomes } = before.total;
    expect(data.total).toMatchObject({ calls, answered, talkSeconds, vapiCostUsd, twilioPrices });
    // What Vapi does not list of an old month is unknown; an archive knows that there was nothing.
    expect(data.total.outcomes.unknown).toBe(0);
    expect(data.total.outcomes['no-assistant']).toBe(outcomes['no-assistant'] + outcomes.unknown);
  });

  it('is refused by usage under the name of another day', async () => {
    world.addMonth(98, 10);
    await world.archive(firstDay);
    renameSync(world.fileOf(firstDay), world.fileOf(lastDay));

    const words = ['--month', lastMonth().name, '--archive', 'kept'];
    const { exitCode, stderr } = await world.usage(...words);

    expect(exitCode).toBe(3);
    expect(stderr).toContain(`${world.fileOf(lastDay)}:1 is the archive of ${firstDay}`);
  });

  it("is refused by usage where it is another account's", async () => {
    world.addMonth(90, 10);
    await world.archive(firstDay);
    const lines = world
      .readLines(firstDay)
      .map((line) => line.replace(/"accountSid":"AC\w{30}/, `"accountSid":"AC${'9'.repeat(30)}`));
    writeFileSync(world.fileOf(firstDay), `${lines.join('\n')}\n`);

    const words = ['--month', lastMonth().name, '--archive', 'kept'];
    const { exitCode, stderr } = await world.usage(...words);

    expect(exitCode).toBe(3);
    expect(stderr).toContain('--archive: its files are of the account AC999');
  });
});
