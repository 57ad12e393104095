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

/** Says what is wrong with the project, with its place and its fix. It needs no stack. */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  constructor(title: string, problems: readonly string[]) {
    super([title, ...problems.map((problem) => `  - ${problem}`)].join('\n'));
  }
}
