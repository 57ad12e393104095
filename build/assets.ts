import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { BuildTenants } from '../src/config/build-tenants';
import {
  findTenantFile,
  locateTenantFile,
  TENANT_FILE_NAMES,
  type TenantFileLocation,
  TenantsFileError,
} from '../src/config/tenants-file';
import { parseTenantFile } from '../src/operator-files/parse-tenant-file';
import { listPrivateWebhooks } from '../src/operator-files/public-host';
import { formatTenantFile, openTenantFile } from '../src/tenants/tenant-file';
import type { TenantFile } from '../src/tenants/schema';
import { addHoldMusic } from './add-hold-music';
import { BuildError, inProject, projectFolder } from './project';
import { buildStaticFallbacks } from './static-fallbacks';
import { fingerprintTenantChecks } from './tenant-checks';

/** Assets that anybody may fetch, as paths below src/assets. All others must not be public. */
const PUBLIC_ASSETS: readonly string[] = [];

/** The deploy tools read the access word right before the extension; without it a file is public. */
const HAS_ACCESS_WORD = /(^|\/)[\w-]+\.(private|protected)\.(?!map$|ts$)\w+$/;

/** Private assets may have at most this size. @see https://www.twilio.com/docs/serverless/functions-assets */
const MAX_BYTES = { private: 10 * 1024 * 1024, protected: 25 * 1024 * 1024 };

export interface BuiltAssets {
  readonly files: readonly string[];
  /** Where the tenants come from, as people know it; undefined if there is no file. */
  readonly tenantFile: string | undefined;
  readonly tenants: BuildTenants;
  /** What works, but perhaps not as intended. */
  readonly warnings: readonly string[];
}

export interface TenantOptions {
  /** Refuses webhooks that only this machine can reach. */
  readonly isDeployed?: boolean;
  /** Changes the checked tenants that the Functions get. */
  readonly changeTenants?: (file: TenantFile) => TenantFile;
}

/** The operator's assets. */
export const ownAssetsFolder = inProject('src', 'assets');

/**
 * Returns the tenant file that is built with a folder of assets; undefined = there is none. Only
 * with the operator's own assets may it be elsewhere.
 * @throws {BuildError} if it is unclear which file is meant
 */
export function locateTenants(assetsFolder: string): TenantFileLocation | undefined {
  try {
    return assetsFolder === ownAssetsFolder
      ? locateTenantFile(projectFolder)
      : findTenantFile(assetsFolder, path.relative(projectFolder, assetsFolder));
  } catch (error) {
    if (error instanceof TenantsFileError) throw new BuildError(error.message, [error.fix]);
    throw error;
  }
}

/**
 * Copies the assets into the output folder, the tenant file checked and in the form that is looked up,
 * and writes the tenants' static fallbacks.
 * @throws {BuildError} with every problem of the tenant file, or the names of files that are no assets
 */
export function buildAssets(
  outputFolder: string,
  assetsFolder: string,
  { isDeployed = false, changeTenants = (file) => file }: TenantOptions = {},
): BuiltAssets {
  const files = listFiles(assetsFolder).filter((file) => !isTenantFile(file));
  checkNames(files);

  const location = locateTenants(assetsFolder);
  const tenants = readTenants(location, { isDeployed, changeTenants });
  const target = path.join(outputFolder, 'assets');
  mkdirSync(target, { recursive: true });
  for (const file of files) {
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    copyFileSync(path.join(assetsFolder, file), path.join(target, file));
  }
  writeFileSync(path.join(target, tenants.assetName), tenants.text);
  const fallbacks = buildStaticFallbacks(target, tenants.file);
  const music = addHoldMusic(target, tenants.file);
  return {
    files: [tenants.assetName, ...files, ...fallbacks.files, ...music],
    tenantFile: location?.shown,
    tenants: {
      hash: openTenantFile(Buffer.from(tenants.text)).readHash(),
      ids: tenants.file.tenants.map(({ id }) => id),
    },
    warnings: [...tenants.warnings, ...fallbacks.warnings],
  };
}

/** Git keeps no empty folder: if the tenants are elsewhere, there may be none. */
function listFiles(assetsFolder: string): string[] {
  if (!existsSync(assetsFolder)) return [];
  return readdirSync(assetsFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(assetsFolder, path.join(entry.parentPath, entry.name)));
}

function isTenantFile(file: string): boolean {
  return TENANT_FILE_NAMES.some((name) => name === file);
}

function checkNames(files: readonly string[]): void {
  const problems = files.flatMap((file) => {
    if (/(^|\/)tenants[^/]*$/i.test(file)) {
      return [
        `${file}: would be uploaded beside the tenant file; its names are ${TENANT_FILE_NAMES.join(' and ')}`,
      ];
    }
    if (PUBLIC_ASSETS.includes(file) || (HAS_ACCESS_WORD.test(file) && !/(^|\/)\./.test(file)))
      return [];
    return [`${file}: would be public; name it *.private.* or *.protected.*, or move it out`];
  });
  if (problems.length > 0) {
    throw new BuildError('src/assets holds files that must not be uploaded like this.', problems);
  }
}

interface BuiltTenantFile extends Pick<TenantFileLocation, 'assetName'> {
  readonly file: TenantFile;
  readonly text: string;
  readonly warnings: readonly string[];
}

/**
 * A project without tenants gets an empty file, because looking for one would cost every call time.
 */
function readTenants(
  location: TenantFileLocation | undefined,
  { isDeployed, changeTenants }: Required<TenantOptions>,
): BuiltTenantFile {
  if (location === undefined) {
    const file: TenantFile = { defaults: {}, tenants: [] };
    return { assetName: TENANT_FILE_NAMES[0], file, text: formatChecked(file), warnings: [] };
  }
  const { shown, assetName } = location;
  const { file, problems, warnings } = parseTenantFile(readFileSync(location.file));
  if (file === undefined) throw new BuildError(`${shown} has problems:`, problems);
  const unsafe = isDeployed ? listPrivateWebhooks(file) : [];
  if (unsafe.length > 0) throw new BuildError(`${shown} must not be deployed:`, unsafe);

  const text = formatChecked(changeTenants(file));
  const bytes = Buffer.byteLength(text);
  const maxBytes = MAX_BYTES[assetName === 'tenants.private.json' ? 'private' : 'protected'];
  if (bytes > maxBytes) {
    throw new BuildError(`${shown} is too large for Twilio.`, [
      `${bytes} bytes of at most ${maxBytes}; a protected asset (*.protected.json) may have 25 MB`,
    ]);
  }
  return { assetName, file, text, warnings };
}

/** With this mark, the Functions of this build need not check a file that has passed the checks. */
function formatChecked(file: TenantFile): string {
  return formatTenantFile({ ...file, checkedBy: fingerprintTenantChecks() });
}
