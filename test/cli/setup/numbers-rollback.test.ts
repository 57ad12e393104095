import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StoredPhoneNumber } from '../../../sandbox/twilio/serverless/phone-number-store';
import { deployEnvironment } from '../deploy-environment';
import { CliWorld } from '../run-cli';

jest.setTimeout(60_000);

const NUMBERS = ['+12025550101', '+12025550102'] as const;
const TRUNK = `TK${'a'.repeat(32)}`;

let world: CliWorld;
let stored: StoredPhoneNumber[];
let before: StoredPhoneNumber[];
beforeEach(async () => {
  world = await CliWorld.start();
  world.writeTenants({ dental: NUMBERS });
  deployEnvironment(world.api);
  stored = [
    world.api.phoneNumbers.add(NUMBERS[0], {
      voiceUrl: 'https://user:hunter2@old.example/voice',
      voiceFallbackUrl: 'https://old.example/fallback',
    }),
    world.api.phoneNumbers.add(NUMBERS[1], { voiceUrl: '', voiceMethod: 'GET', trunkSid: TRUNK }),
  ];
  before = structuredClone(stored);
});
afterEach(() => world.stop());

interface ApplyData {
  readonly snapshotFile: string;
}
interface RollbackData {
  readonly numbers: { phoneNumber: string; outcome: string }[];
  readonly already: { phoneNumber: string }[];
  readonly foreign: { phoneNumber: string }[];
  readonly gone: { phoneNumber: string }[];
}

const apply = async () =>
  (await world.runJson<ApplyData>('numbers', 'apply', '--yes')).data.snapshotFile;
const rollback = (...words: string[]) =>
  world.runJson<RollbackData>('numbers', 'rollback', ...words);

describe('numbers rollback', () => {
  it('restores what apply changed, trunk and all, and ends with 0', async () => {
    await apply();
    const { exitCode, data } = await rollback();

    expect(exitCode).toBe(0);
    expect(data.numbers.map(({ outcome }) => outcome)).toEqual(['changed', 'changed']);
    expect(stored).toEqual(before);
  });

  it('does nothing the second time', async () => {
    await apply();
    await rollback();
    const updateCount = world.countUpdates();
    const { exitCode, data } = await rollback();

    expect(exitCode).toBe(0);
    expect(data).toMatchObject({ numbers: [], already: [{}, {}] });
    expect(world.countUpdates()).toBe(updateCount);
  });

  it('works without tenants and without anything deployed', async () => {
    await apply();
    world.write('src/assets/tenants.private.json', 'broken');
    world.api.store.environments.clear();

    expect((await rollback()).exitCode).toBe(0);
    expect(stored).toEqual(before);
  });

  it('takes the newest snapshot, or the one that is named', async () => {
    const first = await apply();
    stored[0]!.voiceUrl = 'https://third.example/';
    await apply();
    await rollback();
    const afterNewest = stored[0]?.voiceUrl;
    await rollback('--snapshot', first, '--force');

    expect(afterNewest).toBe('https://third.example/');
    expect(stored).toEqual(before);
  });

  it('shows no password of the old URLs', async () => {
    await apply();
    const { stdout } = await world.run('numbers', 'rollback');

    expect(stdout).toContain('https://***@old.example/voice');
    expect(stdout).not.toContain('hunter2');
  });

  it('undoes an apply that failed and was run again in two steps, and names the second', async () => {
    world.api.failNext(500, 1, { method: 'POST', skip: 1 });
    const failed = await apply();
    await apply();
    const { stdout } = await world.run('numbers', 'rollback');
    const second = await rollback('--snapshot', failed);

    expect(stdout).toContain(`For what was applied before that: npm run switchboard -- numbers`);
    expect(stdout).toContain(failed);
    expect(second).toMatchObject({ exitCode: 0, data: { olderSnapshotFile: null } });
    expect(stored).toEqual(before);
  });

  it('says nothing of trunks that it gives back', async () => {
    await apply();
    const { stdout } = await world.run('numbers', 'rollback');

    expect(stdout).toMatch(/trunkSid +- +TKa{32}$/m);
    expect(stdout).not.toContain('trunkSid wins');
  });

  it('restores what a failed apply had changed', async () => {
    world.api.failNext(500, 1, { method: 'POST', skip: 1 });
    await apply();
    const { exitCode, data } = await rollback();

    expect(exitCode).toBe(0);
    expect(data).toMatchObject({
      numbers: [{ phoneNumber: NUMBERS[0] }],
      already: [{ phoneNumber: NUMBERS[1] }],
    });
    expect(stored).toEqual(before);
  });
});

