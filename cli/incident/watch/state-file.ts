import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { isProcessAlive } from '../../core/is-process-alive';
import { NOTHING_YET, type WatchState, watchStateSchema } from './incidents';

const FOLDER = '.switchboard/watch';

/** No round takes longer, even with the waits that vendors ask for. */
const LONGEST_ROUND_MS = 60 * 60_000;

export interface ReadState {
  readonly state: WatchState;
  readonly was: 'kept' | 'missing' | 'broken';
}

/** What a watch remembers, in a file: each round may be a process of its own. */
export class StateFile {
  readonly #folder: string;
  readonly #file: string;
  readonly #lock: string;

  /** @param scope everything that distinguishes one watch from another */
  constructor(projectFolder: string, scope: readonly unknown[]) {
    const name = createHash('sha256').update(JSON.stringify(scope)).digest('hex').slice(0, 16);
    this.#folder = path.join(projectFolder, FOLDER);
    this.#file = path.join(this.#folder, `${name}.json`);
    this.#lock = path.join(this.#folder, `${name}.lock`);
  }

  /** Returns what the last round remembered; nothing if that cannot be read. */
  read(): ReadState {
    if (!existsSync(this.#file)) return { state: NOTHING_YET, was: 'missing' };
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return { state: v.parse(watchStateSchema, parsed), was: 'kept' };
    } catch {
      return { state: NOTHING_YET, was: 'broken' };
    }
  }

  /**
   * Replaces the file as a whole: an interruption leaves the old or the new one. @throws {CliError}
   */
  write(state: WatchState): void {
    const next = `${this.#file}.${process.pid}`;
    this.#atWork(() => {
      writeFileSync(next, JSON.stringify(state, null, 2), { mode: 0o600 });
      renameSync(next, this.#file);
    });
  }

  /**
   * Runs the work unless another process does: two rounds at once would both report an incident.
   * @returns what the work returns; undefined if another process is running a round
   * @throws {CliError} if the folder cannot be written
   */
  async runAlone<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (!this.#acquire()) return undefined;
    try {
      return await work();
    } finally {
      rmSync(this.#lock, { force: true });
    }
  }

  /** A link creates the file with its content, so nobody reads an empty one. */
  #acquire(): boolean {
    const own = `${this.#lock}.${process.pid}`;
    this.#atWork(() => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(own, String(process.pid), { mode: 0o600 });
    });
    try {
      if (this.#link(own)) return true;
      return this.#removeStale() && this.#link(own);
    } finally {
      rmSync(own, { force: true });
    }
  }

  #link(own: string): boolean {
    try {
      linkSync(own, this.#lock);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw toCliError(error);
    }
  }

  /** An interrupted round leaves its lock behind, and its process id may be reused by now. */
  #removeStale(): boolean {
    const owner = readPid(this.#lock);
    if (owner === undefined) return true;
    if (isProcessAlive(owner) && ageMs(this.#lock) < LONGEST_ROUND_MS) return false;
    // Two processes may find it stale: the second would delete what the first has put in its place.
    const aside = `${this.#lock}.${randomUUID()}`;
    try {
      renameSync(this.#lock, aside);
    } catch {
      return true;
    }
    const isStale = readPid(aside) === owner;
    if (!isStale) this.#link(aside);
    rmSync(aside, { force: true });
    return isStale;
  }

  #atWork(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw toCliError(error);
    }
  }
}

function toCliError(error: unknown): CliError {
  const { code } = error as NodeJS.ErrnoException;
  return new CliError(
    exitCodes.configuration,
    `${FOLDER} cannot be written (${code ?? String(error)})`,
    `make ${FOLDER} a folder that you may write to`,
  );
}

/** 0 if it is gone: then another process has replaced it. */
function ageMs(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
