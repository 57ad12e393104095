import { Agent as HttpAgent } from 'node:http';
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
  #agents = createAgents(true);
  #inFlight = 0;
  #idleSinceMs = 0;

  /** Returns a client that resolves for every status, follows no redirect and trusts no proxy. */
  client(connection: 'kept' | 'fresh'): AxiosInstance {
    const agents = connection === 'fresh' ? createAgents(false) : this.#takeKeptAgents();
    const client = axios.create({
      ...agents,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: 'text',
      transformRequest: [],
      transformResponse: [],
      validateStatus: () => true,
    });
    client.interceptors.request.use((config) => {
      this.#inFlight += 1;
      return config;
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

interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

function createAgents(keepAlive: boolean): Agents {
  return { httpAgent: new HttpAgent({ keepAlive }), httpsAgent: new HttpsAgent({ keepAlive }) };
}
