import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { CommandInput } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import type { ArchivedDays } from '../reconcile/collect-window';
import type { Spill } from '../reconcile/spill';
import { DAY_MS, LONGEST_CALL_MS, type TimeWindow } from '../reconcile/time-window';
import { type ArchiveManifest, BrokenArchive, readArchiveFile } from './archive-file';
import { type ArchivedRows, toRows } from './archived-rows';

export const archiveOption = { archive: { type: 'string' } } as const;

export const ARCHIVE_HELP = `  --archive       a folder of archives: its days are not read from the vendors`;

const FILE_NAME = /^(\d{4}-\d\d-\d\d)\.jsonl$/;
const ROWS_AT_ONCE = 2_000;

/**
 * Returns the days around a window that the folder of `--archive` has, each checked to its end; undefined
 * without the option.
 * @throws {CliError} with file and line of one that is broken, before anything is read from the vendors
 */
export function openArchive(
  { values, workingFolder }: CommandInput,
  { fromMs, untilMs }: TimeWindow,
): ArchivedDays | undefined {
  const given = values['archive'];
  if (typeof given !== 'string') return undefined;
  const folder = path.resolve(workingFolder, given);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new CliError(
      exitCodes.usage,
      `--archive: there is no folder ${folder}`,
      'npm run switchboard -- archive --help',
    );
  }
  const files = new Map<number, string>();
  for (const name of readdirSync(folder).sort()) {
    const dayMs = Date.parse(FILE_NAME.exec(name)?.[1] ?? '');
    const isNear = dayMs + DAY_MS > fromMs - LONGEST_CALL_MS && dayMs < untilMs + DAY_MS;
    if (isNear) files.set(dayMs, path.join(folder, name));
  }
  const accounts = new Set([...files].map(([dayMs, file]) => checkArchive(dayMs, file).accountSid));
  if (accounts.size > 1) {
    throw new CliError(exitCodes.configuration, `--archive: ${folder} is of several accounts`);
  }
  const [accountSid] = accounts;
  return { accountSid, days: new Set(files.keys()), load: (spill) => loadFiles(spill, files) };
}

/** Returns what the archive of a day says it holds. @throws {CliError} if it is broken */
export function checkArchive(dayMs: number, file: string): ArchiveManifest {
  try {
    const manifest = readArchiveFile(file);
    if (Date.parse(manifest.day) === dayMs) return manifest;
    throw new BrokenArchive(1, `is the archive of ${manifest.day}`);
  } catch (error) {
    throw new CliError(
      exitCodes.configuration,
      error instanceof BrokenArchive
        ? `${file}:${error.line} ${error.message}`
        : `${file} cannot be read (${String(error)})`,
      'restore the file; or move it elsewhere, and write the day again (npm run switchboard -- archive)',
    );
  }
}

function loadFiles(spill: Spill, files: ReadonlyMap<number, string>): void {
  for (const [dayMs, file] of files) {
    const source = `archive ${dayMs}`;
    if (spill.findPosition(source) !== undefined) continue;
    const batch = new Batch(spill, source);
    const isOfOtherFile = (atMs: number) => {
      const atDayMs = Math.floor(atMs / DAY_MS) * DAY_MS;
      return atDayMs !== dayMs && files.has(atDayMs);
    };
    readArchiveFile(file, (item) => batch.add(leaveOutRows(toRows(item), isOfOtherFile)));
    batch.end();
  }
}

/** A call over midnight is in two files: the one of its own day knows it best, as from the log. */
function leaveOutRows(
  { twilio, vapi, message }: ArchivedRows,
  isOut: (atMs: number) => boolean,
): ArchivedRows {
  return {
    twilio: twilio.filter(({ startMs }) => !isOut(startMs)),
    vapi: vapi.filter(({ createdMs }) => !isOut(createdMs)),
    message,
  };
}

/** Rows on their way into the spill, a few at a time. */
class Batch {
  #rows = newRows();

  constructor(
    private readonly spill: Spill,
    private readonly source: string,
  ) {}

  add(rows: ArchivedRows): void {
    this.#rows.twilio.push(...rows.twilio);
    this.#rows.vapi.push(...rows.vapi);
    this.#rows.message.push(...rows.message);
    if (this.#rows.twilio.length >= ROWS_AT_ONCE) this.#write('some');
  }

  end(): void {
    this.#write('done');
  }

  #write(position: 'some' | 'done'): void {
    const { source } = this;
    const { twilio, vapi, message } = this.#rows;
    this.#rows = newRows();
    // Only the last page ends the source: a file is read again from its beginning.
    this.spill.addPage('twilio', twilio, { source: `${source} rows`, position });
    this.spill.addPage('message', message, { source: `${source} rows`, position });
    const end = position === 'done' ? source : `${source} rows`;
    this.spill.addPage('vapi', vapi, { source: end, position });
  }
}

function newRows() {
  return {
    twilio: [] as ArchivedRows['twilio'][number][],
    vapi: [] as ArchivedRows['vapi'][number][],
    message: [] as ArchivedRows['message'][number][],
  };
}
