import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';

const file = inProject('.switchboard', 'console-token');

const TOKEN = /^[\w-]{43}$/;

/**
 * Returns the token of this project's console, which only its owner can read. It is the same at each
 * start: a page that is open comes back.
 */
export function readConsoleToken(): string {
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (TOKEN.test(known)) return known;
  const token = randomBytes(32).toString('base64url');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, token, { mode: 0o600 });
  return token;
}
