import { fork } from 'node:child_process';
import { inProject } from '../build/project';

/** What a container measured. */
export interface ContainerTimes {
  /** Loading the Function's file. */
  readonly loadMs: number;
  /** From the start of the process to the first answer. */
  readonly coldMs: number;
  readonly firstIsTwiml: boolean;
  readonly results: readonly { readonly times: readonly number[]; readonly twimlCount: number }[];
}

/** What a container is to run. */
export interface ContainerTask {
  readonly file: string;
  readonly baseUrl: string;
  readonly assetPath: string;
  /** The called number. */
  readonly to: string;
  readonly rounds: readonly { readonly calls: number; readonly inFlight: number }[];
}

/** Runs a Function in a process of its own, which begins cold. */
export function runContainer(task: ContainerTask): Promise<ContainerTimes> {
  const { file, baseUrl, assetPath, to, rounds } = task;
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
    [file, JSON.stringify({ context, event, assetPath, rounds })],
    { execArgv: [] },
  );
  return new Promise((resolve, reject) => {
    child.once('message', resolve as (message: unknown) => void);
    child.once('exit', (code) => reject(new Error(`the container ended with ${code}`)));
  });
}

/** Vapi's part, answering after a set delay. */
export interface BenchVapi {
  readonly baseUrl: string;
  readonly stop: () => void;
}

/** Starts the answering server in a process of its own. */
export function startBenchVapi(delayMs: number): Promise<BenchVapi> {
  const child = fork(inProject('bench', 'subjects', 'vapi-server.js'), [String(delayMs)], {
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (port: number) =>
      resolve({ baseUrl: `http://127.0.0.1:${port}`, stop: () => child.kill() }),
    );
    child.once('error', reject);
  });
}
