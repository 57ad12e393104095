import { createServer, type RequestListener } from 'node:http';
import { listen, stop } from '../../sandbox/servers/listen';

/** A local HTTP server that answers as the test says and counts. */
export interface RawServer {
  readonly url: string;
  readonly requestCount: () => number;
  readonly connectionCount: () => number;
  /** Closes idle and busy connections without a word. */
  readonly dropConnections: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a server on loopback. */
export async function startRawServer(answer: RequestListener): Promise<RawServer> {
  let requests = 0;
  let connections = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  server.on('connection', () => (connections += 1));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requestCount: () => requests,
    connectionCount: () => connections,
    dropConnections: () => server.closeAllConnections(),
    close: () => stop(server),
  };
}
