import { readFileSync } from 'node:fs';
import path from 'node:path';

export const projectFolder = path.resolve(__dirname, '..');

/** Returns a path inside the project. */
export const inProject = (...parts: string[]): string => path.join(projectFolder, ...parts);

const manifest = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  version: string;
};

/** The version in package.json. */
export const projectVersion = manifest.version;

/** Says what is wrong with the project, in lines that name place and cure. No stack belongs to it. */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(title: string, problems: readonly string[]) {
    super([title, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}
