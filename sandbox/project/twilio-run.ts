import { spawn } from 'node:child_process';
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
  /** Changes variables that Functions see, from the next request on. */
  readonly setVariables: (variables: Readonly<Record<string, string>>) => void;
  /** Serves what is built now, from the next request on: Functions keep nothing of before. */
  readonly loadAnew: () => void;
  readonly stop: () => Promise<void>;
}

export interface TwilioRunOptions {
  /** The build to serve: `dist`, or another below the project's folder. */
  readonly builtFolder: string;
  /** The `.env` that the Functions see. */
  readonly environment: Readonly<Record<string, string>>;
  /** 0 = any free port. */
  readonly port?: number;
  /** Whether other machines may connect; this one only by default. */
  readonly isOpen?: boolean;
  /** Gets what it prints once it serves, one line of text at a time. */
  readonly onLine?: (line: string) => void;
}

/**
 * Starts the real twilio-run on the built files and waits until it has listed its URLs. It keeps the
 * Functions loaded between requests, as a container does: docs/decisions/0008.
 */
export async function startTwilioRun(options: TwilioRunOptions): Promise<TwilioRun> {
  const { builtFolder, environment, onLine = () => {} } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'vapi-switchboard-'));
  const environmentFile = path.join(folder, 'env');
  writeFileSync(environmentFile, formatEnvironmentFile(environment), { mode: 0o600 });
  const served = new ServedState(path.join(folder, 'served.json'), {
    functionsFolder: path.relative(inProject(), path.join(builtFolder, 'functions')),
    assetsFolder: path.relative(inProject(), path.join(builtFolder, 'assets')),
  });

  const port = options.port ? await claimPort(options.port) : await findFreePort();
  const url = `http://localhost:${port}`;
  const words = listWords(options, { port, environmentFile, ...served.folders });
  const child = spawn(process.execPath, words, {
    cwd: inProject(),
    env: { ...process.env, SANDBOX_SERVED_STATE: served.file },
    stdio: 'pipe',
    // Ctrl-C is for this process alone, which ends the other. Windows opens a window for it instead.
    detached: process.platform !== 'win32',
  });
  const output = new TwilioRunOutput(url, onLine);
  output.read(child.stdout);
  output.read(child.stderr);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  // Whatever ends this process, and whatever a Function is doing.
  const endChild = () => {
    child.kill('SIGKILL');
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
  return {
    url,
    output: () => output.text,
    exited,
    setVariables: (variables) => served.change({ variables }),
    loadAnew: () => served.change({ build: served.build + 1 }),
    stop: stopChild,
  };
}

function listWords(
  { isOpen }: TwilioRunOptions,
  given: ServedFolders & { readonly port: number; readonly environmentFile: string },
): string[] {
  return [
    ...['--require', inProject('sandbox/project/call-moment.cjs')],
    ...['--require', inProject('sandbox/project/current-build.cjs')],
    ...(isOpen === true ? [] : ['--require', inProject('sandbox/project/loopback-only.cjs')]),
    require.resolve('twilio-run/bin/twilio-run.js'),
    'start',
    '--no-fork-process',
    // By default, it loads every module again with each request.
    '--no-live',
    ...['--port', String(given.port)],
    ...['--env', given.environmentFile],
    ...['--functions-folder', given.functionsFolder],
    ...['--assets-folder', given.assetsFolder],
  ];
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

/** Below the project's. */
interface ServedFolders {
  readonly functionsFolder: string;
  readonly assetsFolder: string;
}

/** What current-build.cjs reads with each request. */
class ServedState {
  build = 1;
  #variables: Readonly<Record<string, string>> = {};

  constructor(
    readonly file: string,
    readonly folders: ServedFolders,
  ) {
    this.change({});
  }

  change(change: {
    readonly build?: number;
    readonly variables?: Readonly<Record<string, string>>;
  }): void {
    this.build = change.build ?? this.build;
    this.#variables = change.variables ?? this.#variables;
    const state = { build: this.build, variables: this.#variables, ...this.folders };
    // A request may read it at any moment, and never finds a half.
    writeFileSync(`${this.file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}
