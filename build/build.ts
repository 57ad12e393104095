import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildAssets, type BuiltAssets, ownAssetsFolder } from './assets';
import { type BuiltFile, buildFunctions } from './functions';
import { inProject } from './project';

export interface BuildReport extends BuiltAssets {
  readonly functions: readonly BuiltFile[];
}

/** The folder that Twilio's tools upload. */
export const distFolder = inProject('dist');

export interface BuildFolders {
  readonly outputFolder?: string;
  readonly assetsFolder?: string;
}

/**
 * Builds Functions and assets. Beside the output folder first: a build that fails leaves the last good
 * one as it was.
 * @throws {BuildError} naming every problem
 */
export async function build({
  outputFolder = distFolder,
  assetsFolder = ownAssetsFolder,
}: BuildFolders = {}): Promise<BuildReport> {
  const nextFolder = `${outputFolder}.next`;
  rmSync(nextFolder, { recursive: true, force: true });
  try {
    const assets = buildAssets(nextFolder, assetsFolder);
    const functions = await buildFunctions(nextFolder);
    for (const part of ['functions', 'assets']) replace(nextFolder, outputFolder, part);
    return { ...assets, functions };
  } finally {
    rmSync(nextFolder, { recursive: true, force: true });
  }
}

/** Builds the assets alone. @throws {BuildError} and leaves the last good ones as they were */
export function rebuildAssets(outputFolder: string, assetsFolder: string): void {
  const nextFolder = `${outputFolder}.next`;
  rmSync(nextFolder, { recursive: true, force: true });
  try {
    buildAssets(nextFolder, assetsFolder);
    replace(nextFolder, outputFolder, 'assets');
  } finally {
    rmSync(nextFolder, { recursive: true, force: true });
  }
}

function replace(nextFolder: string, outputFolder: string, part: string): void {
  const target = path.join(outputFolder, part);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  renameSync(path.join(nextFolder, part), target);
}
