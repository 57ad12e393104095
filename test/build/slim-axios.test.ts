import path from 'node:path';
import type { OnResolveArgs, PluginBuild } from 'esbuild';
import { slimAxios } from '../../build/slim-axios';

type Resolve = (args: Pick<OnResolveArgs, 'path' | 'importer'>) => object | undefined;

/** Registers the plugin, and returns what it makes of a module that a file imports. */
function collect() {
  const resolves: { filter: RegExp; run: Resolve }[] = [];
  const loads: RegExp[] = [];
  void slimAxios.setup({
    onResolve: ({ filter }: { filter: RegExp }, run: Resolve) => resolves.push({ filter, run }),
    onLoad: ({ filter }: { filter: RegExp }) => loads.push(filter),
  } as unknown as PluginBuild);
  const resolve = (module: string, importer: string) =>
    resolves
      .filter(({ filter }) => filter.test(module))
      .map(({ run }) => run({ path: module, importer }))
      .find((result) => result !== undefined);
  return { resolve, loads };
}

// F10: on Windows nothing matched, and the bundles were twice as large.
describe.each([
  ['POSIX', path.posix, '/app'],
  ['Windows', path.win32, 'C:\\app'],
])('the parts of axios that are left out, on %s (F10)', (_name, { join }, root) => {
  const inAxios = (...parts: string[]) => join(root, 'node_modules', 'axios', ...parts);
  const { resolve, loads } = collect();

  it('are its adapters and forms', () => {
    const unreached = { namespace: 'unreached' };

    expect(resolve('../adapters/adapters.js', inAxios('lib', 'core', 'x.js'))).toMatchObject(
      unreached,
    );
    expect(resolve('form-data', inAxios('lib', 'platform', 'x.js'))).toMatchObject(unreached);
  });

  it('are not left out of other packages', () => {
    const other = join(root, 'node_modules', 'twilio', 'lib', 'base.js');

    expect(resolve('form-data', other)).toBeUndefined();
    expect(resolve('./adapters/adapters.js', other)).toBeUndefined();
  });

  it('leave its utilities without a look at FormData', () => {
    const utilities = inAxios('lib', 'utils.js');

    expect(loads.filter((filter) => filter.test(utilities))).toHaveLength(1);
  });
});
