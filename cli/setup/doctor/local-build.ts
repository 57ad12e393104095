import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { BUILD_COMMIT_MARK } from '../../../src/config/build-commit';
import { BUILD_TENANTS_MARK } from '../../../src/config/build-tenants';
import { BUILD_TIME_MARK } from '../../../src/config/built-at';
import { TENANT_FILE_NAMES } from '../../../src/config/tenants-file';
import type { TenantFile } from '../../../src/tenants/schema';
import {
  CHECKS_MARK,
  formatTenantFile,
  type OpenTenantFile,
  openTenantFile,
} from '../../../src/tenants/tenant-file';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { findHolidaysUntil } from './holidays-until';

/** A file as it is served once uploaded. */
export interface ServedFile {
  readonly path: string;
  readonly visibility: 'public' | 'protected' | 'private';
}

export interface LocalFunction extends ServedFile {
  readonly sha256: string;
  /** The commit it was built of; undefined where its code names none. */
  readonly commit: string | undefined;
}

export interface LocalBuild {
  readonly functions: readonly LocalFunction[];
  readonly assets: readonly ServedFile[];
  /** Of the tenant file that was built; undefined where there is none. */
  readonly tenantsHash: string | undefined;
  /** Until when the dates of all holidays are known, `YYYY-MM-DD`; undefined = no tenant has any. */
  readonly holidaysUntil: string | undefined;
  /** Whether a source is newer than its build, or the tenants differ. */
  readonly isStale: boolean;
}

/**
 * Returns the built project.
 * @param tenants - of the project's tenant file; undefined = it cannot be read
 * @throws {CliError} if it was not built
 */
export function readLocalBuild(projectFolder: string, tenants: TenantFile | undefined): LocalBuild {
  const folder = path.join(projectFolder, 'dist', 'functions');
  const files = listFiles(folder).filter((file) => file.endsWith('.js'));
  if (files.length === 0) {
    throw new CliError(exitCodes.found, 'dist holds no Functions', 'npm run build');
  }
  const tenantFile = openBuiltTenants(projectFolder);
  const builtAtMs = Math.min(...files.map((file) => mtimeMs(folder, file)));
  return {
    functions: files.map((file) => ({
      ...toServedFunction(file),
      ...identifyCode(readFileSync(path.join(folder, file), 'utf8')),
    })),
    assets: listFiles(path.join(projectFolder, 'dist', 'assets')).map(toServedAsset),
    tenantsHash: tenantFile?.readHash(),
    holidaysUntil: tenantFile && findHolidaysUntil(tenantFile),
    isStale:
      newestSourceMs(projectFolder) > builtAtMs ||
      (tenants !== undefined && !wereBuilt(tenants, projectFolder)),
  };
}

/** Returns the paths of the project's Functions: from the build, or else from the sources. */
export function listServedFunctions(projectFolder: string): ServedFile[] {
  const built = listFiles(path.join(projectFolder, 'dist', 'functions'));
  const files = built.length > 0 ? built : listFiles(path.join(projectFolder, 'src', 'functions'));
  return files.filter((file) => /\.[jt]s$/.test(file)).map(toServedFunction);
}

/**
 * Returns the SHA-256 of built code in hexadecimal digits, and the commit that it names. When, of
 * which commit, and with which tenants it was built makes no difference to the hash.
 */
export function identifyCode(text: string): Pick<LocalFunction, 'sha256' | 'commit'> {
  const [mark] = text.match(BUILD_COMMIT_MARK) ?? [];
  const code = text
    .replace(BUILD_TIME_MARK, '')
    .replace(BUILD_COMMIT_MARK, '')
    .replace(BUILD_TENANTS_MARK, '');
  const commit = mark?.replace('built of ', '');
  return {
    sha256: createHash('sha256').update(code).digest('hex'),
    commit: commit === 'unknown' ? undefined : commit,
  };
}

/** Returns the commit that Functions were built of; undefined where none of them names one. */
export function findCommit(functions: readonly LocalFunction[]): string | undefined {
  return functions.find(({ commit }) => commit !== undefined)?.commit;
}

/** `admin/x.protected.js` is served as `/admin/x`. */
function toServedFunction(file: string): ServedFile {
  const [, name = '', word = 'public'] =
    /^(.*?)(?:\.(protected|private))?\.[jt]s$/.exec(file) ?? [];
  return { path: `/${name}`, visibility: word as ServedFile['visibility'] };
}

/** `tenants.private.json` is served as `/tenants.json`. */
function toServedAsset(file: string): ServedFile {
  const word = /\.(protected|private)(?=\.[^./]*$)/.exec(file)?.[1] ?? 'public';
  return {
    path: `/${file.replace(/\.(protected|private)(?=\.[^./]*$)/, '')}`,
    visibility: word as ServedFile['visibility'],
  };
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

function openBuiltTenants(projectFolder: string): OpenTenantFile | undefined {
  const file = TENANT_FILE_NAMES.map((name) =>
    path.join(projectFolder, 'dist', 'assets', name),
  ).find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : openTenantFile(readFileSync(file));
}

/** Compared by content: the file may be anywhere, and older than a build of another one. */
function wereBuilt(tenants: TenantFile, projectFolder: string): boolean {
  const text = formatTenantFile(tenants);
  return TENANT_FILE_NAMES.map((name) => path.join(projectFolder, 'dist', 'assets', name)).some(
    (file) => existsSync(file) && readFileSync(file, 'utf8').replace(CHECKS_MARK, '') === text,
  );
}

/** Tenants are compared by content. */
function newestSourceMs(projectFolder: string): number {
  const folder = path.join(projectFolder, 'src');
  const files = listFiles(folder).filter(
    (file) => !TENANT_FILE_NAMES.some((name) => file.endsWith(name)),
  );
  return Math.max(0, ...files.map((file) => mtimeMs(folder, file)));
}

function mtimeMs(folder: string, file: string): number {
  return statSync(path.join(folder, file)).mtimeMs;
}
