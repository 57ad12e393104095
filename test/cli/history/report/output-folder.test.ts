import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OutputFolder } from '../../../../cli/history/report/output-folder';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'output-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = (name = 'pages') =>
  OutputFolder.open('--split-by-tenant', name, { workingFolder: parent, example: 'pages' });
const list = () => readdirSync(path.join(parent, 'pages')).filter((name) => !name.startsWith('.'));

describe('OutputFolder', () => {
  it('shows its files only when all of them are written', () => {
    const folder = open();
    folder.write('a.html', 'a');
    folder.write('b.html', 'b');
    const before = list();

    folder.finish();

    expect([before, list()]).toEqual([[], ['a.html', 'b.html']]);
    expect(readdirSync(path.join(parent, 'pages'))).toHaveLength(2);
  });

  it('leaves nothing of a run that was interrupted, and what an earlier one wrote', () => {
    open().discard();
    const wasRemoved = !existsSync(path.join(parent, 'pages'));
    mkdirSync(path.join(parent, 'pages'));
    writeFileSync(path.join(parent, 'pages', 'a.html'), 'before');
    const folder = open();
    folder.write('a.html', 'half');

    folder.discard();

    expect(wasRemoved).toBe(true);
    expect(readdirSync(path.join(parent, 'pages'))).toEqual(['a.html']);
    expect(readFileSync(path.join(parent, 'pages', 'a.html'), 'utf8')).toBe('before');
  });
});
