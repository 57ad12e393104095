import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** A throw-away copy of what a deploy reads, so that nothing a tool writes stays in the project. */
export interface StagedProject {
  readonly folder: string;
  /** Returns the files that appeared or changed since the copy was made. */
  listWrittenFiles(): Promise<string[]>;
  remove(): Promise<void>;
}

/** Copies the named files and folders of a project; names that it does not have are left out. */
export async function stageProject(
  projectFolder: string,
  names: readonly string[],
): Promise<StagedProject> {
  const folder = await mkdtemp(join(tmpdir(), 'staged-project-'));
  const present = new Set(await readdir(projectFolder));
  for (const name of names.filter((candidate) => present.has(candidate.split('/')[0] ?? ''))) {
    await cp(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  const before = await readFiles(folder);
  return {
    folder,
    listWrittenFiles: async () => {
      const after = await readFiles(folder);
      return [...after]
        .filter(([name, content]) => before.get(name) !== content)
        .map(([name]) => name);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Returns every file below a folder, by relative name, with its content. */
export async function readFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of await readdir(folder, { recursive: true })) {
    const file = join(folder, name);
    if ((await stat(file)).isFile())
      files.set(relative(folder, file), await readFile(file, 'base64'));
  }
  return files;
}
