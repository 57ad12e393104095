import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TenantDefaults, TenantFile } from '../src/tenants/schema';
import { DEFAULT_MUSIC } from '../src/twiml/hold-music';
import { buildHoldMusic } from './hold-music';
import { BuildError } from './project';

/** What waits for the music to end: a look at the people who are rung, or at the front of a line. */
const MAX_MUSIC_BYTES = 500_000;

/**
 * Adds our own music where callers wait for people or in a line, and nothing else is named.
 *
 * @param files - what is in `target` already
 * @returns the files that were added
 * @throws {BuildError} where a tenant names music that is not there, or is too long
 */
export function addHoldMusic(
  target: string,
  files: readonly string[],
  { defaults, tenants }: TenantFile,
): string[] {
  const music = [
    ...listMusic('defaults', defaults),
    ...tenants.flatMap((tenant, index) => listMusic(`tenants[${index}]`, tenant)),
  ];
  const problems = music.flatMap(({ where, file }) => {
    if (file === undefined) return [];
    if (!files.includes(file)) return [`${where}: there is no file src/assets/${file}`];
    const { size } = statSync(path.join(target, file));
    return size > MAX_MUSIC_BYTES
      ? [`${where}: ${file} is larger than 500 kB; ten seconds are enough, it is repeated`]
      : [];
  });
  if (problems.length > 0) throw new BuildError('Hold music cannot be used.', problems);
  const isNeeded = music.some(({ file }) => file === undefined);
  if (!isNeeded || files.includes(DEFAULT_MUSIC)) return [];
  writeFileSync(path.join(target, DEFAULT_MUSIC), buildHoldMusic());
  return [DEFAULT_MUSIC];
}

/** Music that somebody hears; `file` undefined = ours. */
interface NamedMusic {
  readonly where: string;
  readonly file: string | undefined;
}

function listMusic(
  place: string,
  { transfer, queue }: Pick<TenantDefaults, 'transfer' | 'queue'>,
): NamedMusic[] {
  const hold = transfer?.hold;
  const hearsMusic = transfer !== undefined && (hold === undefined || 'music' in hold);
  return [
    ...(hearsMusic ? [{ where: `${place}.transfer.hold.music`, file: hold?.music }] : []),
    ...(queue === undefined ? [] : [{ where: `${place}.queue.music`, file: queue.music }]),
  ];
}
