import { existsSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { inProject } from '../../build/project';

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly body: string | Buffer;
}

const folder = inProject('sandbox', 'console', 'page');

/** Where index.html takes the token of this start. */
const TOKEN_PLACE = '<meta name="console-token" content="" />';

/** Entries of the page's code, by the path under which it is served. */
const SCRIPTS: Readonly<Record<string, string>> = {
  '/main.js': 'main.tsx',
  '/worklet.js': 'audio/worklet.ts',
};

/** The files of the page: bundled in memory when they are first asked for. */
export class PageFiles {
  readonly #scripts = new Map<string, Promise<PageFile>>();

  constructor(private readonly token: string) {}

  /** Returns the file at a path; undefined if there is none. */
  async find(path: string): Promise<PageFile | undefined> {
    if (path === '/') return this.#readPage();
    if (path === '/style.css') return read('style.css', 'text/css; charset=utf-8');
    const entry = SCRIPTS[path];
    if (entry === undefined || !existsSync(inFolder(entry))) return undefined;
    const script = this.#scripts.get(path) ?? bundle(entry);
    this.#scripts.set(path, script);
    return script;
  }

  #readPage(): PageFile | undefined {
    const page = read('index.html', 'text/html; charset=utf-8');
    const place = TOKEN_PLACE.replace('""', `"${this.token}"`);
    return page && { ...page, body: page.body.toString().replace(TOKEN_PLACE, place) };
  }
}

const inFolder = (name: string): string => `${folder}/${name}`;

function read(name: string, type: string): PageFile | undefined {
  if (!existsSync(inFolder(name))) return undefined;
  return { type, body: readFileSync(inFolder(name)) };
}

async function bundle(entry: string): Promise<PageFile> {
  const { outputFiles } = await build({
    entryPoints: [inFolder(entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
  });
  const [{ contents }] = outputFiles as [(typeof outputFiles)[number]];
  return { type: 'text/javascript; charset=utf-8', body: Buffer.from(contents) };
}
