import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BuildError, inProject } from '../../build/project';
import { formatEnvironmentFile } from '../../src/config/environment-file';
import { listen, stop } from '../servers/listen';
import { TwilioRunOutput } from './twilio-run-output';

/** A running `twilio-run start`. */
export interface TwilioRun {
  readonly url: string;
  /** Everything that it has printed so far. */
  readonly output: () => string;
  /** Resolves with the exit code once the process has ended. */
  readonly exited: Promise<number | null>;
  /** Changes variables that Functions see, from the next request on; only in mode `fresh`. */
  readonly setVariables: (variables: Readonly<Record<string, string>>) => void;
  readonly stop: () => Promise<void>;
}

export interface TwilioRunOptions {
  /** The build to serve: `dist`, or another below the project's folder. */
  readonly builtFolder: string;
  /** The `.env` that the Functions see. */
  readonly environment: Readonly<Record<string, string>>;
  /** 0 = any free port. */
  readonly port?: number;
  /**
   * - `warm`: keeps the Functions loaded between requests, as a container does; see docs/decisions/0008
   * - `fresh`: a process per request, which sees the newest build
   */
  readonly mode: 'warm' | 'fresh';
  /** Whether other machines may connect; this one only by default. */
  readonly isOpen?: boolean;
  /** Gets what it prints once it serves, one line of text at a time. */
  readonly onLine?: (line: string) => void;
}

const MODE_FLAGS = { warm: '--no-fork-process', fresh: '--live' } as const;

/** Starts the real twilio-run on the built files and waits until it has listed its URLs. */
export async function startTwilioRun(options: TwilioRunOptions): Promise<TwilioRun> {
  const { builtFolder, environment, mode, onLine = () => {} } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'vapi-switchboard-'));
  const environmentFile = path.join(folder, 'env');
  writeFileSync(environmentFile, formatEnvironmentFile(environment), { mode: 0o600 });

  const changesFile = path.join(folder, 'changes.json');
  // A request may read it at any moment, and never finds a half.
  const setVariables = (variables: Readonly<Record<string, string>>) => {
    writeFileSync(`${changesFile}.new`, JSON.stringify(variables), { mode: 0o600 });
    renameSync(`${changesFile}.new`, changesFile);
  };

  const port = options.port ? await claimPort(options.port) : await findFreePort();
  const url = `http://localhost:${port}`;
  const words = [
    ...['--require', inProject('sandbox/project/call-moment.cjs')],
    ...['--require', inProject('sandbox/project/changed-variables.cjs')],
    ...['--require', inProject('sandbox/project/end-with-parent.cjs')],
    ...(options.isOpen === true
      ? []
      : ['--require', inProject('sandbox/project/loopback-only.cjs')]),
    require.resolve('twilio-run/bin/twilio-run.js'),
    'start',
    MODE_FLAGS[mode],
    ...['--port', String(port)],
    ...['--env', environmentFile],
    ...['--functions-folder', path.relative(inProject(), path.join(builtFolder, 'functions'))],
    ...['--assets-folder', path.relative(inProject(), path.join(builtFolder, 'assets'))],
  ];
  const child = spawn(process.execPath, words, {
    cwd: inProject(),
    env: { ...process.env, SANDBOX_CHANGED_VARIABLES: changesFile },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: canSignalGroups,
  });
  const output = new TwilioRunOutput(url, onLine);
  output.read(child.stdout);
  output.read(child.stderr);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  // Whatever ends this process: the child is in a group of its own, and would stay.
  const endChild = () => {
    end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endChild);
  const stopChild = async () => {
    process.off('exit', endChild);
    endChild();
    await exited;
  };

  // However slow the machine is, it lists its URLs or ends.
  const isUp = await Promise.race([output.listed.then(() => true), exited.then(() => false)]);
  if (!isUp) {
    await stopChild();
    throw new Error(`twilio-run did not start:\n${output.text}`);
  }
  return { url, output: () => output.text, exited, setVariables, stop: stopChild };
}

/**
 * Makes sure that a port is free: twilio-run would ask for another, and nobody is there to answer.
 * @throws {BuildError}
 */
export async function claimPort(port: number): Promise<number> {
  const server = createServer();
  try {
    await listen(server, port);
  } catch {
    const fix = `choose another: npm start -- --port ${port + 1}`;
    throw new BuildError(`port ${port} is taken; ${fix}`, []);
  }
  await stop(server);
  return port;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await stop(server);
  return port;
}

/**
 * twilio-run forks a process per request: they share its process group. Windows has no such groups.
 */
const canSignalGroups = process.platform !== 'win32';

function end(child: ChildProcess): void {
  if (!canSignalGroups) child.kill();
  else if (child.pid !== undefined) endGroup(child.pid);
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
