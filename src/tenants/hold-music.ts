import type { TenantDefaults, TenantFile } from './schema';

/** Music that callers hear while they wait. */
export interface NamedMusic {
  /** The tenant's id, or `defaults`, and the path below. */
  readonly where: string;
  /** Among the assets; undefined = the built-in music. */
  readonly file: string | undefined;
}

/** Returns all music that a tenant file names, for transfers and queues. */
export function listMusic({ defaults, tenants }: TenantFile): NamedMusic[] {
  return [
    ...listMusicOf('defaults', defaults),
    ...tenants.flatMap((tenant) => listMusicOf(tenant.id, tenant)),
  ];
}

function listMusicOf(
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

/**
 * What waits for the music to end: a look at the people who are rung, or at the front of a queue.
 */
const MAX_BYTES = 500_000;

/**
 * Returns what is wrong with the music that a tenant file names.
 *
 * @param findSize bytes of a file among the assets; undefined where there is none
 */
export function findMusicProblems(
  file: TenantFile,
  findSize: (name: string) => number | undefined,
): string[] {
  return listMusic(file).flatMap(({ where, file: name }) => {
    if (name === undefined) return [];
    const size = findSize(name);
    if (size === undefined) return [`${where}: there is no file src/assets/${name}`];
    return size > MAX_BYTES
      ? [`${where}: ${name} is larger than 500 kB; ten seconds are enough, it is repeated`]
      : [];
  });
}
