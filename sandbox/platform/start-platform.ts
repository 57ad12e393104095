import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import { answerRequest } from './answer-request';
import type { FunctionReply } from './container/messages';
import {
  DeployedFunctions,
  type FunctionLogEntry,
  type PlatformOptions,
} from './deployed-functions';
import { GatewayError } from './gateway-error';
import { readGatewayRequest } from './gateway-request';
import type { InvocationTimings } from './container-pool';
import { PLATFORM_LIMITS } from './platform-limits';

/** Deployed environments, running behind one gateway on loopback that tells them apart by the Host header. */
export interface Platform {
  readonly port: number;
  /** Answers a request that came another way than to the port. */
  readonly answer: RequestListener;
  /** Returns the times of a Function's requests so far. */
  readTimings(domainName: string, path: string): InvocationTimings;
  listLogEntries(domainName: string): readonly FunctionLogEntry[];
  /** Ends every container, so that the next request to each Function is a cold one. */
  stopContainers(): void;
  stop(): Promise<void>;
}

/** Starts a platform that runs the given environments until it is stopped. */
export async function startPlatform(
  environments: readonly DeployedEnvironment[],
  options: Partial<PlatformOptions> & Pick<PlatformOptions, 'projectFolder'>,
): Promise<Platform> {
  const settings: PlatformOptions = {
    nodeFile: process.execPath,
    processEnv: {},
    preloadFiles: [],
    isReusingContainers: true,
    isFrozenBetweenRequests: false,
    executionLimitMs: PLATFORM_LIMITS.executionMs,
    ...options,
  };
  const deployed = new Map<string, DeployedFunctions>();
  for (const environment of environments) {
    deployed.set(environment.domainName, await DeployedFunctions.create(environment, settings));
  }
  // Above the platform's own limit, so that its 431 is answered here and not by Node.js.
  const answer: RequestListener = (message, response) =>
    void handleMessage(message, response, deployed);
  const server = createServer({ maxHeaderSize: 64 * 1024 }, answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const all = [...deployed.values()];
  const stopContainers = (): void => all.forEach((one) => one.stopContainers());
  // Containers end by themselves when this process is gone, except while they are frozen.
  process.once('exit', stopContainers);
  return {
    port: (server.address() as AddressInfo).port,
    answer,
    readTimings: (domainName, path) =>
      deployed.get(domainName)?.readTimings(path) ?? { coldMs: [], warmMs: [] },
    listLogEntries: (domainName) => deployed.get(domainName)?.listLogEntries() ?? [],
    stopContainers,
    stop: async () => {
      process.off('exit', stopContainers);
      await Promise.all(all.map((one) => one.stop()));
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function handleMessage(
  message: IncomingMessage,
  response: ServerResponse,
  deployed: ReadonlyMap<string, DeployedFunctions>,
): Promise<void> {
  const reply = await buildReply(message, deployed);
  response.writeHead(reply.statusCode, {
    ...reply.headers,
    'Content-Length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}

async function buildReply(
  message: IncomingMessage,
  deployed: ReadonlyMap<string, DeployedFunctions>,
): Promise<FunctionReply> {
  try {
    const request = await readGatewayRequest(message);
    const functions = deployed.get(request.domainName);
    if (functions === undefined)
      throw new GatewayError(404, `no deployment on ${request.domainName}`);
    return await answerRequest(request, functions);
  } catch (error) {
    const { statusCode, code } = error instanceof GatewayError ? error : new GatewayError(500, '');
    const body = JSON.stringify({ status: statusCode, code, message: (error as Error).message });
    return { statusCode, headers: { 'Content-Type': 'application/json' }, body };
  }
}
