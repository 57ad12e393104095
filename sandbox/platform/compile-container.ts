import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const SOURCE_FOLDER = join(__dirname, 'container');

/**
 * Compiles the program that runs inside containers into a folder and returns its main file.
 *
 * Containers run plain JavaScript: with a TypeScript loader inside them, cold starts would measure the loader.
 */
export async function compileContainer(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(SOURCE_FOLDER)).filter((name) => name.endsWith('.ts'));
  for (const name of names) {
    const source = await readFile(join(SOURCE_FOLDER, name), 'utf8');
    const { outputText } = transpileModule(source, {
      compilerOptions: {
        module: ModuleKind.CommonJS,
        target: ScriptTarget.ES2022,
        esModuleInterop: true,
      },
    });
    await writeFile(join(folder, name.replace(/\.ts$/, '.js')), outputText);
  }
  return join(folder, 'main.js');
}
