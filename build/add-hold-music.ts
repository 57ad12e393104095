import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findMusicProblems, listMusic } from '../src/tenants/hold-music';
import type { TenantFile } from '../src/tenants/schema';
import { DEFAULT_MUSIC } from '../src/twiml/hold-music';
import { buildHoldMusic } from './hold-music';
import { BuildError } from './project';

/**
 * Adds the built-in music if callers wait for people or in a queue, and nothing else is named.
 *
 * @param target - where the assets are
 * @returns the files that were added
 * @throws {BuildError} if a tenant names music that is missing, or too long
 */
export function addHoldMusic(target: string, file: TenantFile): string[] {
  const findSize = (name: string) =>
    statSync(path.join(target, name), { throwIfNoEntry: false })?.size;
  const problems = findMusicProblems(file, findSize);
  if (problems.length > 0) throw new BuildError('Hold music cannot be used.', problems);
  const isNeeded = listMusic(file).some((music) => music.file === undefined);
  if (!isNeeded || findSize(DEFAULT_MUSIC) !== undefined) return [];
  writeFileSync(path.join(target, DEFAULT_MUSIC), buildHoldMusic());
  return [DEFAULT_MUSIC];
}
