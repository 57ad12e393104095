import { readFileSync } from 'node:fs';
import { request as requestTunnel } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import type { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';

export interface WireAnswer {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly body: unknown;
}

/** What is sent. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly host: string;
  /** Path and query. */
  readonly target: string;
  /** A form, or one with files. */
  readonly form?: Readonly<Record<string, string>> | FormData;
}

/** Asks the stand-in by its proxy and over TLS, as a client does, and parses the answer and nothing more. */
export async function askApi(api: TwilioApi, wireRequest: WireRequest): Promise<WireAnswer> {
  const { method, host, target, form } = wireRequest;
  const tunnel = await openTunnel(api.proxyUrl, `${host}:443`);
  const content = form instanceof FormData ? form : new URLSearchParams(form);
  const encoded = new Response(method === 'POST' ? content : null);
  const body = Buffer.from(await encoded.arrayBuffer());
  const { accountSid, authToken } = api.account;
  const call = request({
    method,
    host,
    path: target,
    auth: `${accountSid}:${authToken}`,
    headers: {
      'content-type': encoded.headers.get('content-type') ?? 'text/plain',
      'content-length': body.length,
    },
    // Without an agent of its own: an agent would open a connection to the real host instead.
    createConnection: () =>
      connect({ socket: tunnel, servername: host, ca: readFileSync(api.caCertificateFile) }),
  });
  return new Promise((resolve, reject) => {
    call.once('error', reject);
    call.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => {
        tunnel.destroy();
        const parsed: unknown = text === '' ? undefined : JSON.parse(text);
        resolve({ method, target, status: response.statusCode ?? 0, body: parsed });
      });
    });
    call.end(body);
  });
}

function openTunnel(proxyUrl: string, path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const call = requestTunnel(proxyUrl, { method: 'CONNECT', path });
    call.once('error', reject);
    call.once('connect', (_response, socket) => resolve(socket));
    call.end();
  });
}
