import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { StoredPhoneNumber } from '../../../sandbox/twilio/serverless/phone-number-store';
import type { Snapshot } from '../../../cli/setup/numbers/snapshot';
import { deployEnvironment } from '../deploy-environment';
import { settingsOf } from './numbers/numbers';
import { CliWorld } from '../run-cli';

jest.setTimeout(60_000);

const NUMBERS = ['+12025550101', '+12025550102', '+12025550103'] as const;

let world: CliWorld;
let domain: string;
let stored: StoredPhoneNumber[];
beforeEach(async () => {
  world = await CliWorld.start();
  world.writeTenants({ dental: NUMBERS });
  domain = deployEnvironment(world.api);
  stored = NUMBERS.map((number) => world.api.phoneNumbers.add(number));
});
afterEach(() => world.stop());

interface ApplyData {
  readonly numbers: { phoneNumber: string; outcome: string; error?: string }[];
  readonly snapshotFile: string | null;
  readonly rollbackCommand: string | null;
}

const apply = (...words: string[]) => world.runJson<ApplyData>('numbers', 'apply', ...words);
const outcomesOf = (data: ApplyData) => data.numbers.map(({ outcome }) => outcome);
const listSnapshots = () => {
  const folder = path.join(world.folder, '.switchboard/numbers');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const isOurs = ({ voiceUrl }: StoredPhoneNumber) => voiceUrl.includes(domain);

describe('numbers apply', () => {
  it('points every number of a tenant here, one update each, and ends with 0', async () => {
    const { exitCode, data, ok } = await apply();

    expect(exitCode).toBe(0);
    expect(ok).toBe(true);
    expect(outcomesOf(data)).toEqual(['changed', 'changed', 'changed']);
    expect(stored[0]).toMatchObject(settingsOf(domain));
    expect(world.countUpdates()).toBe(3);
  });

  it('clears the trunk and the application that win over the voice URL', async () => {
    Object.assign(stored[0]!, settingsOf(domain), { trunkSid: `TK${'a'.repeat(32)}` });
    Object.assign(stored[1]!, { voiceApplicationSid: `AP${'b'.repeat(32)}` });
    const { exitCode } = await apply('--yes');

    expect(exitCode).toBe(0);
    expect(stored[0]).toMatchObject(settingsOf(domain));
    expect(stored[1]).toMatchObject(settingsOf(domain));
  });

  it('sends only the settings that differ', async () => {
    Object.assign(stored[0]!, settingsOf(domain), { voiceMethod: 'GET' });
    await apply();
    const update = world.api.listRequests().find(({ method }) => method === 'POST');

    expect(update?.target).toContain(stored[0]?.sid);
    expect(update?.fields).toEqual(['VoiceMethod']);
  });

  it('leaves what the plan does not show as it is: other settings, numbers without a tenant', async () => {
    stored[0]!.friendlyName = 'Reception';
    const other = world.api.phoneNumbers.add('+12025550109');
    const stray = world.api.phoneNumbers.add('+12025550108', settingsOf(domain));
    const before = structuredClone([other, stray]);
    await apply();

    expect(stored[0]?.friendlyName).toBe('Reception');
    expect([other, stray]).toEqual(before);
  });

  it('keeps the old settings first, for its owner alone, and names the way back', async () => {
    const { stdout } = await world.run('numbers', 'apply');
    const [name = ''] = listSnapshots();
    const file = path.join(world.folder, '.switchboard/numbers', name);
    const snapshot = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(snapshot).toMatchObject({
      accountSid: world.api.account.accountSid,
      domainName: domain,
    });
    expect(snapshot.numbers[0]?.fields[0]).toEqual({
      field: 'voiceUrl',
      before: 'https://demo.twilio.com/welcome/voice/',
      after: `https://${domain}/incoming-call`,
    });
    expect(stdout).toContain(
      `npm run switchboard -- numbers rollback --snapshot .switchboard/numbers/${name}`,
    );
  });

  it('shows the plan that it applied', async () => {
    const { stdout } = await world.run('numbers', 'apply');

    expect(stdout).toMatch(/^\+12025550101 +dental +voiceFallbackMethod +POST +GET$/m);
    expect(stdout).toMatch(/^\+12025550101 +dental +changed$/m);
  });

  it('changes nothing the second time and keeps no second snapshot', async () => {
    await apply();
    const { exitCode, data } = await apply();

    expect(exitCode).toBe(0);
    expect(data).toMatchObject({ numbers: [], snapshotFile: null, rollbackCommand: null });
    expect(world.countUpdates()).toBe(3);
    expect(listSnapshots()).toHaveLength(1);
  });

  it('changes the others when the account lacks a number, and ends with 1', async () => {
    world.writeTenants({ dental: [...NUMBERS, '+12025550104'] });
    const { exitCode, data, problems } = await apply();

    expect(exitCode).toBe(1);
    expect(outcomesOf(data)).toEqual(['changed', 'changed', 'changed']);
    expect(problems).toEqual([expect.stringContaining('+12025550104 of dental: the account has')]);
  });

  it('asks again when Twilio is too busy', async () => {
    world.api.failNext(429, 2, { method: 'POST' });
    const { exitCode } = await apply();

    expect(exitCode).toBe(0);
    expect(stored.every(isOurs)).toBe(true);
  });
});

describe('numbers apply that Twilio fails', () => {
  it('in the middle says what was changed and what not, ends with 5, and finishes when run again', async () => {
    world.api.failNext(500, 1, { method: 'POST', skip: 1 });
    const first = await apply();
    const second = await apply();

    expect(first.exitCode).toBe(5);
    expect(outcomesOf(first.data)).toEqual(['changed', 'refused', 'not-tried']);
    expect(first.problems).toHaveLength(2);
    expect(second.exitCode).toBe(0);
    expect(second.data.numbers.map(({ phoneNumber }) => phoneNumber)).toEqual(NUMBERS.slice(1));
    expect(stored.every(isOurs)).toBe(true);
  });

  it('in the middle names the command that finishes', async () => {
    world.api.failNext(500, 1, { method: 'POST', skip: 1 });
    const { stdout } = await world.run('numbers', 'apply', '--domain', domain);

    expect(stdout).toMatch(/^\+12025550103 +dental +not tried$/m);
    expect(stdout).toContain(`Change the rest with: npm run switchboard -- numbers apply --domain`);
    expect(stdout).toContain('Restore them with: npm run switchboard -- numbers rollback');
  });

  it('for one number only continues with the others and ends with 5', async () => {
    world.api.failNext(400, 1, { method: 'POST' });
    const { exitCode, data, problems } = await apply();

    expect(exitCode).toBe(5);
    expect(outcomesOf(data)).toEqual(['refused', 'changed', 'changed']);
    expect(problems).toEqual(['changing +12025550101: Twilio answered 400 (20001)']);
  });

  it('at the first number ends with 4 and keeps the snapshot, since the change may still come', async () => {
    world.api.failNext(503, 1, { method: 'POST' });
    const { exitCode, data } = await apply();

    expect(exitCode).toBe(4);
    expect(outcomesOf(data)).toEqual(['refused', 'not-tried', 'not-tried']);
    expect(listSnapshots()).toHaveLength(1);
  });

  it('after the change was made counts the number as changed and continues', async () => {
    world.api.failNext(500, 1, { method: 'POST', after: true });
    const { exitCode, data } = await apply();

    expect(exitCode).toBe(0);
    expect(outcomesOf(data)).toEqual(['changed', 'changed', 'changed']);
  });

  it('for good calls the number unclear, keeps the snapshot and ends with 5', async () => {
    world.api.failNext(500, 100, { skip: 3 });
    const { exitCode, data } = await apply();

    expect(exitCode).toBe(5);
    expect(outcomesOf(data)).toEqual(['unclear', 'not-tried', 'not-tried']);
    expect(listSnapshots()).toHaveLength(1);
  });

  it('before the first number ends with 4 and changes nothing', async () => {
    world.api.failNext(500, 100);
    const { exitCode } = await apply();

    expect(exitCode).toBe(4);
    expect(world.countUpdates()).toBe(0);
  });

  it('too often with 429 stops and ends with 4', async () => {
    world.api.failNext(429, 100, { method: 'POST' });
    const { exitCode, data, problems } = await apply();

    expect(exitCode).toBe(4);
    expect(outcomesOf(data)).toEqual(['refused', 'not-tried', 'not-tried']);
    expect(problems[0]).toContain('Twilio answered 429 (20429)');
  });

  it('with 401 for the update, as for a key that may only read, stops and ends with 3', async () => {
    world.api.failNext(401, 1, { method: 'POST' });
    const { exitCode, data } = await apply();

    expect(exitCode).toBe(3);
    expect(outcomesOf(data)).toEqual(['refused', 'not-tried', 'not-tried']);
    expect(listSnapshots()).toEqual([]);
  });
});

describe('numbers apply that cannot keep a snapshot', () => {
  it('changes nothing and ends with 3', async () => {
    world.write('.switchboard', 'a file where the folder should be');
    const { exitCode, problems } = await apply();

    expect(exitCode).toBe(3);
    expect(problems[0]).toMatch(/cannot be written \(\w+\); no number was changed/);
    expect(world.countUpdates()).toBe(0);
  });

  it('ends with 0 all the same where nothing is to be changed', async () => {
    world.write('.switchboard', 'a file where the folder should be');
    for (const number of stored) Object.assign(number, settingsOf(domain));

    expect((await apply()).exitCode).toBe(0);
  });
});
