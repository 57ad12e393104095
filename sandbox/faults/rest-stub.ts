import { createServer, type IncomingMessage } from 'node:http';
import { listen, stop } from '../servers/listen';
import { makeSid } from '../twilio/formats/sid';
import { readBody } from './notification-receiver';

/** A text message that somebody got. */
export interface SentText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
}

/** A status and Twilio's error number with it. */
export interface RestFault {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  /** Part of the paths that fail; all unless given. */
  readonly path?: string;
}

interface Reply {
  readonly status: number;
  readonly json?: object;
}

/** Twilio's REST API as far as telling of a message needs it: calls, messages, recordings. */
export class RestStub {
  readonly sent: SentText[] = [];
  /** Who calls in the calls that there are, by sid. */
  readonly callers = new Map<string, string>();
  readonly #authorization: string;
  readonly #fault: RestFault | undefined;
  readonly #server = createServer((request, response) => {
    void this.#answer(request).then(({ status, json }) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(json === undefined ? '' : JSON.stringify(json));
    });
  });

  private constructor(authorization: string, fault: RestFault | undefined) {
    this.#authorization = authorization;
    this.#fault = fault;
  }

  /** Starts an API on a free port of loopback that knows one account. */
  static async start(
    account: { readonly accountSid: string; readonly authToken: string },
    fault?: RestFault,
  ): Promise<{ readonly api: RestStub; readonly url: string }> {
    const pair = `${account.accountSid}:${account.authToken}`;
    const api = new RestStub(`Basic ${Buffer.from(pair).toString('base64')}`, fault);
    return { api, url: `http://localhost:${await listen(api.#server)}` };
  }

  stop(): Promise<void> {
    return stop(this.#server);
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const { method, url: target = '' } = request;
    const body = await readBody(request);
    if (request.headers.authorization !== this.#authorization) return refuse(401, 20003);
    if (this.#fault !== undefined && target.includes(this.#fault.path ?? '')) {
      return refuse(this.#fault.status, this.#fault.code, this.#fault.message);
    }
    const [, callSid = ''] = /\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(target) ?? [];
    const from = this.callers.get(callSid);
    if (method === 'GET' && from !== undefined)
      return { status: 200, json: { sid: callSid, from } };
    if (method === 'DELETE' && /\/Recordings\/RE[0-9a-f]{32}\.json$/.test(target)) {
      return { status: 204 };
    }
    const isMessage = method === 'POST' && target.endsWith('/Messages.json');
    return isMessage ? this.#send(new URLSearchParams(body)) : refuse(404, 20404);
  }

  #send(form: URLSearchParams): Reply {
    const [from, to, body] = ['From', 'To', 'Body'].map((name) => form.get(name) ?? '');
    if (!from) return refuse(400, 21603);
    if (!to) return refuse(400, 21604);
    if (!body) return refuse(400, 21602);
    this.sent.push({ from, to, body });
    return { status: 201, json: { sid: makeSid('SM'), status: 'queued' } };
  }
}

function refuse(status: number, code: number, message = 'refused'): Reply {
  return {
    status,
    json: { status, code, message, more_info: 'https://www.twilio.com/docs/errors' },
  };
}
