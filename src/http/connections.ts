import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import axios, { type AxiosInstance } from 'axios';
import { nodeAdapter } from './node-adapter';
import { watchSocket, wasIdleSinceMs } from './socket-state';

/** Far above any answer that we read, far below what would hurt. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Connections that were idle for longer are not used again. A container sleeps between calls, and
 * its timers with it. Meanwhile an address translator on the way may have dropped the connection
 * silently, and a request sent into it would wait for an answer until the caller hears the
 * fallback.
 */
const MAX_IDLE_MS = 30_000;

/** The connections of one container: shared by its calls, holding nothing about any of them. */
export class HttpConnections {
  readonly #agents: Agents;
  readonly #kept: AxiosInstance;

  /**
   * @param onFirstWait Called once, when the first request has left and nothing but its answer is
   * waited for: the moment for blocking work that is needed later. Its errors are ignored.
   */
  constructor(onFirstWait: () => void = () => undefined) {
    this.#agents = createAgents(true, callOnceLater(onFirstWait));
    this.#kept = createClient(() => {
      dropIdleConnections(this.#agents);
      return this.#agents;
    });
  }

  /** Returns a client that resolves for every status, follows no redirect and trusts no proxy. */
  client(connection: 'kept' | 'fresh'): AxiosInstance {
    return connection === 'kept' ? this.#kept : createClient(() => createAgents(false));
  }
}

interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** @param chooseAgents Called for each request. */
function createClient(chooseAgents: () => Agents): AxiosInstance {
  const client = axios.create({
    adapter: nodeAdapter,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });
  client.interceptors.request.use((config) => Object.assign(config, chooseAgents()));
  return client;
}

function createAgents(keepAlive: boolean, onConnected?: () => void): Agents {
  const httpAgent = new HttpAgent({ keepAlive });
  const httpsAgent = new HttpsAgent({ keepAlive });
  watchConnections(httpAgent, 'connect', onConnected);
  watchConnections(httpsAgent, 'secureConnect', onConnected);
  return { httpAgent, httpsAgent };
}

/** The part of an agent that its types leave out. */
interface Connecting {
  createConnection: (...parameters: unknown[]) => Socket;
}

function watchConnections(agent: HttpAgent, event: string, onConnected?: () => void): void {
  const connecting = agent as unknown as Connecting;
  const create = connecting.createConnection.bind(agent);
  connecting.createConnection = (...parameters) => {
    const socket = create(...parameters);
    watchSocket(socket, event);
    if (onConnected) socket.once(event, onConnected);
    return socket;
  };
}

/** The wall clock advances while the container sleeps; the monotonic one may not. */
function dropIdleConnections({ httpAgent, httpsAgent }: Agents): void {
  for (const agent of [httpAgent, httpsAgent]) {
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
      if (Math.abs(Date.now() - wasIdleSinceMs(socket)) > MAX_IDLE_MS) socket.destroy();
    }
  }
}

/** Once a connection is made, the waiting request is written before the next turn. */
function callOnceLater(callback: () => void): () => void {
  let isUsed = false;
  const callSafely = () => {
    try {
      callback();
    } catch {
      // The request that needs the result meets the same error where it can be answered.
    }
  };
  return () => {
    if (!isUsed) setImmediate(callSafely);
    isUsed = true;
  };
}
