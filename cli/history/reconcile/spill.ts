import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { isProcessAlive } from '../../core/is-process-alive';
import type { MessageRow, TwilioRow, VapiRow } from './call-rows';
import type { TimeWindow } from './time-window';

export interface Rows {
  readonly twilio: TwilioRow;
  readonly vapi: VapiRow;
  readonly message: MessageRow;
}

/** One of the lists. */
export type Side = keyof Rows;

/** The subject of a run; another run with the same parameters may continue it. */
export interface RunHead extends TimeWindow {
  readonly salt: string;
  /** When the reading began; the window may lie in the past. */
  readonly openedMs: number;
}

const FOLDER = '.switchboard/reconcile';
/** One file holds the rows of this span; only a few such files are in memory at once. */
export const BUCKET_MS = 15 * 60_000;
/** Increased when rows get other fields: a run of another version is not continued. */
const ROW_FORMAT = 5;
/** An older interrupted run looked at another day's calls. */
const RESUMABLE_MS = 6 * 60 * 60_000;

/**
 * Rows that were read, on disk, in files by time, and how far the reading has come. A page's rows
 * are written before the page is recorded as read, so after an interruption some rows are there
 * twice, but none is missing.
 */
export class Spill {
  private constructor(
    private readonly folder: string,
    readonly head: RunHead,
    /** Whether this continues an interrupted run. */
    readonly isResumed: boolean,
    private readonly positions: Map<string, unknown>,
  ) {}

  /**
   * Opens the spill of a run: an interrupted one with the same parameters, or a new one.
   * @param parameters everything that decides which rows are read
   * @throws {CliError} if another process is using it, or the folder cannot be written
   */
  static open(
    projectFolder: string,
    parameters: readonly unknown[],
    fresh: { readonly window: TimeWindow; readonly nowMs: number; readonly isWanted: boolean },
  ): Spill {
    const identity = JSON.stringify([ROW_FORMAT, ...parameters]);
    const name = createHash('sha256').update(identity).digest('hex').slice(0, 16);
    const folder = path.join(projectFolder, FOLDER, name);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      lock(folder);
      const { nowMs: openedMs } = fresh;
      removeExpired({ beside: folder, nowMs: openedMs });
      const left = fresh.isWanted ? undefined : readLeft(folder, openedMs);
      if (left !== undefined) return new Spill(folder, left.head, true, left.positions);
      clear(folder);
      const head = { ...fresh.window, openedMs, salt: randomBytes(16).toString('hex') };
      writeFileSync(path.join(folder, 'head.json'), JSON.stringify(head), { mode: 0o600 });
      return new Spill(folder, head, false, new Map());
    } catch (error) {
      if (error instanceof CliError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      throw new CliError(
        exitCodes.configuration,
        `${FOLDER} cannot be written (${code ?? String(error)})`,
        `make ${FOLDER} a folder that you may write to`,
      );
    }
  }

  /**
   * Returns where the reading of a source continues, `'done'` after its end, undefined before its
   * start.
   */
  findPosition(source: string): unknown {
    return this.positions.get(source);
  }

  /** Keeps a page's rows, then records where its source continues. */
  addPage<S extends Side>(
    side: S,
    rows: readonly Rows[S][],
    { source, position }: { readonly source: string; readonly position: unknown },
  ): void {
    const byBucket = new Map<number, string[]>();
    for (const row of rows) {
      const bucket = Math.floor(timeOf(row) / BUCKET_MS);
      const lines = byBucket.get(bucket);
      if (lines === undefined) byBucket.set(bucket, [JSON.stringify(row)]);
      else lines.push(JSON.stringify(row));
    }
    for (const [bucket, lines] of byBucket) this.#append(`${side}-${bucket}.jsonl`, lines);
    this.#append('journal.jsonl', [JSON.stringify([source, position])]);
    this.positions.set(source, position);
  }

  /** Returns the buckets that have rows of either side, ordered by time. */
  listBuckets(): number[] {
    const numbers = readdirSync(this.folder).flatMap(
      (name) => /^(?:twilio|vapi|message)-(\d+)\.jsonl$/.exec(name)?.[1] ?? [],
    );
    return [...new Set(numbers.map(Number))].sort((a, b) => a - b);
  }

  /** Returns a bucket's rows, each call once. */
  readBucket<S extends Side>(side: S, bucket: number): Rows[S][] {
    const file = path.join(this.folder, `${side}-${bucket}.jsonl`);
    const rows = new Map<string, Rows[S]>();
    for (const row of readLines(file) as Rows[S][]) rows.set(idOf(row), row);
    return [...rows.values()];
  }

  /** Deletes everything: the run has ended, or will not be continued. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The line break comes first, so that it ends whatever an interruption left half written. */
  #append(name: string, lines: readonly string[]): void {
    appendFileSync(path.join(this.folder, name), `\n${lines.join('\n')}`, { mode: 0o600 });
  }
}

function timeOf(row: Rows[Side]): number {
  if ('startMs' in row) return row.startMs;
  return 'createdMs' in row ? row.createdMs : row.sentMs;
}

function idOf(row: Rows[Side]): string {
  if ('callSid' in row) return row.callSid;
  return 'vapiCallId' in row ? row.vapiCallId : row.messageSid;
}

function readLeft(folder: string, nowMs: number) {
  const head = readHead(folder);
  if (head === undefined || !(nowMs - head.openedMs < RESUMABLE_MS)) return undefined;
  const journal = readLines(path.join(folder, 'journal.jsonl')) as [string, unknown][];
  return { head, positions: new Map(journal) };
}

function readHead(folder: string): RunHead | undefined {
  const file = path.join(folder, 'head.json');
  return existsSync(file)
    ? (parseLine(readFileSync(file, 'utf8')) as RunHead | undefined)
    : undefined;
}

/** Killed runs leave calls behind, with whole numbers if they were asked for. */
function removeExpired({ beside, nowMs }: { beside: string; nowMs: number }): void {
  const spills = path.dirname(beside);
  for (const folder of readdirSync(spills).map((name) => path.join(spills, name))) {
    const pid = folder === beside ? undefined : readLock(folder);
    if (pid === undefined || (pid !== process.pid && isProcessAlive(pid))) continue;
    const openedMs = readHead(folder)?.openedMs ?? 0;
    if (nowMs - openedMs >= RESUMABLE_MS) rmSync(folder, { recursive: true, force: true });
  }
}

function readLock(folder: string): number | undefined {
  const file = path.join(folder, 'lock');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

/** Two runs at once would delete each other's files. */
function lock(folder: string): void {
  const pid = readLock(folder);
  if (pid !== undefined && pid !== process.pid && isProcessAlive(pid)) {
    throw new CliError(
      exitCodes.usage,
      `the same command is running already (process ${pid})`,
      'wait for it, or choose other options',
    );
  }
  writeFileSync(path.join(folder, 'lock'), String(process.pid), { mode: 0o600 });
}

function clear(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== 'lock') rmSync(path.join(folder, name), { force: true });
  }
}

function readLines(file: string): unknown[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map(parseLine)
    .filter((value) => value !== undefined);
}

/**
 * A line of text that an interruption truncated is left out: its page was not recorded, and is read
 * again.
 */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
