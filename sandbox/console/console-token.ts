import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';

const usualFile = inProject('.switchboard', 'console-token');

const TOKEN = /^[\w-]{43}$/;

/**
 * Returns the token of this project's console, which only its owner can read. It is the same at each
 * start: a page that is open comes back. One that others could read or have put there is replaced.
 */
export function readConsoleToken(file = usualFile): string {
  const known = isPrivate(file) ? readFileSync(file, 'utf8') : '';
  if (TOKEN.test(known)) return known;
  const token = randomBytes(32).toString('base64url');
  mkdirSync(path.dirname(file), { recursive: true });
  // A file that is there keeps its mode, and a link its target.
  rmSync(file, { force: true });
  writeFileSync(file, token, { mode: 0o600, flag: 'wx' });
  return token;
}

function isPrivate(file: string): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  // Windows has no such modes.
  const others = process.platform === 'win32' ? 0 : 0o077;
  return stats?.isFile() === true && (stats.mode & others) === 0;
}
