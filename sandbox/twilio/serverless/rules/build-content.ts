import { compileFunction } from 'node:vm';
import { refusal, type ApiError } from '../../rest/api-error';
import type { StoredVersion } from './stored-resources';
import { checkAssetCount } from './asset-limits';

/** Throws the refusal of a build that is empty, has too many assets, or two files of one kind with one path. */
export function checkBuildContent(
  functions: readonly StoredVersion[],
  assets: readonly StoredVersion[],
): void {
  if (functions.length + assets.length === 0) {
    throw refusal(
      'empty-build',
      'At least one Function Version or Asset Version is required for Build',
    );
  }
  checkUniquePaths('Functions', functions);
  checkUniquePaths('Assets', assets);
  checkAssetCount(assets);
}

/** Returns why a Function cannot be packaged, or undefined when its JavaScript can be parsed as CommonJS. */
export function findSyntaxProblem(
  version: Pick<StoredVersion, 'path' | 'content'>,
): ApiError | undefined {
  const source = version.content.toString('utf8').replace(/^#!.*/, '');
  try {
    compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename: version.path,
    });
    return undefined;
  } catch (error) {
    return refusal('javascript', `${version.path} does not parse: ${(error as Error).message}`);
  }
}

function checkUniquePaths(kind: string, versions: readonly StoredVersion[]): void {
  const seen = new Set<string>();
  for (const { path } of versions) {
    if (seen.has(path))
      throw refusal('duplicate-path', `Two ${kind} of one build have the path ${path}`);
    seen.add(path);
  }
}
