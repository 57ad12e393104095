import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readEnvironmentFile } from './environment-file';

/**
 * Names a tenant file outside of src/assets, for the operator's commands only; a relative path counts
 * from the project's folder.
 */
export const TENANTS_FILE_VARIABLE = 'SWITCHBOARD_TENANTS_FILE';

/** The two names under which tenants are uploaded; the second is fetched by a signed request. */
export const TENANT_FILE_NAMES = ['tenants.private.json', 'tenants.protected.json'] as const;

/** A tenant file, which may be broken. */
export interface TenantFileLocation {
  readonly file: string;
  /** As people know it. */
  readonly shown: string;
  /** The asset that it becomes. */
  readonly assetName: (typeof TENANT_FILE_NAMES)[number];
}

/** Thrown if it is unclear where the tenants are. */
export class TenantsFileError extends Error {
  override readonly name = 'TenantsFileError';

  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/**
 * Returns the project's tenant file: the one that the variable names, or else the one in
 * src/assets; undefined if there is neither.
 * @throws {TenantsFileError} if it is unclear which file is meant
 */
export function locateTenantFile(
  projectFolder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): TenantFileLocation | undefined {
  refuseInEnvironmentFile(path.join(projectFolder, '.env'));
  const named = environment[TENANTS_FILE_VARIABLE]?.trim() ?? '';
  if (named === '') return findTenantFile(path.join(projectFolder, 'src', 'assets'), 'src/assets');
  const file = path.resolve(projectFolder, named);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new TenantsFileError(
      `${TENANTS_FILE_VARIABLE} names ${named}, which is no file`,
      `correct it, or unset it: then src/assets is read`,
    );
  }
  return { file, shown: named, assetName: nameAsset(file) };
}

/**
 * Returns the tenant file in a folder of assets; undefined if it has none.
 * @param shown - the folder as people know it
 * @throws {TenantsFileError} if it has two
 */
export function findTenantFile(folder: string, shown: string): TenantFileLocation | undefined {
  const [assetName, second] = TENANT_FILE_NAMES.filter((name) =>
    existsSync(path.join(folder, name)),
  );
  if (second !== undefined) {
    throw new TenantsFileError(
      `${shown} has two tenant files, ${assetName} and ${second}`,
      'remove one: only one would be read',
    );
  }
  if (assetName === undefined) return undefined;
  return { file: path.join(folder, assetName), shown: `${shown}/${assetName}`, assetName };
}

/** Private, so that nobody can fetch it, unless the name says otherwise. */
function nameAsset(file: string): TenantFileLocation['assetName'] {
  return TENANT_FILE_NAMES[file.endsWith('.protected.json') ? 1 : 0];
}

/** Deploys upload all of .env, so the Functions would get a path of this machine. */
function refuseInEnvironmentFile(file: string): void {
  if (!readEnvironmentFile(file)?.[TENANTS_FILE_VARIABLE]) return;
  throw new TenantsFileError(
    `${TENANTS_FILE_VARIABLE} stands in .env, which deploys upload`,
    `take it out of .env; in the shell: export ${TENANTS_FILE_VARIABLE}=…`,
  );
}
