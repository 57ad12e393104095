import { CALLER, OTHER, PrivacyWorld } from './privacy-world';

let world: PrivacyWorld;
beforeEach(async () => {
  world = await PrivacyWorld.start();
  world.store(CALLER, 40);
  world.store(OTHER, 10);
});
afterEach(() => world.stop());

const stored = () => world.cli.api.calls.recordings.map(({ source }) => source);

describe('switchboard sweep', () => {
  it('deletes voicemails that are too old, with their transcriptions', async () => {
    world.writeTenant({ voicemail: { keepDays: 30 } });

    const { data, exitCode } = await world.runJson('sweep');

    expect(data.items.map(({ store, tenantId }) => [store, tenantId])).toEqual([
      ['Twilio transcription', 'dental'],
      ['Twilio recording', 'dental'],
    ]);
    expect(stored()).toEqual(['StartCallRecordingTwiML', 'RecordVerb', 'StartCallRecordingTwiML']);
    expect(exitCode).toBe(0);
  });

  it('deletes recordings of calls that are too old, and no voicemail', async () => {
    world.writeTenant({ recording: { by: 'twilio', keepDays: 7 } });

    await world.runJson('sweep');

    expect(stored()).toEqual(['RecordVerb', 'RecordVerb']);
  });

  it('keeps each kind as long as its own days', async () => {
    world.writeTenant({ voicemail: { keepDays: 5 }, recording: { by: 'twilio', keepDays: 20 } });

    await world.runJson('sweep');

    expect(stored()).toEqual(['StartCallRecordingTwiML']);
  });

  it('deletes nothing where no tenant says how long, and asks Twilio for nothing', async () => {
    await world.runJson('sweep');

    expect(stored()).toHaveLength(4);
    expect(world.cli.api.listRequests()).toEqual([]);
  });

  it('leaves the recordings of numbers alone that are no tenant’s', async () => {
    world.writeTenant({ numbers: ['+12025550109'], voicemail: { keepDays: 1 } });

    const { data } = await world.runJson('sweep');

    expect([data.items, stored().length]).toEqual([[], 4]);
  });

  it('deletes nothing with --dry-run', async () => {
    world.writeTenant({ voicemail: { keepDays: 1 } });

    const { data } = await world.runJson('sweep', '--dry-run');

    expect(data.items).toHaveLength(4);
    expect(stored()).toHaveLength(4);
  });
});
