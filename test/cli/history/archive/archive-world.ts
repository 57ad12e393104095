import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArchiveManifest } from '../../../../cli/history/archive/archive-file';
import { startVendors } from '../reconcile/reconcile-world';
import type { JsonDocument } from '../../run-cli';
import { lastMonth, UsageWorld } from '../usage/usage-world';

interface ArchiveData {
  readonly change: { readonly kind: string; readonly fields: object; readonly lost: string[] };
  readonly manifest: ArchiveManifest;
}

export const DAY_MS = 24 * 60 * 60_000;
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
export const firstDay = dayOf(lastMonth().fromMs);
export const lastDay = dayOf(lastMonth().untilMs - 1);

/** The world of usage, with archives in the folder `kept`. */
export class ArchiveWorld extends UsageWorld {
  static override async start(): Promise<ArchiveWorld> {
    return new ArchiveWorld(await startVendors());
  }

  async archive(day: string, ...words: readonly string[]) {
    const all = ['archive', '--day', day, '--to', 'kept', ...words, '--json'];
    const { stdout, exitCode } = await this.run(...all);
    return { ...(JSON.parse(stdout) as JsonDocument<ArchiveData>), exitCode };
  }

  fileOf(day: string): string {
    return path.join(this.folder, 'kept', `${day}.jsonl`);
  }

  readLines(day: string): string[] {
    return readFileSync(this.fileOf(day), 'utf8').trimEnd().split('\n');
  }
}
