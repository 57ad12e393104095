import { Agent as HttpAgent } from 'node:http';
import type { Socket } from 'node:net';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance } from 'axios';

/** Far above any answer that we read, far below what would hurt. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Connections idle for longer are given up unused. A container sleeps between calls, its timers
 * with it: an address translator on the way may have dropped the connection without a word, and a
 * request sent into it would wait for an answer until the caller hears the fallback.
 */
const MAX_IDLE_MS = 30_000;

/** The connections of one container: shared by its calls, holding nothing about any of them. */
export class HttpConnections {
  #agents: Agents;
  readonly #kept: AxiosInstance;
  #inFlight = 0;
  #idleSinceMs = Date.now();

  /**
   * @param onFirstWait Called once, when the first request has left and nothing but its answer is
   * waited for: the moment for work that blocks and is needed later.
   */
  constructor(onFirstWait: () => void = () => undefined) {
    this.#agents = createAgents(true);
    this.#kept = this.#createKeptClient();
    whenConnected(this.#agents, onFirstWait);
  }

  /** Returns a client that resolves for every status, follows no redirect and trusts no proxy. */
  client(connection: 'kept' | 'fresh'): AxiosInstance {
    return connection === 'kept' ? this.#kept : createClient(() => createAgents(false));
  }

  #createKeptClient(): AxiosInstance {
    const client = createClient(() => {
      const agents = this.#takeKeptAgents();
      this.#inFlight += 1;
      return agents;
    });
    const settle = () => {
      this.#inFlight -= 1;
      this.#idleSinceMs = Date.now();
    };
    client.interceptors.response.use(
      (response) => {
        settle();
        return response;
      },
      (error: Error) => {
        settle();
        throw error;
      },
    );
    return client;
  }

  /** The wall clock goes on while the container sleeps; the monotonic one need not. */
  #takeKeptAgents(): Agents {
    if (this.#inFlight === 0 && Math.abs(Date.now() - this.#idleSinceMs) > MAX_IDLE_MS) {
      this.#agents.httpAgent.destroy();
      this.#agents.httpsAgent.destroy();
      this.#agents = createAgents(true);
    }
    return this.#agents;
  }
}

/** @param chooseAgents Called for each request. */
function createClient(chooseAgents: () => Agents): AxiosInstance {
  const client = axios.create({
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });
  client.interceptors.request.use((config) => Object.assign(config, chooseAgents()));
  return client;
}

interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** Once a connection is made, the request waiting for it is written before the next turn. */
function whenConnected({ httpAgent, httpsAgent }: Agents, callback: () => void): void {
  const once = singleUse(() => setImmediate(callback));
  watchConnections(httpAgent, 'connect', once);
  watchConnections(httpsAgent, 'secureConnect', once);
}

/** The part of an agent that its types leave out. */
interface Connecting {
  createConnection: (...parameters: unknown[]) => Socket;
}

function watchConnections(agent: HttpAgent, event: string, callback: () => void): void {
  const connecting = agent as unknown as Connecting;
  const create = connecting.createConnection.bind(agent);
  connecting.createConnection = (...parameters) => create(...parameters).once(event, callback);
}

function singleUse(callback: () => void): () => void {
  let isUsed = false;
  return () => {
    if (!isUsed) callback();
    isUsed = true;
  };
}

function createAgents(keepAlive: boolean): Agents {
  return { httpAgent: new HttpAgent({ keepAlive }), httpsAgent: new HttpsAgent({ keepAlive }) };
}
