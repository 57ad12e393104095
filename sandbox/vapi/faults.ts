import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How the stand-in is to fail. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers as usual, but late. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Breaks the connection. */
  | { readonly kind: 'reset'; readonly when: 'before-answer' | 'during-body' }
  /** Answers 201 with this body instead of a call. */
  | { readonly kind: 'body'; readonly body: string }
  /** Makes the call and answers it with this TwiML; `{streamUrl}` becomes the call's address. */
  | { readonly kind: 'twiml'; readonly twiml: string }
  /** Makes the call and refuses its WebSocket with this status. */
  | { readonly kind: 'handshake'; readonly status: number };

/** Faults by the words that the command line takes. */
export const namedFaults: Readonly<Record<string, Fault>> = {
  down: { kind: 'status', status: 503, body: '<html><body>503 Service Unavailable</body></html>' },
  unauthorized: {
    kind: 'status',
    status: 401,
    body: '{"message":"Invalid Key.","error":"Unauthorized","statusCode":401}',
  },
  full: { kind: 'status', status: 400, body: '{"error":"Over Concurrency Limit"}' },
  slow: { kind: 'delay', delayMs: 3_000 },
  hang: { kind: 'hang' },
  reset: { kind: 'reset', when: 'before-answer' },
  'no-twiml': { kind: 'body', body: '{"id":"0","status":"queued"}' },
  'broken-twiml': { kind: 'twiml', twiml: '<Response><Connect><Stream url="{streamUrl}"' },
  handshake: { kind: 'handshake', status: 404 },
};

/** Carries out a fault that replaces the answer; returns false where a call is to be made as usual. */
export async function applyFault(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'Content-Type': 'text/plain', ...fault.headers });
      response.end(fault.body ?? '');
      return true;
    case 'body':
      response.writeHead(201, { 'Content-Type': 'application/json' });
      response.end(fault.body);
      return true;
    case 'hang':
      return true;
    case 'reset':
      if (fault.when === 'during-body') {
        response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
        response.write('{"id":"');
        await sleep(20);
      }
      request.socket.resetAndDestroy();
      return true;
    case 'delay':
      await sleep(fault.delayMs);
      return false;
    case 'twiml':
    case 'handshake':
      return false;
  }
}
