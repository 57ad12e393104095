import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { StoredVersion } from '../twilio/serverless/rules/stored-resources';
import { compileContainer } from './compile-container';
import { linkDependencies } from './link-dependencies';

/** Where the files of one deployed environment are on disk. */
export interface DeploymentFolder {
  readonly folder: string;
  readonly containerMainFile: string;
  readonly handlerFiles: ReadonlyMap<string, string>;
  readonly privateAssetFiles: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Writes a deployed environment to a temporary folder the way the platform lays it out: each Function alone
 * under its version's sid, so that no relative require can reach another, and private assets elsewhere.
 */
export async function writeDeploymentFolder(
  environment: DeployedEnvironment,
  projectFolder: string,
): Promise<DeploymentFolder> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'functions-platform-')));
  const taskFolder = join(folder, 'task');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(taskFolder);
    await linkDependencies(
      projectFolder,
      join(taskFolder, 'node_modules'),
      environment.dependencies,
    );
    const handlerFiles = new Map<string, string>();
    for (const version of environment.functions) {
      handlerFiles.set(
        version.path,
        await writeVersion(join(taskFolder, version.uploadSid, 'handlers'), version, '.js'),
      );
    }
    const privateAssetFiles: Record<string, string> = {};
    for (const version of environment.assets.filter((asset) => asset.visibility === 'private')) {
      const assetFolder = join(taskFolder, 'assets', version.uploadSid);
      privateAssetFiles[version.path] = await writeVersion(
        assetFolder,
        version,
        extname(version.path),
      );
    }
    const containerMainFile = await compileContainer(join(folder, 'container'));
    return { folder, containerMainFile, handlerFiles, privateAssetFiles, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function writeVersion(
  folder: string,
  version: StoredVersion,
  extension: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${version.sid}${extension}`);
  await writeFile(file, version.content);
  return file;
}
