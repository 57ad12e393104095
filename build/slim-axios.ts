import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Modules that axios loads and a JSON request over `node:https`, without redirects and proxies,
 * never reaches. They are most of its load time, which a caller waits for at every cold start.
 * Should a request ever reach one, it fails with the module's name instead of half working.
 */
const UNREACHED = {
  'form-data': 'module.exports = class FormData {};',
  'follow-redirects': 'module.exports = { http: {}, https: {} };',
  'https-proxy-agent': 'module.exports = class HttpsProxyAgent {};',
  'proxy-from-env': 'exports.getProxyForUrl = () => "";',
  http2: 'exports.constants = {};',
} as const;

const OTHER_ADAPTERS = /^\.\/(xhr|fetch)\.js$/;

/** Touching the global FormData makes Node load its whole fetch implementation. */
const FORM_DATA_LOOKUP = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** Files of axios, by the separators of any system. */
const AXIOS = /[\\/]axios[\\/]/;
const AXIOS_ADAPTERS = /[\\/]axios[\\/]lib[\\/]adapters[\\/]/;
const AXIOS_UTILS = /[\\/]axios[\\/]lib[\\/]utils\.js$/;

const isUnreached = (name: string): name is keyof typeof UNREACHED =>
  Object.hasOwn(UNREACHED, name);

/** Bundles axios without the parts that the Functions cannot reach. See docs/decisions/0001. */
export const slimAxios: Plugin = {
  name: 'slim-axios',
  setup(build) {
    const unreached = new RegExp(`^(${Object.keys(UNREACHED).join('|')})$`);
    build.onResolve({ filter: unreached }, ({ path, importer }) =>
      AXIOS.test(importer) ? { path, namespace: 'unreached' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'unreached' }, ({ path }) => ({
      contents: isUnreached(path) ? UNREACHED[path] : '',
      loader: 'js',
    }));

    build.onResolve({ filter: OTHER_ADAPTERS }, ({ path, importer }) =>
      AXIOS_ADAPTERS.test(importer) ? { path, namespace: 'adapter' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'adapter' }, () => ({
      contents: 'export default null; export const getFetch = () => null;',
      loader: 'js',
    }));

    build.onLoad({ filter: AXIOS_UTILS }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(FORM_DATA_LOOKUP)) {
        return { errors: [{ text: 'axios changed: build/slim-axios.ts must be looked at again' }] };
      }
      return { contents: source.replace(FORM_DATA_LOOKUP, 'undefined'), loader: 'js' };
    });
  },
};
