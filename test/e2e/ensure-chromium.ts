import { execFileSync } from 'node:child_process';
import { findChromium } from '../../sandbox/call-logs/find-chromium';

const INSTALL_LIMIT_MS = 240_000;

/**
 * Returns the browser's file; where there is none, after an attempt to install Debian's.
 * @throws {Error} without a browser: a skipped test would go unseen
 */
export function ensureChromium(): string {
  const found = findChromium() ?? install();
  if (found === undefined) {
    throw new Error('no Chromium: apt-get install chromium, or set CHROMIUM_PATH to its file');
  }
  return found;
}

function install(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const options = { stdio: 'ignore', timeout: INSTALL_LIMIT_MS } as const;
  execFileSync('apt-get', ['update'], options);
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return findChromium();
}
