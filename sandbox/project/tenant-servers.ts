import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TenantFile } from '../../src/tenants/schema';
import type { Exchange } from '../servers/exchange';
import { listen, stop } from '../servers/listen';

/** A webhook that a Function has sent to a tenant. `webhookId` names its call. */
export type TenantExchange = Exchange & { readonly webhookId: string };

/** Names of this machine that a tenant's webhook may have. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Stands in for the servers of tenants: accepts what they are sent, so that nothing leaves this machine.
 * Webhooks to a server on this machine are passed on to it.
 */
export class TenantServers {
  onRequest: (exchange: TenantExchange) => void = () => {};
  readonly #server: Server;
  /** The webhooks' own addresses, by their paths here, which nobody can guess. */
  readonly #diverted = new Map<string, string>();
  #url = '';

  private constructor(private readonly note: (text: string) => void) {
    this.#server = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(note: (text: string) => void): Promise<TenantServers> {
    const servers = new TenantServers(note);
    servers.#url = `http://127.0.0.1:${await listen(servers.#server)}`;
    return servers;
  }

  async stop(): Promise<void> {
    await stop(this.#server);
  }

  /** Returns the tenants with every webhook led here. */
  divert(file: TenantFile): TenantFile {
    return this.#divertAll(file) as TenantFile;
  }

  #divertAll(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#divertAll(each));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      name === 'webhook' ? this.#divertWebhook(part as { url: string }) : this.#divertAll(part),
    ]);
    return Object.fromEntries(entries) as object;
  }

  #divertWebhook(webhook: { readonly url: string }): object {
    const known = [...this.#diverted].find(([, url]) => url === webhook.url);
    const [path] = known ?? [`/${randomUUID()}`];
    this.#diverted.set(path, webhook.url);
    return { ...webhook, url: `${this.#url}${path}` };
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAtMs = performance.now();
    const url = this.#diverted.get(request.url ?? '');
    const body = await text(request).catch(() => undefined);
    if (url === undefined || body === undefined) return void response.writeHead(404).end();
    // A path may be the secret of a receiver that checks no signature: it is shown nowhere.
    const { host, origin, hostname } = new URL(url);
    const isOwn = LOOPBACK.has(hostname);
    const { status, answer } = isOwn
      ? await passOn(url, request, body)
      : { status: 204, answer: '' };
    const webhookId = String(request.headers['webhook-id']);
    const ms = Math.round(performance.now() - startedAtMs);
    const { method = '' } = request;
    this.onRequest({ method, url: origin, body, status, answer, ms, webhookId });
    const result = status === 0 ? `does not answer (${answer})` : `answers ${status}`;
    const who = isOwn ? host : `stand-in for ${host}`;
    this.note(`${who}: is sent ${webhookId}, and ${result}`);
    if (status === 0) response.destroy();
    else response.writeHead(status).end();
  }
}

const NO_ANSWER_MS = 10_000;
/** They belong to one connection. */
const OWN_TO_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding'];

async function passOn(url: string, { method = '', headers }: IncomingMessage, body: string) {
  const sent = Object.entries(headers).filter(([name]) => !OWN_TO_CONNECTION.includes(name));
  try {
    const response = await fetch(url, {
      method,
      body,
      headers: sent.map(([name, value]) => [name, String(value)] as [string, string]),
      redirect: 'manual',
      signal: AbortSignal.timeout(NO_ANSWER_MS),
    });
    return { status: response.status, answer: await response.text() };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    return { status: 0, answer: cause?.code ?? message };
  }
}
