import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen, stop } from '../servers/listen';
import type { TimelineEntry } from '../timeline/timeline';
import type { CallOrder, OrderedCall } from './call-order';

/** One line of the answer to an order: what happens, as it happens, and finally what went wrong. */
export type CallNews = TimelineEntry | { readonly problems: readonly string[] };

/** Where calls are ordered, on loopback. */
export interface CallService {
  readonly url: string;
  /** Each order carries it as a bearer token, because a page in a browser must not place calls. */
  readonly secret: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a service that places a call per request; if the client disconnects early, the caller
 * hangs up.
 */
export async function startCallService(
  begin: (order: CallOrder, onEntry: (entry: TimelineEntry) => void) => OrderedCall,
): Promise<CallService> {
  const secret = randomUUID();
  const server = createServer((request, response) => {
    if (request.headers.authorization === `Bearer ${secret}`) {
      void handleOrder(request, response, begin);
    } else response.writeHead(401).end();
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return { url, secret, stop: () => stop(server) };
}

async function handleOrder(
  request: IncomingMessage,
  response: ServerResponse,
  begin: (order: CallOrder, onEntry: (entry: TimelineEntry) => void) => OrderedCall,
): Promise<void> {
  const sendNews = (news: CallNews) => {
    // People who are rung for a caller outlast the call.
    if (!response.writableEnded) response.write(`${JSON.stringify(news)}\n`);
  };
  try {
    const order = (await json(request)) as CallOrder;
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    const ordered = begin(order, sendNews);
    response.once('close', ordered.hangUp);
    sendNews({ problems: await ordered.finished });
  } catch (error) {
    sendNews({ problems: [`the call could not be placed: ${String(error)}`] });
  }
  response.end();
}
