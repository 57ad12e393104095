import { Clock } from '../../../sandbox/clock/clock';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import {
  beginCall,
  type CallOptions,
  type CallReport,
  type PlacedCall,
} from '../../../sandbox/twilio/voice/place-call';
import { type RawServer, startRawServer } from '../../fakes/raw-server';

export interface SeenRequest {
  /** Path and query, as sent. */
  readonly target: string;
  readonly method: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly isSigned: boolean;
}

/** What the application answers at a path: TwiML, or a status, type and body of its own. */
export type Answer = FixedAnswer | ((request: SeenRequest) => FixedAnswer | Promise<FixedAnswer>);

/** An answer that does not depend on the request. */
export type FixedAnswer = string | { status?: number; contentType?: string; body?: string };

/** A small application that a sandbox call talks to. */
export interface CallWorld {
  readonly url: string;
  readonly clock: Clock;
  readonly seen: readonly SeenRequest[];
  /** Requests for a path, in order. */
  readonly requestsTo: (path: string) => SeenRequest[];
  readonly begin: (options?: Partial<CallOptions>) => ReturnType<typeof beginCall>;
  readonly call: (options?: Partial<CallOptions>) => Promise<CallReport>;
  /** Lets time pass until a call is over. */
  readonly finish: (placed: Pick<PlacedCall, 'finished'>) => Promise<CallReport>;
  readonly close: () => Promise<void>;
}

const AUTH_TOKEN = 'token';
const CALLER = '+12025550143';
const TENANT = '+12025550101';

/**
 * Starts an application; `$url` in an answer becomes its address. Unknown paths answer 404. Time
 * passes only while a test waits for it.
 */
export async function startCallWorld(
  answers: Record<string, Answer>,
  clock = new Clock(),
): Promise<CallWorld> {
  clock.stop();
  const seen: SeenRequest[] = [];
  const server: RawServer = await startRawServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    const answerAll = async () => {
      const target = request.url ?? '';
      const { pathname, searchParams } = new URL(target, server.url);
      const method = request.method ?? '';
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const signature = getExpectedTwilioSignature(AUTH_TOKEN, server.url + target, form);
      const isSigned = request.headers['x-twilio-signature'] === signature;
      const parameters = { ...Object.fromEntries(searchParams), ...form };
      const entry: SeenRequest = { target, method, parameters, isSigned };
      seen.push(entry);
      const found = answers[pathname] ?? { status: 404 };
      const answer = typeof found === 'function' ? await found(entry) : found;
      const {
        status = 200,
        contentType,
        body = '',
      } = typeof answer === 'string' ? twimlOf(answer) : answer;
      if (contentType !== undefined) response.setHeader('Content-Type', contentType);
      response.writeHead(status).end(body.replaceAll('$url', server.url));
    };
    request.on('end', () => void answerAll());
  });
  const begin: CallWorld['begin'] = (options) =>
    beginCall({
      voiceUrl: `${server.url}/start`,
      authToken: AUTH_TOKEN,
      accountSid: 'AC1',
      from: CALLER,
      to: TENANT,
      clock,
      ...options,
    });
  const finish: CallWorld['finish'] = ({ finished }) => {
    clock.go();
    return finished;
  };
  return {
    url: server.url,
    clock,
    seen,
    requestsTo: (path) => seen.filter(({ target }) => target.split('?')[0] === path),
    begin,
    call: (options) => finish(begin(options)),
    finish,
    close: () => server.close(),
  };
}

export function twimlOf(verbs: string) {
  return {
    status: 200,
    contentType: 'text/xml',
    body: `<Response>${verbs}</Response>`,
  };
}

/** A number at which the tests' people are. */
export const PERSON = '+12025550171';

/** A second one. */
export const COLLEAGUE = '+12025550172';
