import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let outer: string | undefined;
let folder: string | undefined;

/** Makes one folder what every process of this run takes for the system's temporary one. */
export function openTemporaryFolder(): void {
  outer = process.env['TMPDIR'];
  folder = mkdtempSync(path.join(tmpdir(), 'vapi-switchboard-tests-'));
  process.env['TMPDIR'] = folder;
}

/** Removes it with all that the tests left there. */
export function removeTemporaryFolder(): void {
  if (folder === undefined) return;
  if (outer === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = outer;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  folder = undefined;
}
