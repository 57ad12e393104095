import { text } from 'node:stream/consumers';
import { startRawServer } from './raw-server';

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** The part of Twilio's REST API that takes care of messages, on loopback. */
export interface RestServer {
  readonly url: string;
  readonly requests: readonly RestRequest[];
  /** Answers every request with this status; undefined = as Twilio would. */
  failWith: number | undefined;
  /** Never answers who asks about a call. */
  hangsOnCalls: boolean;
  readonly close: () => Promise<void>;
}

/** Starts it for one account; `from` is the caller of every call that it knows. */
export async function startRestServer(account: {
  readonly sid: string;
  readonly token: string;
  readonly from: string;
}): Promise<RestServer> {
  const requests: RestRequest[] = [];
  const authorization = `Basic ${btoa(`${account.sid}:${account.token}`)}`;
  const raw = await startRawServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '' } = request;
      const form = Object.fromEntries(new URLSearchParams(body));
      requests.push({ method, path, form });
      if (server.hangsOnCalls && path.includes('/Calls/')) return;
      const isAllowed = request.headers.authorization === authorization;
      const { status, json } = isAllowed
        ? answerRequest({ method, path, form }, account)
        : refuse(401, 20003, 'Authenticate');
      const failure = server.failWith;
      response.writeHead(failure ?? status, { 'Content-Type': 'application/json' });
      response.end(status === 204 && failure === undefined ? '' : JSON.stringify(json));
    });
  });
  const server: RestServer = {
    url: raw.url,
    requests,
    failWith: undefined,
    hangsOnCalls: false,
    close: () => raw.close(),
  };
  return server;
}

const refuse = (status: number, code: number, message: string) => ({
  status,
  json: { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` },
});

/** @see https://www.twilio.com/docs/messaging/api/message-resource, https://www.twilio.com/docs/voice/api/recording */
function answerRequest(
  { method, path, form }: RestRequest,
  { sid, from }: { readonly sid: string; readonly from: string },
): { readonly status: number; readonly json: object } {
  const root = `/2010-04-01/Accounts/${sid}/`;
  const resource = path.startsWith(root) ? path.slice(root.length) : '';
  const [, callSid] = /^Calls\/(CA[0-9a-f]{32})\.json$/.exec(resource) ?? [];
  if (method === 'GET' && callSid !== undefined)
    return { status: 200, json: { sid: callSid, from } };
  if (method === 'DELETE' && /^Recordings\/RE[0-9a-f]{32}\.json$/.test(resource)) {
    return { status: 204, json: {} };
  }
  if (method !== 'POST' || resource !== 'Messages.json') return refuse(404, 20404, 'not found');
  const { To = '', From = '', Body = '' } = form;
  const invalid = [To, From].find((number) => !/^\+[1-9]\d{6,14}$/.test(number));
  if (invalid !== undefined) return refuse(400, 21211, `Invalid phone number: ${invalid}`);
  if (Body === '' || Body.length > 1_600) return refuse(400, 21617, 'Body is empty or too long');
  return { status: 201, json: { sid: `SM${'0'.repeat(32)}`, to: To, from: From, body: Body } };
}
