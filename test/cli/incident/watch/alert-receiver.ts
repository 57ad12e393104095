import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What Slack makes of a message's parts. @see https://api.slack.com/reference/block-kit/blocks */
const MAX_HEADER_CHARACTERS = 150;
const MAX_SECTION_CHARACTERS = 3_000;

interface Block {
  readonly type: string;
  readonly text: { readonly type: string; readonly text: string };
}

/** What an answer is instead of what the message deserves, and what it waits for. */
interface PlannedAnswer {
  readonly status?: number;
  readonly retryAfter?: string;
  readonly after?: Promise<void>;
}

/** A webhook as Slack has it: its address holds a token, and it refuses what Slack refuses. */
export class AlertReceiver {
  /** Texts of the messages that were taken. */
  readonly texts: string[] = [];
  /** Bodies as they came, refused ones too. */
  readonly bodies: string[] = [];
  readonly nextAnswers: PlannedAnswer[] = [];
  #server: Server | undefined;
  #port = 0;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) =>
      this.#server?.listen(this.#port, '127.0.0.1', () => resolve()),
    );
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/services/T0CANARY/B0CANARY/canary-hook-token-5521`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.bodies.push(body);
    const planned = this.nextAnswers.shift();
    await planned?.after;
    const isOurs = `http://${request.headers.host}${request.url}` === this.url;
    const status = planned?.status ?? (isOurs && isAccepted(request, body) ? 200 : 400);
    if (status === 200) this.texts.push((JSON.parse(body) as { text: string }).text);
    const headers = planned?.retryAfter ? { 'Retry-After': planned.retryAfter } : {};
    response.writeHead(status, headers).end(status === 200 ? 'ok' : 'invalid_payload');
  }
}

function isAccepted({ method, headers }: IncomingMessage, body: string): boolean {
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return false;
  const { text: plain, blocks } = JSON.parse(body) as { text: unknown; blocks: readonly Block[] };
  return (
    typeof plain === 'string' &&
    plain !== '' &&
    blocks.length > 0 &&
    blocks.every(({ type, text: { type: kind, text: words } }) =>
      type === 'header'
        ? kind === 'plain_text' && words.length <= MAX_HEADER_CHARACTERS
        : type === 'section' && kind === 'mrkdwn' && words.length <= MAX_SECTION_CHARACTERS,
    )
  );
}
