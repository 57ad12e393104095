import { execFileSync } from 'node:child_process';
import { findChromium } from '../../sandbox/call-logs/find-chromium';

const INSTALL_LIMIT_MS = 240_000;

/**
 * Returns the browser's file; where there is none, after an attempt to install Debian's.
 * @throws {Error} without a browser where `CI` is true: what is skipped there, nobody notices
 */
export function ensureChromium(): string | undefined {
  const found = findChromium() ?? install();
  if (found === undefined && process.env['CI'] === 'true') {
    throw new Error('no Chromium: install it, or set CHROMIUM_PATH');
  }
  if (found === undefined) console.warn('skipped: no Chromium (set CHROMIUM_PATH)');
  return found;
}

function install(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const options = { stdio: 'ignore', timeout: INSTALL_LIMIT_MS } as const;
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  } catch {
    return undefined;
  }
  return findChromium();
}
