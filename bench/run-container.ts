import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from '../build/project';

/** By the wall clock, and of the processors. */
export interface Times {
  readonly ms: number;
  readonly cpuMs: number;
}

/** What a container measured at its start. */
export interface ColdTimes {
  /** Loading the Function's file. */
  readonly load: Times;
  /** From the start of the process to the first answer. */
  readonly cold: Times;
  readonly isTwiml: boolean;
}

/** What a round of calls took. */
export interface RoundTimes {
  readonly times: readonly number[];
  readonly twimlCount: number;
  readonly cpuMsPerCall: number;
}

export interface ContainerTask {
  readonly file: string;
  readonly baseUrl: string;
  readonly assetPath: string;
  /** The called number. */
  readonly to: string;
}

/** A Function in a process of its own, after its first call. */
export interface Container {
  readonly first: ColdTimes;
  readonly run: (round: {
    readonly calls: number;
    readonly inFlight: number;
  }) => Promise<RoundTimes>;
  readonly stop: () => void;
}

/** Starts a Function in a process of its own, which begins cold, and calls it once. */
export async function startContainer(task: ContainerTask): Promise<Container> {
  const { file, baseUrl, assetPath, to } = task;
  const context = {
    VAPI_API_KEY: 'bench-key',
    VAPI_PHONE_NUMBER_ID: 'b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e',
    VAPI_BASE_URL: baseUrl,
    DOMAIN_NAME: 'switchboard-1234.twil.io',
    SERVICE_SID: 'ZS00000000000000000000000000000000',
  };
  const event = { To: to, From: '+12025550143', request: { headers: {}, cookies: {} } };
  const child = fork(
    inProject('bench', 'subjects', 'container.js'),
    [file, JSON.stringify({ context, event, assetPath })],
    { execArgv: [] },
  );
  return {
    first: await receive<ColdTimes>(child),
    run: (round) => {
      child.send(round);
      return receive<RoundTimes>(child);
    },
    stop: () => child.kill(),
  };
}

async function receive<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const { signal } = ended;
  const exited = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`the container ended with ${String(code)}`);
  });
  exited.catch(() => undefined);
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal }), exited])) as [T];
    return message;
  } finally {
    ended.abort();
  }
}

/** Vapi's part, answering after a set delay. */
export interface BenchVapi {
  readonly baseUrl: string;
  readonly stop: () => void;
}

/** Starts the answering server in a process of its own. */
export async function startBenchVapi(delayMs: number): Promise<BenchVapi> {
  const child = fork(inProject('bench', 'subjects', 'vapi-server.js'), [String(delayMs)], {
    execArgv: [],
  });
  const port = await receive<number>(child);
  return { baseUrl: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