describe('numbers rollback after somebody else', () => {
  it('leaves the number alone that they changed, restores the others and ends with 1', async () => {
    await apply();
    stored[0]!.voiceUrl = 'https://third.example/';
    const changed = structuredClone(stored[0]);
    const { exitCode, data, problems } = await rollback();

    expect(exitCode).toBe(1);
    expect(data.foreign).toMatchObject([{ phoneNumber: NUMBERS[0] }]);
    expect(problems).toEqual([`${NUMBERS[0]}: somebody has since changed voiceUrl; left alone`]);
    expect(stored).toEqual([changed, before[1]]);
  });

  it('names the command that restores it all the same, which does', async () => {
    const snapshotFile = await apply();
    stored[0]!.voiceUrl = 'https://third.example/';
    const { stdout } = await world.run('numbers', 'rollback');
    const { exitCode } = await rollback('--force');

    expect(stdout).toContain(`numbers rollback --snapshot ${snapshotFile} --force`);
    expect(exitCode).toBe(0);
    expect(stored).toEqual(before);
  });

  it('names numbers that the account no longer has and ends with 1', async () => {
    const file = path.join(world.folder, await apply());
    const text = readFileSync(file, 'utf8').replace(stored[0]!.sid, `PN${'f'.repeat(32)}`);
    writeFileSync(file, text);
    const { exitCode, data } = await rollback();

    expect(exitCode).toBe(1);
    expect(data.gone).toMatchObject([{ phoneNumber: NUMBERS[0] }]);
    expect(stored[1]).toEqual(before[1]);
  });
});

describe('numbers rollback that cannot be made', () => {
  it('ends with 3 for a snapshot of another account and changes nothing', async () => {
    const file = path.join(world.folder, await apply());
    const other = `AC${'9'.repeat(32)}`;
    writeFileSync(file, readFileSync(file, 'utf8').replace(/AC0{32}/, other));
    const { exitCode, problems } = await rollback();

    expect(exitCode).toBe(3);
    expect(problems[0]).toContain(`is of account ${other}`);
    expect(world.countUpdates()).toBe(2);
  });

  it('ends with 3 where no snapshot is', async () => {
    const { exitCode, problems } = await rollback();

    expect(exitCode).toBe(3);
    expect(problems[0]).toContain('.switchboard/numbers has no snapshot');
  });

  it('ends with 2 for a snapshot that is not there', async () => {
    const { exitCode, problems } = await rollback('--snapshot', 'none.json');

    expect(exitCode).toBe(2);
    expect(problems[0]).toContain('none.json cannot be read (ENOENT)');
  });

  it('ends with 4 when Twilio fails at once', async () => {
    await apply();
    world.api.failNext(500, 1, { method: 'POST' });

    expect((await rollback()).exitCode).toBe(4);
  });

  it('ends with 5 when Twilio fails in the middle, and finishes when run again', async () => {
    await apply();
    world.api.failNext(500, 1, { method: 'POST', skip: 1 });
    const first = await rollback();
    const second = await rollback();

    expect(first.exitCode).toBe(5);
    expect(first.data.numbers.map(({ outcome }) => outcome)).toEqual(['changed', 'refused']);
    expect(second.exitCode).toBe(0);
    expect(stored).toEqual(before);
  });

  it('ends with 5 when Twilio keeps a setting other than asked', async () => {
    Object.assign(stored[1]!, { voiceApplicationSid: `AP${'b'.repeat(32)}` });
    await apply();
    const { exitCode, problems } = await rollback();

    expect(exitCode).toBe(5);
    expect(problems[0]).toContain('it did not accept voiceApplicationSid');
  });
});
