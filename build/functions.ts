import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { markBuildCommit } from '../src/config/build-commit';
import { markBuildTime } from '../src/config/built-at';
import { readBuildCommit } from './build-commit';
import { readBuildTime } from './build-time';
import { BuildError, inProject, projectVersion } from './project';
import { slimAxios } from './slim-axios';
import { fingerprintTenantChecks } from './tenant-checks';

const sourceFolder = inProject('src', 'functions');

/** Lists the Functions' source files. @throws {BuildError} if another file lies among them */
export function listFunctionSources(folder: string = sourceFolder): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const strangers = files.filter((file) => !isEntry(file));
  if (strangers.length > 0) {
    throw new BuildError(
      'src/functions holds files that are no Functions. Each file there becomes a URL.',
      strangers.map((file) => `${path.relative(folder, file)}: exports no handler; move it out`),
    );
  }
  return files;
}

function isEntry(file: string): boolean {
  return (
    file.endsWith('.ts') &&
    !/\.(test|spec|d)\.ts$/.test(file) &&
    /^export const handler\b/m.test(readFileSync(file, 'utf8'))
  );
}

/** How a Function becomes one file that needs nothing else from the project. */
export function esbuildOptions(outputFolder: string): esbuild.BuildOptions {
  return {
    entryPoints: listFunctionSources(),
    outbase: sourceFolder,
    outdir: path.join(outputFolder, 'functions'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The runtime's own copy is the only one whose TwiML it recognises.
    external: ['twilio'],
    mainFields: ['module', 'main'],
    conditions: ['import'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: {
      SWITCHBOARD_BUILD_VERSION: JSON.stringify(projectVersion),
      SWITCHBOARD_TENANT_CHECKS: JSON.stringify(fingerprintTenantChecks()),
      SWITCHBOARD_BUILD_COMMIT: JSON.stringify(markBuildCommit(readBuildCommit())),
      SWITCHBOARD_BUILD_TIME: JSON.stringify(markBuildTime(readBuildTime(process.env))),
    },
    plugins: [slimAxios],
    metafile: true,
    logLevel: 'warning',
  };
}

export interface BuiltFile {
  /** Path below dist. */
  readonly path: string;
  readonly bytes: number;
}

/** Bundles every Function into the output folder. */
export async function buildFunctions(outputFolder: string): Promise<BuiltFile[]> {
  const { metafile } = await esbuild.build(esbuildOptions(outputFolder));
  return Object.entries(metafile?.outputs ?? {}).map(([file, { bytes }]) => ({
    path: path.relative(outputFolder, path.resolve(file)),
    bytes,
  }));
}
