import type { StoredPhoneNumber } from '../../../sandbox/twilio/serverless/phone-number-store';
import { deployEnvironment } from '../deploy-environment';
import { CliWorld } from '../run-cli';
import { settingsOf } from './numbers/numbers';

jest.setTimeout(60_000);

const DENTAL = '+12025550101';
const HVAC = '+12025550102';
const TRUNK = `TK${'a'.repeat(32)}`;

let world: CliWorld;
let domain: string;
let dental: StoredPhoneNumber;
let hvac: StoredPhoneNumber;
beforeEach(async () => {
  world = await CliWorld.start();
  world.writeTenants({ dental: [DENTAL], hvac: [HVAC] });
  domain = deployEnvironment(world.api);
  dental = world.api.phoneNumbers.add(DENTAL, { voiceUrl: 'https://old.example/voice' });
  hvac = world.api.phoneNumbers.add(HVAC);
});
afterEach(() => world.stop());

interface DetachData {
  readonly numbers: { phoneNumber: string; outcome: string }[];
  readonly snapshotFile: string | null;
  readonly rollbackCommand: string | null;
}

const detach = (...words: string[]) => world.runJson<DetachData>('numbers', 'detach', ...words);

describe('numbers detach', () => {
  it('gives a number back what it had before numbers apply, whatever was applied since (O9)', async () => {
    const before = { ...dental, trunkSid: TRUNK };
    Object.assign(dental, before);
    await world.run('numbers', 'apply', '--yes');
    dental.voiceFallbackUrl = `https://${domain}/fallback/older.xml`;
    await world.run('numbers', 'apply');

    const { exitCode, data } = await detach('--tenant', 'dental');

    expect(exitCode).toBe(0);
    expect(data.numbers).toMatchObject([{ phoneNumber: DENTAL, outcome: 'changed' }]);
    expect(dental).toEqual(before);
    expect(hvac.voiceUrl).toContain(domain);
  });

  it('empties what points here where nothing is known from before, and only that (O9)', async () => {
    Object.assign(dental, settingsOf(domain), {
      statusCallback: 'https://billing.example/calls',
    });

    await detach('--tenant', 'dental');

    expect(dental).toMatchObject({
      voiceUrl: '',
      voiceFallbackUrl: '',
      statusCallback: 'https://billing.example/calls',
    });
  });

  it('leaves alone what somebody has set since (O9)', async () => {
    await world.run('numbers', 'apply');
    Object.assign(dental, { voiceUrl: 'https://new.example/voice', voiceMethod: 'GET' });

    await detach('--tenant', 'dental');

    expect(dental).toMatchObject({ voiceUrl: 'https://new.example/voice', voiceMethod: 'GET' });
    expect(dental.statusCallback).toBe('');
  });

  it('finds a tenant that has left the file, and no number that another one has now (O9)', async () => {
    await world.run('numbers', 'apply');
    world.writeTenants({ new: [HVAC] });

    const gone = await detach('--tenant', 'dental');
    const moved = await detach('--tenant', 'hvac');

    expect(gone.data.numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([DENTAL]);
    expect([moved.exitCode, moved.data.numbers, moved.data.snapshotFile]).toEqual([0, [], null]);
    expect(hvac.voiceUrl).toContain(domain);
  });

  it('is undone by numbers rollback, and changes nothing the second time (O9)', async () => {
    await world.run('numbers', 'apply');
    const applied = { ...dental };

    const first = await detach('--tenant', 'dental');
    const second = await detach('--tenant', 'dental');
    await world.run('numbers', 'rollback', '--snapshot', first.data.snapshotFile!);

    expect(first.data.rollbackCommand).toContain(first.data.snapshotFile);
    expect([second.exitCode, second.data.snapshotFile]).toEqual([0, null]);
    expect(dental).toEqual(applied);
  });

  it.each([
    [[], 'numbers detach needs --tenant'],
    [['--tenant', 'dentel'], '--tenant dental'],
  ])('ends with 2 for %j, and changes nothing (O9)', async (words, said) => {
    await world.run('numbers', 'apply');
    const updates = world.countUpdates();

    const { exitCode, stderr } = await world.run('numbers', 'detach', ...words);

    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
    expect(world.countUpdates()).toBe(updates);
  });
});
