import type { ServerResponse } from 'node:http';
import type { VapiError } from './call-rules';

/** Returns what a body says; undefined where it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** Answers with an error of the API's, or with words of what stands before it. */
export function sendError(response: ServerResponse, error: VapiError | string): void {
  if (typeof error === 'string')
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end(error);
  else sendJson(response, error.status, error.body);
}
