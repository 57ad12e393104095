import { request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import { buildSignature } from './twilio-signature';

/** A call to a deployed domain, made through the gateway. */
export interface GatewayCall {
  readonly port: number;
  readonly domainName: string;
  /** Path and query. */
  readonly target: string;
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  /** A body of another type, which is not signed. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Signs the call as Twilio does, with this token. */
  readonly authToken?: string;
}

export interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Calls a deployed domain as Twilio would: the public URL is signed, the connection goes to loopback. */
export async function callGateway(call: GatewayCall): Promise<GatewayAnswer> {
  const params = call.form === undefined ? undefined : new URLSearchParams({ ...call.form });
  const body = params?.toString() ?? call.body;
  const method = call.method ?? (body === undefined ? 'GET' : 'POST');
  const headers: Record<string, string> = { host: call.domainName, ...call.headers };
  if (params !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
  }
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  if (call.authToken !== undefined) {
    const url = `https://${call.domainName}${call.target}`;
    headers['x-twilio-signature'] = buildSignature(call.authToken, url, params);
  }
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(
      { host: '127.0.0.1', port: call.port, path: call.target, method, headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
