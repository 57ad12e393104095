import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { inProject } from '../build/project';
import { makeScratchFolder } from './scratch-folder';

/** Milliseconds of the first lookup of a process and of a later one. */
export interface LookupTimes {
  readonly coldMs: number;
  readonly warmMs: number;
}

const measure = (lookUp: string) => `
  const startMs = performance.now();
  ${lookUp}
  const first = find(number);
  const coldMs = performance.now() - startMs;
  const warmStartMs = performance.now();
  for (let i = 0; i < 200; i += 1) find(number);
  const warmMs = (performance.now() - warmStartMs) / 200;
  console.log(JSON.stringify({ coldMs, warmMs, id: first.id }));`;

const ours = measure(`
  const { openTenantFile } = require(library);
  const opened = openTenantFile(readFileSync(file));
  const find = (called) => opened.findEntry(called);`);

const plain = measure(`
  const { tenants } = JSON.parse(readFileSync(file, 'utf8'));
  const find = (called) => tenants.find(({ numbers }) => numbers.includes(called));`);

let library: string | undefined;

/** Measures looking up the last tenant of a file, each way in a process of its own. */
export function measureLookup(
  file: string,
  number: string,
): { ours: LookupTimes; plain: LookupTimes } {
  library ??= bundleLibrary();
  const names = `const { readFileSync } = require('node:fs');
    const [file, number, library] = ${JSON.stringify([file, number, library])};`;
  const run = (script: string) =>
    JSON.parse(
      execFileSync(process.execPath, ['-e', names + script], { encoding: 'utf8' }),
    ) as LookupTimes;
  return { ours: run(ours), plain: run(plain) };
}

function bundleLibrary(): string {
  const outfile = path.join(makeScratchFolder(), 'tenant-file.js');
  buildSync({
    entryPoints: [inProject('src', 'tenants', 'tenant-file.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  return outfile;
}
