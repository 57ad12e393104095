import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watchFolder } from '../../../sandbox/project/watch-sources';

let folder: string;
let file: string;
let stop: () => Promise<void>;
let reported: string[];
let onSave: () => void;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'watched-'));
  file = path.join(folder, 'tenants.private.json');
  writeFileSync(file, 'at first');
  reported = [];
  onSave = () => {};
  stop = await watchFolder(folder, () => {
    reported.push(readFileSync(file, 'utf8'));
    onSave();
  });
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

/** Waits until what was saved last has been reported. */
const notifications = (text: string) =>
  new Promise<void>((resolve) => {
    onSave = () => reported.at(-1) === text && resolve();
    onSave();
  });

const SAVES: Readonly<Record<string, (text: string) => void>> = {
  'into the file': (text) => writeFileSync(file, text),
  'by a new file under its name, as sed -i does': (text) => {
    writeFileSync(path.join(folder, 'sedAbCdEf'), text);
    renameSync(path.join(folder, 'sedAbCdEf'), file);
  },
  'by moving the old file away first, as vim does': (text) => {
    renameSync(file, `${file}~`);
    writeFileSync(file, text);
  },
  'by deleting it first': (text) => {
    rmSync(file);
    writeFileSync(file, text);
  },
};

// F9: the first save by rename was reported, and no later one.
describe.each(Object.keys(SAVES))('a save %s (F9)', (kind) => {
  it('is reported each time', async () => {
    for (const text of ['first', 'second', 'third']) {
      SAVES[kind]?.(text);
      await notifications(text);
    }

    expect(reported).toEqual(expect.arrayContaining(['first', 'second', 'third']));
  });

  it('is reported after a save of the other kinds', async () => {
    for (const [index, save] of Object.values(SAVES).entries()) {
      save(`before ${index}`);
      await notifications(`before ${index}`);
    }
    SAVES[kind]?.('at last');
    await notifications('at last');

    expect(reported.at(-1)).toBe('at last');
  });
});
