import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the page. */
export interface PageFile {
  readonly type: string;
  readonly body: string | Buffer;
}

/** This project's folder: above this file, and above the one file that the command line is bundled into. */
function findProjectFolder(folder: string): string {
  const isFound = existsSync(path.join(folder, 'package.json')) || folder === path.dirname(folder);
  return isFound ? folder : findProjectFolder(path.dirname(folder));
}

const projectFolder = findProjectFolder(__dirname);
const pageFolder = path.join(__dirname, 'page');

/** `sandbox`: calls on this machine. `deployed`: calls through Twilio to what is deployed. */
export type PageMode = 'sandbox' | 'deployed';

/** What index.html says of this start, by the names of its `meta` elements. */
interface PageFacts {
  /** Shows the server that the page is its own. */
  readonly token: string;
  readonly mode: PageMode;
}

/** Twilio's Voice SDK, as its package has it for a page. */
const VOICE_SDK = path.join(projectFolder, 'node_modules/@twilio/voice-sdk/dist/twilio.min.js');

const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** Entries of the page's code, by the path under which it is served. */
const SCRIPTS: Readonly<Record<string, string>> = {
  '/main.js': 'main.tsx',
  '/worklet.js': 'audio/worklet.ts',
};

/** The files of the page: bundled in memory when they are first asked for. */
export class PageFiles {
  readonly #scripts = new Map<string, Promise<PageFile>>();

  /** @param folder - where the page's code is */
  constructor(
    private readonly facts: PageFacts,
    private readonly folder = pageFolder,
  ) {}

  /** Returns the file at a path; undefined if there is none. */
  async find(url: string): Promise<PageFile | undefined> {
    if (url === '/') return this.#readPage();
    if (url === '/style.css') return read(this.#locate('style.css'), 'text/css; charset=utf-8');
    if (url === '/voice-sdk.js' && this.facts.mode === 'deployed') {
      return { type: SCRIPT_TYPE, body: readFileSync(VOICE_SDK) };
    }
    const entry = SCRIPTS[url];
    if (entry === undefined || !existsSync(this.#locate(entry))) return undefined;
    const script = this.#scripts.get(url) ?? bundle(this.#locate(entry));
    this.#scripts.set(url, script);
    // What has failed is tried again: the mistake may be gone.
    script.catch(() => this.#scripts.delete(url));
    return url === '/main.js' ? script.catch(buildExplanation) : script;
  }

  #locate(name: string): string {
    return path.join(this.folder, name);
  }

  #readPage(): PageFile | undefined {
    const page = read(this.#locate('index.html'), 'text/html; charset=utf-8');
    if (page === undefined) return undefined;
    const { token, mode } = this.facts;
    const text = page.body
      .toString()
      .replace(placeOf('console-token', ''), placeOf('console-token', token))
      .replace(placeOf('console-mode', ''), placeOf('console-mode', mode));
    return { ...page, body: text };
  }
}

/** An element of index.html. */
const placeOf = (name: string, content: string): string =>
  `<meta name="${name}" content="${content}" />`;

function read(file: string, type: string): PageFile | undefined {
  return existsSync(file) ? { type, body: readFileSync(file) } : undefined;
}

/** Returns a script that shows on the page why there is no other. */
function buildExplanation(error: Error): PageFile {
  const text = `This page could not be built. Correct this, and load the page again:\n\n${error.message}`;
  const body = `document.querySelector('.before').textContent = ${JSON.stringify(text)};`;
  return { type: SCRIPT_TYPE, body };
}

async function bundle(file: string): Promise<PageFile> {
  // The command line loads this file at each start, and bundles nothing with most commands.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    // The page says it.
    logLevel: 'silent',
  });
  const [{ contents }] = outputFiles as [(typeof outputFiles)[number]];
  return { type: SCRIPT_TYPE, body: Buffer.from(contents) };
}
