import { spawn } from 'node:child_process';

export interface ToolRun {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  /** A tool that asks a question ends itself with SIGINT when nobody can answer. */
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** A command of Node.js, run as a person would type it, but without a terminal or standard input. */
export interface ToolCommand {
  readonly scriptFile: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

/** Runs a tool to its end; one that takes longer than its limit is killed and has no exit code. */
export async function runTool(command: ToolCommand): Promise<ToolRun> {
  const startMs = performance.now();
  const child = spawn(process.execPath, [command.scriptFile, ...command.args], {
    cwd: command.folder,
    env: { ...command.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), command.limitMs);
  try {
    const end = await new Promise<Pick<ToolRun, 'exitCode' | 'signal'>>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
    });
    return { ...end, ...output, durationMs: performance.now() - startMs };
  } finally {
    clearTimeout(timer);
  }
}
