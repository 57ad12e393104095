import { fork, type ChildProcess } from 'node:child_process';
import type { FunctionReply, InvokeMessage, ReplyMessage } from './container/messages';

export type InvocationOutcome =
  | { readonly kind: 'answered'; readonly reply: FunctionReply }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'crashed'; readonly message: string; readonly reply?: FunctionReply };

export interface ContainerOptions {
  readonly mainFile: string;
  readonly nodeFile: string;
  readonly processEnv: Readonly<Record<string, string>>;
  /** JavaScript files that are loaded before the Function, for instance to send its HTTP calls to fakes. */
  readonly preloadFiles: readonly string[];
  /**
   * Stops the process between requests, so that work left behind by a Function continues only with
   * the next one.
   */
  readonly isFrozenBetweenRequests: boolean;
  readonly onOutput: (line: string) => void;
}

/** One process that runs one Function, one request at a time. */
export class Container {
  private readonly child: ChildProcess;
  private isAlive = true;
  private nextInvocationId = 1;

  constructor(private readonly options: ContainerOptions) {
    this.child = fork(options.mainFile, [], {
      execPath: options.nodeFile,
      env: { ...options.processEnv },
      execArgv: options.preloadFiles.flatMap((file) => ['--require', file]),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.on('exit', () => (this.isAlive = false));
    this.child.on('error', () => (this.isAlive = false));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line !== '') options.onOutput(line);
      });
    }
  }

  isUsable(): boolean {
    return this.isAlive && this.child.connected;
  }

  /** Runs one request; after a crash or a timeout the container is stopped. */
  async invoke(
    message: Omit<InvokeMessage, 'invocationId'>,
    limitMs: number,
  ): Promise<InvocationOutcome> {
    const invocationId = this.nextInvocationId;
    this.nextInvocationId += 1;
    this.child.kill('SIGCONT');
    const outcome = await this.send({ ...message, invocationId }, limitMs);
    if (outcome.kind !== 'answered') this.stop();
    else if (this.options.isFrozenBetweenRequests) this.child.kill('SIGSTOP');
    return outcome;
  }

  /** Ends the process at once. */
  stop(): void {
    this.isAlive = false;
    this.child.kill('SIGKILL');
  }

  private send(message: InvokeMessage, limitMs: number): Promise<InvocationOutcome> {
    return new Promise((resolve) => {
      const finish = (outcome: InvocationOutcome): void => {
        clearTimeout(timer);
        this.child.off('message', onMessage);
        this.child.off('exit', onExit);
        resolve(outcome);
      };
      const onMessage = ({ invocationId, reply, crash }: ReplyMessage): void => {
        // A crash may come from work that an earlier request left behind; it still ends this
        // request.
        if (crash !== undefined) finish({ kind: 'crashed', message: crash, reply });
        else if (invocationId === message.invocationId) finish({ kind: 'answered', reply });
      };
      const onExit = (code: number | null): void =>
        finish({ kind: 'crashed', message: `exited with ${code ?? 'a signal'}` });
      const timer = setTimeout(() => finish({ kind: 'timed-out' }), limitMs);
      this.child.on('message', onMessage);
      this.child.on('exit', onExit);
      this.child.send(message, (error) => {
        if (error !== null) finish({ kind: 'crashed', message: error.message });
      });
    });
  }
}
