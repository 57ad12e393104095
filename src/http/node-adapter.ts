import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import {
  AxiosError,
  type AxiosAdapter,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';

/**
 * The part of HTTP that a Function needs, as an axios adapter: it sends a text and returns a text,
 * bytes or a stream. It follows no redirects, uses no proxy and decompresses nothing. Axios's own
 * adapter is half of axios, and a new container would load all of it while a caller waits.
 *
 * `timeout` covers the whole answer, because one that trickles would restart an idle timer forever.
 * For a stream it covers the time until it begins.
 * @see https://axios-http.com/docs/req_config (adapter)
 */
export const nodeAdapter: AxiosAdapter = (config) =>
  new Promise((resolve, reject) => {
    const request = startRequest(config);
    const timer = startTimer(config.timeout, request);
    let response: AxiosResponse | undefined;
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(describeFailure(error, config, request, response));
    };
    const succeed = (data: unknown) => {
      clearTimeout(timer);
      resolve({ ...response, data } as AxiosResponse);
    };
    request.on('error', fail);
    request.on('response', (message) => {
      response = describeAnswer(message, config, request);
      if (config.responseType === 'stream') return succeed(message);
      message.on('error', fail);
      readBody(message, config.maxContentLength, (body) =>
        succeed(config.responseType === 'arraybuffer' ? body : body.toString()),
      );
    });
    request.end(config.data);
  });

function startRequest(config: InternalAxiosRequestConfig): ClientRequest {
  const { url = '', method = 'get', headers } = config;
  const isPlain = url.startsWith('http:');
  const options = {
    method: method.toUpperCase(),
    headers: headers.toJSON() as Record<string, string>,
    agent: (isPlain ? config.httpAgent : config.httpsAgent) as never,
  };
  return isPlain ? requestHttp(url, options) : requestHttps(url, options);
}

class TimeoutError extends Error {
  readonly code = AxiosError.ETIMEDOUT;
}

/** @param timeoutMs 0 = however long it takes */
function startTimer(timeoutMs: number | undefined, request: ClientRequest) {
  if (!timeoutMs) return undefined;
  const giveUp = () => request.destroy(new TimeoutError(`no answer in ${timeoutMs} ms`));
  return setTimeout(giveUp, timeoutMs);
}

function describeAnswer(
  message: IncomingMessage,
  config: InternalAxiosRequestConfig,
  request: ClientRequest,
): AxiosResponse {
  const { statusCode: status = 0, statusMessage: statusText = '' } = message;
  const headers = message.headers as Record<string, string>;
  return { status, statusText, headers, config, request, data: undefined };
}

/** Ends in an error if the body breaks off or is longer than `maxBytes`. */
function readBody(
  message: IncomingMessage,
  maxBytes = Infinity,
  done: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  message.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) message.destroy(new Error(`the answer is over ${maxBytes} bytes`));
  });
  message.on('end', () => done(Buffer.concat(chunks)));
}

/** @param response Known where the answer had begun. */
function describeFailure(
  error: NodeJS.ErrnoException,
  config: InternalAxiosRequestConfig,
  request: ClientRequest,
  response: AxiosResponse | undefined,
): AxiosError {
  const isBroken = response !== undefined && !(error instanceof TimeoutError);
  const code = isBroken ? AxiosError.ERR_BAD_RESPONSE : error.code;
  return new AxiosError(error.message, code, config, request, response);
}
