import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConsoleToken } from '../../../sandbox/console/console-token';

const KNOWN = 'k'.repeat(43);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'console-token-'));
  file = path.join(folder, 'console-token');
});

describe('the token of the console', () => {
  it('is made once, and only its owner can read it', () => {
    const token = readConsoleToken(file);

    expect(readConsoleToken(file)).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is made anew where others could have read it', () => {
    writeFileSync(file, KNOWN, { mode: 0o644 });

    const token = readConsoleToken(file);

    expect([token === KNOWN, statSync(file).mode & 0o777]).toEqual([false, 0o600]);
  });

  it('is never taken from a link, nor written to where one leads', () => {
    const target = path.join(folder, 'elsewhere');
    writeFileSync(target, KNOWN, { mode: 0o600 });
    symlinkSync(target, file);

    const token = readConsoleToken(file);

    expect([token, readFileSync(file, 'utf8')]).not.toContain(KNOWN);
    expect(readFileSync(target, 'utf8')).toBe(KNOWN);
  });
});
