import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ArchivedCall } from '../../../../cli/history/archive/archived-call';
import { lastMonth } from '../usage/usage-world';
import { ArchiveWorld, firstDay, lastDay } from './archive-world';

let world: ArchiveWorld;
beforeEach(async () => {
  world = await ArchiveWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

describe('switchboard archive', () => {
  it('writes the same bytes for the same calls, masked, with a manifest that counts them', async () => {
    world.addMonth(91, 120);
    const first = await world.archive(firstDay);
    const bytes = readFileSync(world.fileOf(firstDay), 'utf8');

    const { data, exitCode } = await world.archive(firstDay, '--fresh');

    expect({ exitCode, kind: data.change.kind }).toEqual({ exitCode: 0, kind: 'same' });
    expect(readFileSync(world.fileOf(firstDay), 'utf8')).toBe(bytes);
    expect(bytes).not.toMatch(/\+1\d{10}|canary/);
    const lines = world.readLines(firstDay).map((line) => JSON.parse(line) as { kind: string });
    expect(lines.at(-1)).toEqual(first.data.manifest);
    expect(first.data.manifest.calls).toBeGreaterThan(20);
    expect(readdirSync(path.join(world.folder, 'kept'))).toEqual([`${firstDay}.jsonl`]);
  });

  it('names what both have as the call record does', async () => {
    world.addMonth(89, 120);

    await world.archive(firstDay);

    const calls = world
      .readLines(firstDay)
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

    const { data } = await world.archive(firstDay, '--unmasked');

    expect(data.manifest.hasNumbers).toBe(true);
    expect(readFileSync(world.fileOf(firstDay), 'utf8')).toMatch(/"callerNumber":"\+1\d{10}"/);
  });

  it('says what changed, and writes prices that came later', async () => {
    const { messages } = world.addMonth(95, 20);
    await world.archive(lastDay);
    const unbilled = messages.find(({ price, status }) => price === undefined && !status)!;
    const { calls } = world.api;
    calls.messages.splice(calls.messages.indexOf(unbilled), 1, { ...unbilled, price: '-0.00790' });

    const { data, exitCode } = await world.archive(lastDay);

    expect(data.change).toEqual({ kind: 'changed', added: 0, lost: [], fields: { cost: 1 } });
    expect(exitCode).toBe(0);
    expect(world.readLines(lastDay).at(-1)).toContain(data.manifest.sha256);
  });

  it('keeps a file that knows more than the vendors do, and ends with 1', async () => {
    world.addMonth(96, 240);
    await world.archive(firstDay);
    const bytes = readFileSync(world.fileOf(firstDay), 'utf8');
    world.vapi.archive.clear();

    const { data, exitCode, problems } = await world.archive(firstDay);

    expect(data.change.lost.length).toBeGreaterThan(5);
    expect({ exitCode, problems: problems.length }).toEqual({ exitCode: 1, problems: 1 });
    expect(readFileSync(world.fileOf(firstDay), 'utf8')).toBe(bytes);
  });

  it('writes nothing while a key cannot be asked', async () => {
    world.addMonth(97, 10);
    world.failKeyOf('legal', 401);

    const { exitCode, problems } = await world.archive(firstDay);

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
    await world.archive(firstDay);
    writeFileSync(world.fileOf(firstDay), `${damage(world.readLines(firstDay)).join('\n')}\n`);
    const requests = world.api.listRequests().length;

    const words = ['--month', lastMonth().name, '--archive', 'kept'];
    const { exitCode, stderr } = await world.usage(...words);

    expect(exitCode).toBe(3);
    expect(stderr).toMatch(problem);
    expect(stderr).toContain(world.fileOf(firstDay));
    expect(world.api.listRequests()).toHaveLength(requests);
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
    await world.archive(firstDay);
    const text = change(readFileSync(world.fileOf(firstDay), 'utf8'));
    writeFileSync(world.fileOf(firstDay), text);

    const { exitCode, problems } = await world.archive(firstDay);

    expect(exitCode).toBe(3);
    expect(problems.join()).toMatch(problem);
    expect(problems.join()).toContain(world.fileOf(firstDay));
    expect(readFileSync(world.fileOf(firstDay), 'utf8')).toBe(text);
  });

  it('names a file that cannot be read', async () => {
    mkdirSync(world.fileOf(firstDay), { recursive: true });

    const { exitCode, problems } = await world.archive(firstDay);

    expect(exitCode).toBe(3);
    expect(problems.join()).toContain(`${world.fileOf(firstDay)} cannot be read (Error: EISDIR`);
  });

  it('leaves no folder where credentials are missing', async () => {
    delete world.env['VAPI_API_KEY'];

    const { exitCode } = await world.archive(firstDay);

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
