import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CliError } from '../../../../cli/core/cli-error';
import { OutputFile } from '../../../../cli/history/report/output-file';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'output-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (...names: string[]) => path.join(folder, ...names);
const openFile = (...names: string[]) =>
  OutputFile.open('--html', inFolder(...names), { workingFolder: folder });

describe('OutputFile', () => {
  it('writes what a link leads to, and leaves the link', () => {
    mkdirSync(inFolder('www'));
    writeFileSync(inFolder('www', 'old.html'), 'before');
    symlinkSync('www/old.html', inFolder('link'));
    symlinkSync('www/new.html', inFolder('dangling'));
    symlinkSync('www', inFolder('folder'));
    const names = [['link'], ['dangling'], ['folder', 'other.html']];

    for (const each of names) {
      const file = openFile(...each);
      file?.write(each.join());
      file?.finish();
    }

    expect(names.map((each) => readFileSync(inFolder(...each), 'utf8'))).toEqual(
      names.map((each) => each.join()),
    );
    expect(['link', 'dangling'].map((name) => lstatSync(inFolder(name)).isSymbolicLink())).toEqual([
      true,
      true,
    ]);
    expect(readdirSync(inFolder('www'))).toEqual(['new.html', 'old.html', 'other.html']);
  });

  it.each(['same', './folder/../same', 'link', 'folder/same'])(
    'refuses %s, which another option has opened',
    (name) => {
      symlinkSync('same', inFolder('link'));
      symlinkSync('.', inFolder('folder'));
      const html = openFile('same');

      const again = () => OutputFile.open('--csv', name, { workingFolder: folder, other: html });

      expect(again).toThrow(CliError);
      expect(again).toThrow('is already the file of --html');
      html?.discard();
    },
  );

  it('refuses links in a circle, and what is no file', () => {
    symlinkSync('b', inFolder('a'));
    symlinkSync('a', inFolder('b'));

    expect(() => openFile('a')).toThrow('cannot be written (ELOOP)');
    expect(() => OutputFile.open('--html', '/dev/null', { workingFolder: folder })).toThrow(
      'is no ordinary file',
    );
    expect(() => openFile('')).toThrow('is a folder');
  });

  it('says so when the place is taken at the end', () => {
    const file = openFile('report.html');
    mkdirSync(inFolder('report.html'));

    expect(() => file?.finish()).toThrow(CliError);
    expect(() => file?.discard()).not.toThrow();
    expect(readdirSync(folder)).toEqual(['report.html']);
  });
});
