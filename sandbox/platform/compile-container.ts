import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const SOURCE_FOLDER = join(__dirname, 'container');

/**
 * Compiles the program that runs inside containers into a folder and returns its main file.
 *
 * Containers run plain JavaScript: with a TypeScript loader inside them, cold starts would measure the loader.
 */
export async function compileContainer(folder: string): Promise<string> {
  const names = (await readdir(SOURCE_FOLDER)).filter((name) => name.endsWith('.ts'));
  await build({
    entryPoints: names.map((name) => join(SOURCE_FOLDER, name)),
    outdir: folder,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return join(folder, 'main.js');
}
