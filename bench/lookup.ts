import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { inProject } from '../build/project';
import { fingerprintTenantChecks } from '../build/tenant-checks';
import { makeScratchFolder } from './scratch-folder';
import type { BenchTenantFile } from './tenant-files';

/** Milliseconds of the first look-up of a process and of a later one. */
export interface LookupTimes {
  readonly coldMs: number;
  readonly warmMs: number;
}

/** Reading the file is part of it, loading the code is not: that is in the time to load a Function. */
const measure = (prepare: string) => `
  (async () => {
    const { readFileSync } = require('node:fs');
    ${prepare}
    const startMs = performance.now();
    const find = open();
    const first = await find(number);
    const coldMs = performance.now() - startMs;
    const warmStartMs = performance.now();
    for (let i = 0; i < 200; i += 1) await find(number);
    const warmMs = (performance.now() - warmStartMs) / 200;
    console.log(JSON.stringify({ coldMs, warmMs, id: first.id }));
  })();`;

const ours = measure(`
  const { TenantDirectory, loadChecks } = require(library);
  const log = { error: () => undefined };
  const context = { environment: {}, log, timeoutMs: 1000 };
  const open = () => {
    const directory = new TenantDirectory({ load: async () => readFileSync(file), loadChecks });
    return async (called) => (await directory.find(called, context)).tenant;
  };`);

const plain = measure(`
  const open = () => {
    const { tenants } = JSON.parse(readFileSync(file, 'utf8'));
    return (called) => tenants.find(({ numbers }) => numbers.includes(called));
  };`);

const SOURCE = `
  export { TenantDirectory } from './directory';
  export const loadChecks = () => import('./check-tenant');`;

let library: string | undefined;

/** Measures looking up the last tenant of a file, each way in a process of its own. */
export function measureLookup({ file, uncheckedFile, lastNumber }: BenchTenantFile) {
  library ??= bundleLibrary();
  const run = (script: string, read: string) => {
    const names = `const [file, number, library] = ${JSON.stringify([read, lastNumber, library])};`;
    const output = execFileSync(process.execPath, ['-e', names + script], { encoding: 'utf8' });
    return JSON.parse(output) as LookupTimes;
  };
  return { ours: run(ours, file), unchecked: run(ours, uncheckedFile), plain: run(plain, file) };
}

function bundleLibrary(): string {
  const outfile = path.join(makeScratchFolder(), 'directory.js');
  buildSync({
    stdin: { contents: SOURCE, resolveDir: inProject('src', 'tenants') },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { SWITCHBOARD_TENANT_CHECKS: JSON.stringify(fingerprintTenantChecks()) },
    outfile,
  });
  return outfile;
}
