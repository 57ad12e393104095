import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BuildError, inProject } from '../../build/project';
import { listen, stop } from '../listen';

/** A running `twilio-run start`. */
export interface TwilioRun {
  readonly url: string;
  /** All that it has printed so far. */
  readonly output: () => string;
  /** Resolves with the exit code, whoever ends it. */
  readonly exited: Promise<number | null>;
  readonly stop: () => Promise<void>;
}

/** How twilio-run is started. */
export interface TwilioRunOptions {
  /** The build to serve: `dist`, or another below the project's folder. */
  readonly builtFolder: string;
  /** The `.env` that the Functions see. */
  readonly environment: Readonly<Record<string, string>>;
  /** 0 = any free port. */
  readonly port?: number;
  /** Loads the built files anew for each request. */
  readonly live?: boolean;
  /** Passes its output on to the terminal. */
  readonly isLoud?: boolean;
}

const START_TIMEOUT_MS = 30_000;

/** Starts the real twilio-run on the built files and waits until it listens. */
export async function startTwilioRun(options: TwilioRunOptions): Promise<TwilioRun> {
  const { builtFolder, environment, live = false, isLoud = false } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'vapi-switchboard-'));
  const environmentFile = path.join(folder, 'env');
  writeFileSync(environmentFile, formatEnvironment(environment), { mode: 0o600 });

  const port = options.port ? await claimPort(options.port) : await findFreePort();
  const program = inProject('node_modules', '.bin', 'twilio-run');
  const flags = [
    'start',
    ...['--port', String(port)],
    ...['--env', environmentFile],
    ...['--functions-folder', path.relative(inProject(), path.join(builtFolder, 'functions'))],
    ...['--assets-folder', path.relative(inProject(), path.join(builtFolder, 'assets'))],
  ];
  const child = spawn(program, live ? [...flags, '--live'] : flags, {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
    if (isLoud) process.stdout.write(chunk);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stopChild = async () => {
    endGroup(child);
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };

  const url = `http://localhost:${port}`;
  const isUp = await Promise.race([waitUntilUp(url), exited.then(() => false)]);
  if (!isUp) {
    await stopChild();
    throw new Error(`twilio-run did not start:\n${output}`);
  }
  return { url, output: () => output, exited, stop: stopChild };
}

/** Returns the text of a `.env` file. Values in double quotes would have their `\n` expanded. */
function formatEnvironment(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** twilio-run would ask for another port, and nobody is there to answer. */
async function claimPort(port: number): Promise<number> {
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

async function waitUntilUp(url: string): Promise<boolean> {
  const giveUpAtMs = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < giveUpAtMs) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** twilio-run forks a process per request: they are one group with it. */
function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended already.
  }
}
