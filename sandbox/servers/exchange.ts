import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that reached a stand-in, or that it made, with its answer. */
export interface Exchange {
  readonly method: string;
  /** Of a request that reached it: the path. */
  readonly url: string;
  /** As it was sent. */
  readonly body: string;
  /** 0 = no answer. */
  readonly status: number;
  readonly answer: string;
  /** Of real time. */
  readonly ms: number;
}

/** Gets each exchange once it is over. */
export type WatchExchange = (exchange: Exchange) => void;

/** Calls back with a request's answer once it is sent, or its connection is gone. */
export function watchAnswer(
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
  body: string,
  onExchange: WatchExchange,
): void {
  const startedAtMs = performance.now();
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  response.write = ((...given: unknown[]) => {
    keep(given[0]);
    return write(...given);
  }) as typeof response.write;
  response.end = ((...given: unknown[]) => {
    keep(given[0]);
    return end(...given);
  }) as typeof response.end;
  response.once('close', () =>
    onExchange({
      method,
      url,
      body,
      status: response.writableFinished ? response.statusCode : 0,
      answer: Buffer.concat(chunks).toString(),
      ms: Math.round(performance.now() - startedAtMs),
    }),
  );
}
