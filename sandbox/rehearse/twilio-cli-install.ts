import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the Twilio CLI and its plugin for Functions are. */
export interface TwilioCliInstall {
  readonly scriptFile: string;
  readonly pluginFolder: string;
  /** Zero when it was there already. */
  readonly installDurationMs: number;
  readonly versions: Readonly<Record<string, string>>;
}

const CLI_PACKAGE = 'twilio-cli';
const PLUGIN_PACKAGE = '@twilio-labs/plugin-serverless';
const WANTED: Readonly<Record<string, string>> = {
  [CLI_PACKAGE]: '6.2',
  [PLUGIN_PACKAGE]: '3.1',
};

/**
 * Installs the Twilio CLI and its plugin side by side from the npm registry, unless the folder has them.
 *
 * @throws {Error} when npm fails
 */
export async function ensureTwilioCli(folder: string): Promise<TwilioCliInstall> {
  const modules = join(folder, 'node_modules');
  const manifestOf = (name: string): string => join(modules, name, 'package.json');
  const startMs = performance.now();
  const isThere = ([name, version]: [string, string]): boolean =>
    existsSync(manifestOf(name)) && readVersion(manifestOf(name)).startsWith(`${version}.`);
  const isMissing = !Object.entries(WANTED).every(isThere);
  if (isMissing) await install(folder);
  const versions: Record<string, string> = {};
  for (const name of [...Object.keys(WANTED), 'twilio-run', '@twilio-labs/serverless-api']) {
    versions[name] = readVersion(manifestOf(name));
  }
  return {
    scriptFile: join(modules, CLI_PACKAGE, 'bin', 'run'),
    pluginFolder: join(modules, PLUGIN_PACKAGE),
    installDurationMs: isMissing ? performance.now() - startMs : 0,
    versions,
  };
}

function readVersion(manifestFile: string): string {
  return (JSON.parse(readFileSync(manifestFile, 'utf8')) as { version: string }).version;
}

/**
 * Tells the CLI about the plugin the way `twilio plugins:link` does, in the CLI's data folder.
 *
 * The command itself is not used: it starts yarn inside the plugin's folder to install what npm already has.
 */
export async function linkPlugin(dataFolder: string, pluginFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const plugins = [{ type: 'link', name: PLUGIN_PACKAGE, root: pluginFolder }];
  const manifest = { private: true, oclif: { schema: 1, plugins }, dependencies: {} };
  await writeFile(join(dataFolder, 'package.json'), JSON.stringify(manifest, null, 2));
}

async function install(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const packages = Object.entries(WANTED).map(([name, range]) => `${name}@${range}`);
  const args = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...packages,
  ];
  const child = spawn('npm', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let problems = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`npm install of the Twilio CLI failed:\n${problems}`);
}
