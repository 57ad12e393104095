import { appendFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { markBuildTenants } from '../src/config/build-tenants';
import { buildAssets, type BuiltAssets, ownAssetsFolder, type TenantOptions } from './assets';
import { type BuiltFile, buildFunctions } from './functions';
import { inProject } from './project';

export interface BuildReport extends BuiltAssets {
  readonly functions: readonly BuiltFile[];
}

/** The folder that Twilio's tools upload. */
const distFolder = inProject('dist');

export interface BuildOptions extends Pick<TenantOptions, 'changeTenants'> {
  readonly outputFolder?: string;
  readonly assetsFolder?: string;
}

/**
 * Builds Functions and assets. Each process builds beside the output folder, which is then replaced as a
 * whole: a build that fails leaves the last good one as it was, and two at once never mix.
 * @throws {BuildError} naming every problem
 */
export async function build({
  outputFolder = distFolder,
  assetsFolder = ownAssetsFolder,
  ...tenantOptions
}: BuildOptions = {}): Promise<BuildReport> {
  const nextFolder = makeFolderBeside(outputFolder);
  try {
    const isDeployed = outputFolder === distFolder && assetsFolder === ownAssetsFolder;
    const assets = buildAssets(nextFolder, assetsFolder, { ...tenantOptions, isDeployed });
    const functions = await buildFunctions(nextFolder);
    const health = path.join(nextFolder, 'functions', 'health.js');
    appendFileSync(health, markBuildTenants(assets.tenants));
    replaceFolder(nextFolder, outputFolder);
    return { ...assets, functions };
  } finally {
    rmSync(nextFolder, { recursive: true, force: true });
  }
}

/** Builds the assets alone. @throws {BuildError} and leaves the last good ones as they were */
export function rebuildAssets(
  outputFolder: string,
  assetsFolder: string,
  tenantOptions: Pick<TenantOptions, 'changeTenants'> = {},
): void {
  const nextFolder = makeFolderBeside(outputFolder);
  try {
    buildAssets(nextFolder, assetsFolder, tenantOptions);
    replaceFolder(path.join(nextFolder, 'assets'), path.join(outputFolder, 'assets'));
  } finally {
    rmSync(nextFolder, { recursive: true, force: true });
  }
}

/** A rename works within one file system only. */
function makeFolderBeside(folder: string): string {
  mkdirSync(path.dirname(folder), { recursive: true });
  return mkdtempSync(`${folder}.next-`);
}

/** The last process wins, with all of its files. */
function replaceFolder(nextFolder: string, folder: string): void {
  while (!isReplaced(nextFolder, folder)) moveAway(folder, `${nextFolder}.old`);
}

/** Returns false where something is in the way. */
function isReplaced(nextFolder: string, folder: string): boolean {
  try {
    renameSync(nextFolder, folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows calls it EPERM.
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || (code === 'EPERM' && existsSync(folder))) {
      return false;
    }
    throw error;
  }
}

/** Another process may have done so before. */
function moveAway(folder: string, oldFolder: string): void {
  try {
    renameSync(folder, oldFolder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  rmSync(oldFolder, { recursive: true, force: true });
}
