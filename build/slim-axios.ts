import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * What axios loads and a request through `src/http/node-adapter.ts` never reaches: forms, and axios's
 * own adapters with redirects, proxies and uploads. That is most of its load time, which a caller
 * waits for at every cold start.
 */
const UNREACHED = [
  { path: /^form-data$/, contents: 'module.exports = class FormData {};' },
  {
    path: /^\.\.?\/adapters\/adapters\.js$/,
    contents: 'export default { getAdapter: (adapter) => adapter };',
  },
] as const;

/** Touching the global FormData makes Node load its whole fetch implementation. */
const FORM_DATA_LOOKUP = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** Files of axios, by the separators of any system. */
const AXIOS = /[\\/]axios[\\/]/;
const AXIOS_UTILS = /[\\/]axios[\\/]lib[\\/]utils\.js$/;

/** Bundles axios without the parts that the Functions cannot reach. See docs/decisions/0001. */
export const slimAxios: Plugin = {
  name: 'slim-axios',
  setup(build) {
    for (const { path: filter, contents } of UNREACHED) {
      build.onResolve({ filter }, ({ path, importer }) =>
        AXIOS.test(importer) ? { path, namespace: 'unreached' } : undefined,
      );
      build.onLoad({ filter, namespace: 'unreached' }, () => ({ contents, loader: 'js' }));
    }

    build.onLoad({ filter: AXIOS_UTILS }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(FORM_DATA_LOOKUP)) {
        return { errors: [{ text: 'axios changed: check build/slim-axios.ts again' }] };
      }
      return { contents: source.replace(FORM_DATA_LOOKUP, 'undefined'), loader: 'js' };
    });
  },
};
