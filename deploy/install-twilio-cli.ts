import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../build/project';

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
const SHOWN_PACKAGES = [CLI_PACKAGE, PLUGIN_PACKAGE, 'twilio-run', '@twilio-labs/serverless-api'];

/** The folder in which the Twilio CLI is kept between deploys and rehearsals. */
export const twilioCliFolder = inProject('.switchboard', 'twilio-cli');

const lockFile = inProject('deploy', 'twilio-cli', 'package-lock.json');
const manifestFile = inProject('deploy', 'twilio-cli', 'package.json');

/**
 * Installs the Twilio CLI and its plugin side by side, all packages in the versions of our lock file,
 * unless the folder has them.
 *
 * @throws {Error} when npm fails
 */
export async function ensureTwilioCli(folder: string): Promise<TwilioCliInstall> {
  const modules = join(folder, 'node_modules');
  const startMs = performance.now();
  const isMissing = !isInstalled(folder);
  if (isMissing) await install(folder);
  const versions = Object.fromEntries(
    SHOWN_PACKAGES.map((name) => [name, readVersion(join(modules, name, 'package.json'))]),
  );
  return {
    scriptFile: join(modules, CLI_PACKAGE, 'bin', 'run'),
    pluginFolder: join(modules, PLUGIN_PACKAGE),
    installDurationMs: isMissing ? performance.now() - startMs : 0,
    versions,
  };
}

/** The lock file of what is installed: written last, so an install that broke off does not count. */
const installedLockFile = (folder: string): string => join(folder, 'installed-lock.json');

function isInstalled(folder: string): boolean {
  const file = installedLockFile(folder);
  return existsSync(file) && readFileSync(file, 'utf8') === readFileSync(lockFile, 'utf8');
}

function readVersion(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
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
  await copyFile(manifestFile, join(folder, 'package.json'));
  await copyFile(lockFile, join(folder, 'package-lock.json'));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let problems = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode !== 0) throw new Error(`npm ci of the Twilio CLI failed:\n${problems}`);
  await copyFile(lockFile, installedLockFile(folder));
}
