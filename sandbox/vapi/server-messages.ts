import type { Vapi } from '@vapi-ai/server-sdk';
import axios from 'axios';
import type { Clock } from '../clock/clock';
import type { Note } from './assistant-voice';
import { buildReport, buildStatusUpdate, type CallMessage } from './call-messages';
import type { StandInCall } from './stand-in-call';

/** What goes wrong with the messages about calls. Vapi promises neither order nor uniqueness. */
export type MessageFault =
  | { readonly kind: 'lose'; readonly type: CallMessage['type'] }
  | { readonly kind: 'duplicate'; readonly type: CallMessage['type'] }
  | { readonly kind: 'delay'; readonly type: CallMessage['type']; readonly delayMs: number }
  /** The report comes before the status `ended`. */
  | { readonly kind: 'swap' };

/** One attempt to deliver a message. */
export interface MessageTry {
  readonly callId: string;
  readonly message: CallMessage;
  /** 1 for the first, and so on by the server's backoff plan. */
  readonly attempt: number;
  /** 0 if no answer came in time, or nobody on this machine answers there. */
  readonly status: number;
}

/** Sends a request; resolves with the status of the answer, 0 where there is none. */
export type MessagePost = (
  url: string,
  body: object,
  options: { readonly headers: Record<string, string>; readonly timeoutMs: number },
) => Promise<number>;

/** What a server gets if its assistant names no messages, as far as they are simulated. */
const USUAL_MESSAGES: readonly string[] = ['status-update', 'end-of-call-report'];

/** Vapi's own, if a server names none. */
const DEFAULT_TIMEOUT_SECONDS = 20;

/** Notifies the servers of calls, as Vapi does. */
export class ServerMessages {
  readonly tries: MessageTry[] = [];
  /** What goes wrong with every call's messages, while it is in the list. */
  readonly faults: MessageFault[] = [];
  /** How messages leave; they reach servers of this machine alone. */
  post: MessagePost = postOnLoopback;
  readonly #clock: Clock;
  readonly #note: Note;
  readonly #pending = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(clock: Clock, note: Note) {
    this.#clock = clock;
    this.#note = note;
  }

  /** Sends a call's current status, in the background, because nobody waits for it. */
  notify(call: StandInCall): void {
    const updates = [buildStatusUpdate(call)];
    const messages = call.status === 'ended' ? [...updates, buildReport(call)] : updates;
    if (this.faults.some(({ kind }) => kind === 'swap')) messages.reverse();
    this.#track(this.#sendAll(call, messages));
  }

  /** Waits until every message is delivered or given up. */
  async settle(): Promise<void> {
    this.#clock.go();
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Gives up everything that is under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settle();
  }

  #track(work: Promise<void>): void {
    const done = work.finally(() => this.#pending.delete(done));
    this.#pending.add(done);
  }

  /** The next message waits for the first answer to the one before, but not for its retries. */
  async #sendAll(call: StandInCall, messages: readonly CallMessage[]): Promise<void> {
    for (const message of messages) {
      const faults = this.faults.filter((fault) => 'type' in fault && fault.type === message.type);
      if (faults.some(({ kind }) => kind === 'lose')) continue;
      const delayMs = faults.find((fault) => fault.kind === 'delay')?.delayMs;
      const copies = faults.some(({ kind }) => kind === 'duplicate') ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        if (delayMs === undefined) await this.#send(call, message);
        else this.#track(this.#sendLate(call, message, delayMs));
      }
    }
  }

  async #sendLate(call: StandInCall, message: CallMessage, delayMs: number): Promise<void> {
    if (await this.#wait(delayMs)) await this.#send(call, message);
  }

  async #send(call: StandInCall, message: CallMessage): Promise<void> {
    const server = findServer(call, message.type);
    if (server === undefined || (await this.#try(call, server, message, 1))) return;
    if (server.backoffPlan !== undefined) this.#track(this.#repeat(call, server, message));
  }

  async #repeat(call: StandInCall, server: Vapi.Server, message: CallMessage): Promise<void> {
    const {
      type,
      maxRetries = 0,
      baseDelaySeconds = 0,
    } = (server.backoffPlan ?? {}) as BackoffPlan;
    for (let retry = 0; retry < maxRetries; retry += 1) {
      const factor = type === 'exponential' ? 2 ** retry : 1;
      if (!(await this.#wait(baseDelaySeconds * factor * 1_000))) return;
      if (await this.#try(call, server, message, retry + 2)) return;
    }
  }

  /** Returns whether the message need not be sent again. */
  async #try(
    call: StandInCall,
    { url = '', headers = {}, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, backoffPlan }: Vapi.Server,
    message: CallMessage,
    attempt: number,
  ): Promise<boolean> {
    const posting = this.post(
      url,
      { message },
      {
        headers: Object.fromEntries(
          Object.entries({ ...call.headers(), ...headers }).map(([name, value]) => [
            name,
            String(value),
          ]),
        ),
        timeoutMs: timeoutSeconds * 1_000,
      },
    );
    const status = await this.#clock.during(posting);
    this.tries.push({ callId: call.id, message, attempt, status });
    const isReported = message.type === 'end-of-call-report' && status !== 0;
    if (isReported) this.#note(`Vapi reports the call, and is answered ${status}`, 'webhook');
    const excluded = (backoffPlan?.excludedStatusCodes ?? []).map(Number);
    return (status >= 200 && status < 300) || excluded.includes(status);
  }

  /** @returns false where everything is given up */
  #wait(ms: number): Promise<boolean> {
    return this.#clock.sleep(ms, this.#stopping.signal);
  }
}

/** As it is sent: the published type of `type` is an object. */
type BackoffPlan = Partial<Omit<Vapi.BackoffPlan, 'type'>> & { readonly type?: string };

/** The server that a call was created with, if it wants such messages. */
function findServer({ request }: StandInCall, type: string): Vapi.Server | undefined {
  const overrides = ['assistantOverrides', 'squadOverrides']
    .map((kind) => request[kind] as Vapi.AssistantOverrides | undefined)
    .find((candidate) => candidate?.server !== undefined);
  const wanted: readonly string[] = overrides?.serverMessages ?? USUAL_MESSAGES;
  return wanted.includes(type) ? overrides?.server : undefined;
}

async function postOnLoopback(
  url: string,
  body: object,
  { headers, timeoutMs }: { headers: Record<string, string>; timeoutMs: number },
): Promise<number> {
  const isLoopback = URL.canParse(url) && /^(localhost|127\.0\.0\.1)$/.test(new URL(url).hostname);
  if (!isLoopback) return 0;
  return axios
    .post<unknown>(url, body, {
      headers,
      timeout: timeoutMs,
      proxy: false,
      maxRedirects: 0,
      validateStatus: () => true,
    })
    .then(({ status }) => status)
    .catch(() => 0);
}
