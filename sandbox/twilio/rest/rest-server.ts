import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../clock/clock';
import { type WatchExchange, watchAnswer } from '../../servers/exchange';
import { listen, stop } from '../../servers/listen';
import { checkCredentials, type RehearsalAccount } from './account';
import { ApiError, notFound } from './api-error';
import { type ApiRequest, readApiRequest } from './api-request';
import { type RestFailure, RestFailures } from './rest-failures';
import type { RestReply, RestRequest } from './rest-request';

/** One method and path below the account, such as `POST Calls/{sid}`; of Sync below `Sync`. */
export interface RestRoute {
  readonly name: string;
  /** @throws {ApiError} */
  readonly handle: (request: RestRequest) => RestReply;
}

/** A request that reached the REST interface. */
export interface RestLogEntry {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** A repeated parameter has its values joined by a space. */
  readonly form: Readonly<Record<string, string>>;
  /** Undefined while it has no answer. */
  status: number | undefined;
}

/** Twilio's REST interface of one account, on loopback. */
export class RestServer {
  readonly requests: RestLogEntry[] = [];
  readonly failures = new RestFailures();
  /** Gets the requests that arrive. */
  onRequest: WatchExchange = () => {};
  /** Services of Sync that the account has; here, they all hold the same Maps. */
  readonly syncServices = new Set(['default']);
  readonly #account: RehearsalAccount;
  readonly #routes: readonly RestRoute[];
  readonly #server: Server;

  constructor(
    account: { readonly accountSid: string; readonly authToken: string },
    routes: readonly RestRoute[],
    private readonly options: { readonly clock: Clock; readonly latencyMs?: number },
  ) {
    const { accountSid, authToken } = account;
    this.#account = { accountSid, authToken, apiKeySid: accountSid, apiKeySecret: authToken };
    this.#routes = routes;
    this.#server = createServer((message, response) => {
      void options.clock.during(once(response, 'close'));
      void this.#answer(message, response);
    });
  }

  /** @returns the address that stands for https://api.twilio.com */
  async start(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#server)}`;
  }

  /** Lets every request fail until the failures are cleared. */
  failAll(failure: RestFailure): void {
    for (const { name } of this.#routes) this.failures.keep(name, failure);
  }

  stop(): Promise<void> {
    return stop(this.#server);
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readApiRequest(message, message.headers.host ?? '').catch(() => null);
    if (request === null) return;
    const entry: RestLogEntry = {
      method: request.method,
      path: request.path,
      query: Object.fromEntries(request.query),
      form: joinRepeated(request.form),
      status: undefined,
    };
    this.requests.push(entry);
    watchAnswer(message, response, request.form.toString(), (exchange) => this.onRequest(exchange));
    if (this.options.latencyMs !== undefined) await sleep(this.options.latencyMs);
    const reply = this.#reply(request);
    if (reply === 'hang') return;
    if (reply === 'reset') {
      message.socket.destroy();
      return;
    }
    entry.status = reply.status;
    const json = reply.body === undefined ? '' : JSON.stringify(reply.body);
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(json);
  }

  #reply(request: ApiRequest): RestReply | 'hang' | 'reset' {
    try {
      checkCredentials(this.#account, request.authorization);
      const { route, parameters } = this.#findRoute(request);
      const failure = this.failures.next(route.name);
      if (failure === 'hang' || failure === 'reset') return failure;
      if (typeof failure === 'object') {
        throw new ApiError(failure.status, failure.code, failure.message);
      }
      const param = (name: string) => parameters.get(name) ?? '';
      const reply = route.handle({ ...request, param });
      return failure === 'reset-after' ? 'reset' : reply;
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.toBody() };
      const fault = new ApiError(500, 20500, String(error));
      return { status: fault.status, body: fault.toBody() };
    }
  }

  #findRoute({ method, path }: ApiRequest) {
    const rest = this.#readPath(path);
    for (const route of this.#routes) {
      const parameters = matchRoute(route.name, `${method} ${rest}`);
      if (parameters !== undefined) return { route, parameters };
    }
    throw notFound(path);
  }

  #readPath(path: string): string {
    const [, service, sync] = SYNC_PATH.exec(path) ?? [];
    if (sync !== undefined && this.syncServices.has(service ?? '')) return `Sync/${sync}`;
    const [, accountSid, rest] = /^\/2010-04-01\/Accounts\/([^/]+)\/(.+)\.json$/.exec(path) ?? [];
    if (rest === undefined) throw notFound(path);
    if (accountSid !== this.#account.accountSid) throw new ApiError(401, 20003, 'Authenticate');
    return rest;
  }
}

/** Sync has a host of its own in life; its paths tell it from the others. */
const SYNC_PATH = /^\/v1\/Services\/(default|IS[0-9a-f]{32})\/(Maps.*)$/;

function matchRoute(name: string, given: string): Map<string, string> | undefined {
  const expected = name.split('/');
  const parts = given.split('/');
  if (expected.length !== parts.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith('{')) parameters.set(segment.slice(1, -1), decodeURIComponent(part));
    else if (segment !== part) return undefined;
  }
  return parameters;
}

function joinRepeated(form: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...form.keys()].map((name) => [name, form.getAll(name).join(' ')]));
}
