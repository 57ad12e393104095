import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { inProject } from '../../build/project';
import { listen, stop } from '../../sandbox/servers/listen';
import { exampleAssetsFolder } from '../../sandbox/project/sandbox-project';
import { type StagedProject, stageProject } from '../../sandbox/rehearse/staged-project';

/** A process, and what it has printed so far. */
export class PrintingProcess {
  stdout = '';
  stderr = '';
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  /** @param folder - in which the command is run */
  constructor(
    [program, ...words]: readonly [string, ...string[]],
    { folder, env = {} }: { folder: string; env?: Readonly<Record<string, string>> },
  ) {
    this.#child = spawn(program, words, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TMPDIR: process.env['TMPDIR'],
        ...env,
      },
    });
    const look = () => this.#waiting.forEach((check) => check());
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
      look();
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.exited = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        resolve(code);
        look();
      });
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits until it has printed the words so many times. @throws when it ends without them */
  prints(words: string, times = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const isPrinted = this.stdout.split(words).length > times;
        if (!isPrinted && this.isRunning) return;
        this.#waiting.delete(check);
        if (isPrinted) resolve();
        else reject(new Error(`never printed ${words}:\n${this.stdout}${this.stderr}`));
      };
      this.#waiting.add(check);
      check();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** One tenant's callers get the fallback; two names are wrong. */
const ENVIRONMENT = `SWITCHBOARD_OUTAGE=zahnarzt-linden
SWITCHBOARD_DEADLINE_MS=8s
VAPI_ASISTANT_ID=da0f0e0a-58c1-4a6e-9d5b-0d3f7a1b2cff
`;

/** Outside of src/assets, whose tenants are the operator's own and not to be seen. */
const TENANTS_FILE = path.join('clients', 'tenants.json');

/** `npm start` of a copy of the project with the example's tenants, and calls placed in it. */
export class LocalStart {
  private constructor(
    readonly start: PrintingProcess,
    private readonly project: StagedProject,
  ) {}

  /**
   * Starts it on a free port and waits until calls can be placed.
   */
  static async begin(): Promise<LocalStart> {
    const probe = createServer();
    const port = await listen(probe);
    await stop(probe);
    const names = ['build', 'cli', 'console', 'sandbox', 'src', 'package.json', 'tsconfig.json'];
    const project = await stageProject(inProject(), names);
    symlinkSync(inProject('node_modules'), path.join(project.folder, 'node_modules'));
    const example = readFileSync(path.join(exampleAssetsFolder, 'tenants.private.json'), 'utf8');
    mkdirSync(path.join(project.folder, path.dirname(TENANTS_FILE)));
    writeFileSync(path.join(project.folder, TENANTS_FILE), example);
    writeFileSync(path.join(project.folder, '.env'), ENVIRONMENT);
    // As npm runs it: a signal reaches the shell.
    const { scripts } = JSON.parse(
      readFileSync(path.join(project.folder, 'package.json'), 'utf8'),
    ) as { scripts: { start: string } };
    const start = new PrintingProcess(['sh', '-c', `${scripts.start} --port ${port}`], {
      folder: project.folder,
      env: { SWITCHBOARD_TENANTS_FILE: TENANTS_FILE },
    });
    await start.prints('Place one from another terminal');
    return new LocalStart(start, project);
  }

  /** The console's page. */
  get consoleUrl(): string {
    const [, url] = /browser: +(http:\S+)/.exec(this.start.stdout) ?? [];
    if (url === undefined) throw new Error(`no console:\n${this.start.stdout}`);
    return url;
  }

  call(...args: string[]): PrintingProcess {
    const { folder } = this.project;
    const script = path.join(folder, 'sandbox', 'call.ts');
    const command = [process.execPath, inProject('build', 'run.cjs'), script, ...args] as const;
    return new PrintingProcess(command, { folder });
  }

  /** Adds tenants to the file that is being served. */
  addTenants(more: readonly object[]): void {
    this.writeTenants(addTenants(this.readTenants(), more));
  }

  readTenants(): string {
    return readFileSync(this.#tenantFile, 'utf8');
  }

  writeTenants(text: string): void {
    writeFileSync(this.#tenantFile, text);
  }

  async stop(): Promise<void> {
    this.start.signal('SIGTERM');
    await this.start.exited;
    await this.project.remove();
  }

  get #tenantFile(): string {
    return path.join(this.project.folder, TENANTS_FILE);
  }
}

function addTenants(text: string, more: readonly object[]): string {
  const { tenants, ...rest } = JSON.parse(text) as { tenants: object[] };
  return JSON.stringify({ ...rest, tenants: [...tenants, ...more] });
}
