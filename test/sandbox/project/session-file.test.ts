import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findSession, removeSession, writeSession } from '../../../sandbox/project/session-file';

const session = { callsUrl: 'http://127.0.0.1:4000', secret: 'secret', hasStandIn: true };
const makeFolder = () => mkdtempSync(path.join(tmpdir(), 'sessions-'));

/** Writes the session of another process. */
function writeOther(folder: string, processId: number): void {
  writeFileSync(path.join(folder, `${processId}`), JSON.stringify({ ...session, secret: 'other' }));
}

describe('the session of npm start', () => {
  it('is found while its process runs, and not after it is removed', () => {
    const folder = makeFolder();
    writeSession(session, folder);

    const found = findSession(folder);
    removeSession(folder);

    expect(found).toEqual(session);
    expect(findSession(folder)).toBeUndefined();
  });

  it('is found again when a second npm start has ended', () => {
    const folder = makeFolder();
    writeOther(folder, process.ppid);
    writeSession(session, folder);

    removeSession(folder);

    expect(findSession(folder)).toMatchObject({ secret: 'other' });
  });

  it.each([
    ['its own', 60_000, 'secret'],
    ['the other', -60_000, 'other'],
  ])('is that of the npm start that began last: %s', (_whose, laterByMs, secret) => {
    const folder = makeFolder();
    writeOther(folder, process.ppid);
    writeSession(session, folder);
    const at = new Date(Date.now() - laterByMs);

    utimesSync(path.join(folder, `${process.ppid}`), at, at);

    expect(findSession(folder)).toMatchObject({ secret });
  });

  it('is not found if its process was killed', () => {
    const folder = makeFolder();
    // Larger than any process id of Linux or macOS.
    writeOther(folder, 2 ** 30);

    expect(findSession(folder)).toBeUndefined();
  });

  it('is not found where there never was one', () => {
    expect(findSession(path.join(makeFolder(), 'none'))).toBeUndefined();
  });
});
