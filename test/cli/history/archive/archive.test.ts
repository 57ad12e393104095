import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ArchivedCall } from '../../../../cli/history/archive/archived-call';
import type { ArchiveManifest } from '../../../../cli/history/archive/archive-file';
import type { ReportData } from '../../../../cli/history/report/report-data';
import type { JsonDocument } from '../../run-cli';
import { lastMonth, pickUsage, type UsageJson, UsageWorld } from '../usage/usage-world';

let world: UsageWorld;
beforeEach(async () => {
  world = await UsageWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

interface ArchiveData {
  readonly change: { readonly kind: string; readonly fields: object; readonly lost: string[] };
  readonly manifest: ArchiveManifest;
}

const DAY_MS = 24 * 60 * 60_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const [firstDay, beforeDay] = [dayOf(lastMonth().fromMs), dayOf(lastMonth().fromMs - DAY_MS)];
const lastDay = dayOf(lastMonth().untilMs - 1);

const write = async (day: string, ...words: readonly string[]) => {
  const all = ['archive', '--day', day, '--to', 'kept', ...words, '--json'];
  const { stdout, exitCode } = await world.run(...all);
  return { ...(JSON.parse(stdout) as JsonDocument<ArchiveData>), exitCode };
};
const fileOf = (day: string) => path.join(world.folder, 'kept', `${day}.jsonl`);
const readLines = (day: string) => readFileSync(fileOf(day), 'utf8').trimEnd().split('\n');

describe('switchboard archive', () => {
  it('writes the same bytes for the same calls, masked, with a manifest that counts them', async () => {
    world.addMonth(91, 120);
    const first = await write(firstDay);
    const bytes = readFileSync(fileOf(firstDay), 'utf8');

    const { data, exitCode } = await write(firstDay, '--fresh');

    expect({ exitCode, kind: data.change.kind }).toEqual({ exitCode: 0, kind: 'same' });
    expect(readFileSync(fileOf(firstDay), 'utf8')).toBe(bytes);
    expect(bytes).not.toMatch(/\+1\d{10}|canary/);
    const lines = readLines(firstDay).map((line) => JSON.parse(line) as { kind: string });
    expect(lines.at(-1)).toEqual(first.data.manifest);
    expect(first.data.manifest.calls).toBeGreaterThan(20);
    expect(readdirSync(path.join(world.folder, 'kept'))).toEqual([`${firstDay}.jsonl`]);
  });

  it('names what both have as the call record does', async () => {
    world.addMonth(89, 120);

    await write(firstDay);

    const calls = readLines(firstDay)
      .map((line) => JSON.parse(line) as ArchivedCall)
      .filter(({ kind, vapiCalls }) => kind === 'call' && vapiCalls.length > 0);
    for (const { cost, assistantSeconds, vapiCalls } of calls) {
      const costs = vapiCalls.map(({ costUsd }) => costUsd).filter((each) => each !== null);
      const seconds = vapiCalls.map((each) => each.seconds).filter((each) => each !== null);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      expect(cost.vapiUsd ?? 0).toBeCloseTo(sum(costs), 4);
      expect(assistantSeconds ?? 0).toBeCloseTo(sum(seconds), 3);
    }
    expect(calls.map(({ cost }) => cost)).toContainEqual({
      vapiUsd: expect.any(Number) as number,
      twilio: { amount: expect.any(Number) as number, currency: 'USD' },
    });
  });

  it('has whole numbers only where they are asked for', async () => {
    world.addMonth(92, 20);

    const { data } = await write(firstDay, '--unmasked');

    expect(data.manifest.hasNumbers).toBe(true);
    expect(readFileSync(fileOf(firstDay), 'utf8')).toMatch(/"callerNumber":"\+1\d{10}"/);
  });

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
    for (const day of days) await write(day, '--logs');

    const words = ['--from', days[0]!, '--until', days[1]!, '--archive', 'kept'];
    const { data } = await world.runJson<UsageJson>('usage', ...words);

    const counted = data.tenants.filter(({ calls }) => calls > 0);
    expect(counted).toMatchObject([
      { tenantId: 'left-us', calls: 1, twilioOutgoing: { count: 1 } },
    ]);
    expect(data.total.twilioInbound.count).toBe(1);
  });

  it('gives usage what the vendors had, after Vapi has forgotten everything', async () => {
    world.addMonth(93, 240);
    const { data: before } = await world.usageJson('--exclude-under-seconds', '20');
    for (const day of [beforeDay, firstDay, lastDay]) await write(day);
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
    await write(firstDay);
    world.vapi.archive.clear();

    const { data } = await world.runJson<ReportData>(...words, '--archive', 'kept');

    const { calls, answered, talkSeconds, vapiCostUsd, twilioPrices, outcomes } = before.total;
    expect(data.total).toMatchObject({ calls, answered, talkSeconds, vapiCostUsd, twilioPrices });
    // What Vapi does not list of an old month is unknown; an archive knows that there was nothing.
    expect(data.total.outcomes.unknown).toBe(0);
    expect(data.total.outcomes['no-assistant']).toBe(outcomes['no-assistant'] + outcomes.unknown);
  });

  it('says what changed, and writes prices that came later', async () => {
    const { messages } = world.addMonth(95, 20);
    await write(lastDay);
    const unbilled = messages.find(({ price, status }) => price === undefined && !status)!;
    const { calls } = world.api;
    calls.messages.splice(calls.messages.indexOf(unbilled), 1, { ...unbilled, price: '-0.00790' });

    const { data, exitCode } = await write(lastDay);

    expect(data.change).toEqual({ kind: 'changed', added: 0, lost: [], fields: { cost: 1 } });
    expect(exitCode).toBe(0);
    expect(readLines(lastDay).at(-1)).toContain(data.manifest.sha256);
  });

  it('keeps a file that knows more than the vendors do, and ends with 1', async () => {
    world.addMonth(96, 240);
    await write(firstDay);
    const bytes = readFileSync(fileOf(firstDay), 'utf8');
    world.vapi.archive.clear();

    const { data, exitCode, problems } = await write(firstDay);

    expect(data.change.lost.length).toBeGreaterThan(5);
    expect({ exitCode, problems: problems.length }).toEqual({ exitCode: 1, problems: 1 });
    expect(readFileSync(fileOf(firstDay), 'utf8')).toBe(bytes);
  });

  it('writes nothing while a key cannot be asked', async () => {
    world.addMonth(97, 10);
    world.failKeyOf('legal', 401);

    const { exitCode, problems } = await write(firstDay);

    expect(exitCode).toBe(3);
    expect(problems.join()).toContain('nothing is written');
    expect(existsSync(path.join(world.folder, 'kept'))).toBe(false);
  });

  it.each([
    [
      'a changed call',
      (lines: string[]) => [lines[0]!.replace('"status":"', '"status":"x'), ...lines.slice(1)],
      /:\d+ has another checksum/,
    ],
    ['a cut end', (lines: string[]) => lines.slice(0, -1), /:\d+ the manifest is missing/],
    ['a broken line', (lines: string[]) => ['{"kind":"ca', ...lines.slice(1)], /:1 is no JSON/],
    ['another thing', (lines: string[]) => ['{"kind":"car"}', ...lines.slice(1)], /:1 is neither/],
    [
      'a field that nobody can count',
      (lines: string[]) =>
        lines.map((line) => line.replace(/"totalSeconds":\d+/, '"totalSeconds":1e999')),
      /:\d+ cannot be counted: totalSeconds/,
    ],
    ['a missing line', (lines: string[]) => lines.slice(1), /:\d+ counts \d+ lines/],
  ])('is refused by usage with file and line: %s', async (_name, damage, problem) => {
    world.addMonth(98, 10);
    await write(firstDay);
    writeFileSync(fileOf(firstDay), `${damage(readLines(firstDay)).join('\n')}\n`);
    const requests = world.api.listRequests().length;

    const words = ['--month', lastMonth().name, '--archive', 'kept'];
    const { exitCode, stderr } = await world.usage(...words);

    expect(exitCode).toBe(3);
    expect(stderr).toMatch(problem);
    expect(stderr).toContain(fileOf(firstDay));
    expect(world.api.listRequests()).toHaveLength(requests);
  });

  it("is refused by usage where it is another account's", async () => {
    world.addMonth(90, 10);
    await write(firstDay);
    const lines = readLines(firstDay).map((line) =>
      line.replace(/"accountSid":"AC\w{30}/, `"accountSid":"AC${'9'.repeat(30)}`),
    );
    writeFileSync(fileOf(firstDay), `${lines.join('\n')}\n`);

    const words = ['--month', lastMonth().name, '--archive', 'kept'];
    const { exitCode, stderr } = await world.usage(...words);

    expect(exitCode).toBe(3);
    expect(stderr).toContain('--archive: its files are of the account AC999');
  });

  it.each([
    [
      'a broken file',
      (text: string) => `${text}{"kind":"message","messageSid":"SM1"}\n`,
      /:\d+ comes after/,
    ],
    [
      "another account's file",
      (text: string) => text.replace(/"accountSid":"AC\w{30}/, `"accountSid":"AC${'9'.repeat(30)}`),
      /is of the account AC999/,
    ],
  ])('writes nothing over %s: it may be the only copy', async (_title, change, problem) => {
    world.addMonth(99, 10);
    await write(firstDay);
    const text = change(readFileSync(fileOf(firstDay), 'utf8'));
    writeFileSync(fileOf(firstDay), text);

    const { exitCode, problems } = await write(firstDay);

    expect(exitCode).toBe(3);
    expect(problems.join()).toMatch(problem);
    expect(problems.join()).toContain(fileOf(firstDay));
    expect(readFileSync(fileOf(firstDay), 'utf8')).toBe(text);
  });

  it('names a file that cannot be read', async () => {
    mkdirSync(fileOf(firstDay), { recursive: true });

    const { exitCode, problems } = await write(firstDay);

    expect(exitCode).toBe(3);
    expect(problems.join()).toContain(`${fileOf(firstDay)} cannot be read (Error: EISDIR`);
  });

  it('leaves no folder where credentials are missing', async () => {
    delete world.env['VAPI_API_KEY'];

    const { exitCode } = await write(firstDay);

    expect(exitCode).toBe(3);
    expect(existsSync(path.join(world.folder, 'kept'))).toBe(false);
  });

  it.each([
    [['--to', 'kept'], '--day is missing'],
    [['--day', '2026-02-30', '--to', 'kept'], 'is no day'],
    [['--day', '2999-01-01', '--to', 'kept'], 'is not over in UTC'],
    [['--day', '2020-01-01', '--to', 'kept'], 'lies more than 400 days back'],
    [['--day', firstDay], '--to "" names no folder'],
    [['--day', firstDay, '--to', 'no/such/folder'], 'mkdir -p "no/such"'],
    [['--day', firstDay, '--to', '.twilioserverlessrc'], 'is no folder'],
  ])('refuses %j', async (words, problem) => {
    const { exitCode, stderr } = await world.run('archive', ...words);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(problem);
    expect(world.api.listRequests()).toEqual([]);
  });
});
