import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildAssets, type BuiltAssets } from './assets';
import { type BuiltFile, buildFunctions } from './functions';
import { inProject } from './project';

/** What a build made. */
export interface BuildReport extends BuiltAssets {
  readonly functions: readonly BuiltFile[];
}

/** The folder that Twilio's tools upload. */
export const distFolder = inProject('dist');

/** Where a build reads and writes. */
export interface BuildFolders {
  readonly outputFolder?: string;
  readonly assetsFolder?: string;
}

/** Builds Functions and assets into an emptied folder. @throws {BuildError} naming every problem */
export async function build({
  outputFolder = distFolder,
  assetsFolder = inProject('src', 'assets'),
}: BuildFolders = {}): Promise<BuildReport> {
  for (const part of ['functions', 'assets']) {
    rmSync(path.join(outputFolder, part), { recursive: true, force: true });
  }
  const assets = buildAssets(outputFolder, assetsFolder);
  return { ...assets, functions: await buildFunctions(outputFolder) };
}
