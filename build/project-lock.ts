import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BuildError, inProject } from './project';

const lockFile = inProject('.switchboard', 'build.lock');

interface Holder {
  readonly pid: number;
  readonly work: string;
}

/**
 * Keeps other builds and deploys away from `dist` until the returned function is called: what is being
 * uploaded must not change. A process that was killed holds nothing.
 * @param work - what is under way, for the one who is refused
 * @throws {BuildError} where another build or deploy is under way
 */
export function lockProject(work: string, file: string = lockFile): () => void {
  mkdirSync(path.dirname(file), { recursive: true });
  const ownFile = `${file}.${process.pid}`;
  writeFileSync(ownFile, JSON.stringify({ pid: process.pid, work } satisfies Holder));
  try {
    while (!tryLink(ownFile, file)) {
      const holder = readHolder(file);
      if (holder !== undefined && isAlive(holder.pid)) throw refuse(holder, file);
      if (holder !== undefined) removeDead(holder, file);
    }
  } finally {
    rmSync(ownFile, { force: true });
  }
  const unlock = () => {
    process.off('exit', unlock);
    rmSync(file, { force: true });
  };
  process.once('exit', unlock);
  return unlock;
}

function refuse({ pid, work }: Holder, file: string): BuildError {
  return new BuildError(`Another ${work} of this project is under way (process ${pid}).`, [
    `wait until it has ended; if it is none of yours, remove ${path.relative(inProject(), file)}`,
  ]);
}

/** A link comes with its content: nobody reads half a lock. */
function tryLink(ownFile: string, file: string): boolean {
  try {
    linkSync(ownFile, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Returns undefined where the lock has gone since. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Somebody else may have removed it before, and locked: then that lock is restored. */
function removeDead(dead: Holder, file: string): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside)?.pid !== dead.pid) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
