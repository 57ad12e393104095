import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  buildSnapshot,
  dropSnapshot,
  findOlderSnapshotFile,
  getNewestSnapshotFile,
  keepSnapshot,
  readSnapshot,
} from '../../../../cli/setup/numbers/snapshot';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'snapshots-'));
});

const snapshotAt = (takenAt: string) =>
  buildSnapshot({ accountSid: 'AC1', domainName: 'a.twil.io', takenAt: new Date(takenAt) }, [
    {
      sid: `PN${'a'.repeat(32)}`,
      phoneNumber: '+12025550101',
      tenantId: 'dental',
      changes: [{ field: 'voiceUrl', now: 'https://u:pw@old.example/', willBe: 'https://new/' }],
    },
  ]);

describe('a snapshot', () => {
  it('is read as it was kept, with passwords, under its UTC time', () => {
    const snapshot = snapshotAt('2026-01-31T10:15:00.000Z');
    const file = keepSnapshot(folder, snapshot);

    expect(file).toBe('.switchboard/numbers/2026-01-31T10-15-00-000Z.json');
    expect(readSnapshot(folder, file)).toEqual(snapshot);
  });

  it('is for its owner alone', () => {
    const file = path.join(folder, keepSnapshot(folder, snapshotAt('2026-01-31T10:15:00.000Z')));

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('never replaces another', () => {
    const snapshot = snapshotAt('2026-01-31T10:15:00.000Z');
    keepSnapshot(folder, snapshot);

    expect(() => keepSnapshot(folder, snapshot)).toThrow('no number was changed');
  });

  it('is the newest when it was taken last', () => {
    keepSnapshot(folder, snapshotAt('2026-10-01T00:00:00.000Z'));
    const newest = keepSnapshot(folder, snapshotAt('2026-10-01T00:00:00.001Z'));
    keepSnapshot(folder, snapshotAt('2026-09-30T23:59:59.999Z'));

    expect(getNewestSnapshotFile(folder)).toBe(newest);
  });

  it('is not the newest any more once it was dropped', () => {
    const older = keepSnapshot(folder, snapshotAt('2026-10-01T00:00:00.000Z'));
    dropSnapshot(folder, keepSnapshot(folder, snapshotAt('2026-10-02T00:00:00.000Z')));

    expect(getNewestSnapshotFile(folder)).toBe(older);
  });

  it('is found as the one before another, wherever that is named from', () => {
    const older = keepSnapshot(folder, snapshotAt('2026-10-01T00:00:00.000Z'));
    const newer = keepSnapshot(folder, snapshotAt('2026-10-02T00:00:00.000Z'));

    expect(findOlderSnapshotFile(folder, path.join(folder, newer))).toBe(older);
    expect(findOlderSnapshotFile(folder, older)).toBeUndefined();
    expect(findOlderSnapshotFile(folder, 'a-copy.json')).toBeUndefined();
  });

  it('must exist', () => {
    expect(() => getNewestSnapshotFile(folder)).toThrow('has no snapshot');
    expect(() => readSnapshot(folder, 'none.json')).toThrow('ENOENT');
  });

  it.each([
    ['no JSON', 'the file'],
    ['{"schemaVersion":2}', 'schemaVersion'],
    [
      JSON.stringify({
        ...snapshotAt('2026-10-01T00:00:00.000Z'),
        numbers: [{ sid: '../Accounts', phoneNumber: '', tenantId: '', fields: [] }],
      }),
      'numbers.0.sid',
    ],
    [
      JSON.stringify(snapshotAt('2026-10-01T00:00:00.000Z')).replace('"voiceUrl"', '"accountSid"'),
      'numbers.0.fields.0.field',
    ],
  ])('is refused with the place of its mistake: %s', (text, place) => {
    mkdirSync(path.join(folder, 'x'));
    writeFileSync(path.join(folder, 'x/y.json'), text);

    expect(() => readSnapshot(folder, 'x/y.json')).toThrow(`snapshot of numbers apply: ${place}:`);
  });
});
