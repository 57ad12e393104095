import { execFileSync } from 'node:child_process';
import { projectFolder } from './project';

/**
 * Returns the commit of the folder, in twelve digits, with `-changed` if files that Git knows
 * differ from it; undefined without Git or a commit.
 */
export function readBuildCommit(folder: string = projectFolder): string | undefined {
  try {
    const described = execFileSync(
      'git',
      ['describe', '--always', '--abbrev=12', '--exclude=*', '--dirty=-changed'],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ).trim();
    return /^[0-9a-f]{12}(-changed)?$/.test(described) ? described : undefined;
  } catch {
    return undefined;
  }
}
