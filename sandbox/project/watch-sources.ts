import path from 'node:path';
import { watch } from 'chokidar';
import { context, type Plugin, stop } from 'esbuild';
import { locateTenants } from '../../build/assets';
import { rebuildAssets } from '../../build/build';
import { esbuildOptions } from '../../build/functions';
import { BuildError } from '../../build/project';
import type { TenantFile } from '../../src/tenants/schema';
import { readTenantFile } from './sandbox-project';

/** What is built from which sources, and who is informed. */
export interface WatchOptions {
  readonly outputFolder: string;
  readonly assetsFolder: string;
  /** Changes the tenants that the Functions get. */
  readonly changeTenants: (tenants: TenantFile) => TenantFile;
  /** Gets the tenants of each build of the assets. */
  readonly onTenants: (tenants: TenantFile) => void;
  /** A build is ready; the first one is what was there before. */
  readonly onBuild: () => void;
  readonly print: (line: string) => void;
}

/** One save in an editor causes several events. */
const SETTLE_MS = 100;

/** Builds again whenever a source or an asset changes, and prints a line about each build. */
export async function watchSources(options: WatchOptions): Promise<void> {
  const functions = esbuildOptions(options.outputFolder);
  const plugins = [...(functions.plugins ?? []), reportBuilds(options)];
  const sources = await context({ ...functions, plugins });
  // It should end with this process, but now and then it hangs while it watches.
  process.once('exit', () => void stop());
  await sources.watch();
  const onChange = () => rebuild(options);
  await watchFolder(options.assetsFolder, onChange);
  const tenantFile = locateTenants(options.assetsFolder)?.file;
  if (tenantFile !== undefined && path.dirname(tenantFile) !== options.assetsFolder) {
    await watchFolder(path.dirname(tenantFile), onChange, (file) => file === tenantFile);
  }
}

/**
 * Reports every save below a folder, however an editor saves: into the file, or by a new file under
 * the old name, which Node's own watch loses. Returns once it watches.
 * @param isMeant - says which files of the folder matter; the folder itself is always watched
 */
export async function watchFolder(
  folder: string,
  onChange: () => void,
  isMeant: (file: string) => boolean = () => true,
): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (file) => file !== folder && !isMeant(file),
  }).on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return () => watcher.close();
}

function rebuild(options: WatchOptions): void {
  const { outputFolder, assetsFolder, changeTenants, onTenants, onBuild, print } = options;
  try {
    rebuildAssets(outputFolder, assetsFolder, { changeTenants });
    const tenantFile = readTenantFile(assetsFolder);
    onTenants(tenantFile);
    onBuild();
    const { length } = tenantFile.tenants;
    print(`Built the assets again: ${length} ${length === 1 ? 'tenant' : 'tenants'}.`);
  } catch (error) {
    print(error instanceof BuildError ? error.message : String(error));
    print('The last good build keeps serving.');
  }
}

/** esbuild itself prints what is wrong with a source. */
function reportBuilds({ onBuild, print }: WatchOptions): Plugin {
  let isFirst = true;
  return {
    name: 'report-builds',
    setup: (build) => {
      build.onEnd(({ errors }) => {
        if (errors.length === 0) onBuild();
        if (errors.length > 0) print('The last good build keeps serving.');
        else if (!isFirst) print('Built the Functions again.');
        isFirst = false;
      });
    },
  };
}
