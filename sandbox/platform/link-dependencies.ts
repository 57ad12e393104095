import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { DependencyDeclaration } from '../twilio/serverless/rules/dependencies';
import { RUNTIME_HANDLER_PACKAGE } from '../twilio/serverless/rules/runtime-handler';

/**
 * Makes a node_modules folder with exactly the declared packages, linked to where the project has them
 * installed, so that each still finds its own dependencies there and a Function finds nothing else.
 *
 * This is stricter than the platform, whose npm may hoist a dependency's dependency to where a Function
 * could reach it by accident.
 *
 * @throws {Error} when a package is not installed, or installed in another version than was deployed
 */
export async function linkDependencies(
  projectFolder: string,
  nodeModulesFolder: string,
  dependencies: readonly DependencyDeclaration[],
): Promise<void> {
  checkNothingAbove(dirname(nodeModulesFolder));
  for (const { name, version } of dependencies) {
    // The platform brings its own handler; its version numbers are not those of the npm registry.
    if (name === RUNTIME_HANDLER_PACKAGE) continue;
    const installed = findInstalledPackage(projectFolder, name);
    if (installed === undefined)
      throw new Error(`${name}@${version} is deployed but not installed in ${projectFolder}`);
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
      version?: string;
    };
    if (manifest.version !== version) {
      throw new Error(
        `${name}@${version} is deployed, but ${manifest.version ?? 'no version'} is installed`,
      );
    }
    const link = join(nodeModulesFolder, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(installed, link, 'dir');
  }
}

function findInstalledPackage(folder: string, name: string): string | undefined {
  const candidate = join(folder, 'node_modules', name);
  if (existsSync(join(candidate, 'package.json'))) return candidate;
  return folder === parse(folder).root ? undefined : findInstalledPackage(dirname(folder), name);
}

/** Node.js looks for packages in every folder above a file; one there would make undeclared packages resolvable. */
function checkNothingAbove(folder: string): void {
  for (let above = dirname(folder); ; above = dirname(above)) {
    if (existsSync(join(above, 'node_modules')))
      throw new Error(`${above} has a node_modules that Functions could reach`);
    if (above === parse(above).root) return;
  }
}
