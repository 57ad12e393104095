import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BuildError, inProject } from '../../build/project';

/** The versions of Node.js besides 20 on which Twilio runs Functions. */
export type NodeMajor = 22 | 24;

const sourceFolder = inProject('sandbox', 'node-versions');
const installFolder = inProject('.switchboard', 'node-versions');
const LOCK = 'package-lock.json';

/**
 * Returns the executable of a version of Node.js: the one that runs this, or one that npm installs
 * from the lock file here, once, without install scripts.
 * @throws {BuildError} if there is none for this machine
 */
export function ensureNode(major: NodeMajor): string {
  if (process.version.startsWith(`v${major}.`)) return process.execPath;
  const name = `node-${major}-${process.platform}-${process.arch}`;
  const file = path.join(installFolder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(file) || !isInstalled()) install();
  if (!existsSync(file)) {
    throw new BuildError(`there is no Node ${major} for ${process.platform}-${process.arch} here`, [
      `run the command with Node ${major}`,
    ]);
  }
  const version = execFileSync(file, ['--version'], { encoding: 'utf8' }).trim();
  if (!version.startsWith(`v${major}.`)) throw new Error(`${file} is ${version}`);
  return file;
}

function isInstalled(): boolean {
  const read = (folder: string) => readFileSync(path.join(folder, LOCK), 'utf8');
  return existsSync(path.join(installFolder, LOCK)) && read(installFolder) === read(sourceFolder);
}

function install(): void {
  mkdirSync(installFolder, { recursive: true });
  copyFileSync(path.join(sourceFolder, 'package.json'), path.join(installFolder, 'package.json'));
  copyFileSync(path.join(sourceFolder, LOCK), path.join(installFolder, LOCK));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['ci', ...flags], {
    cwd: installFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
