import { redactValue } from '../../src/log/redact';
import type { Exchange } from '../servers/exchange';
import type { TimelineEntry } from '../timeline/timeline';
import type { Lane, LogMessage, StepMessage } from '../../console/protocol';
import { prettyJson, prettyTwiml } from './pretty';

/** A request of Twilio's: a form, by POST or in the query. */
export interface WebhookExchange extends Exchange {
  readonly form: Readonly<Record<string, string>>;
}

/** Whom an entry of the timeline goes from and to. `webhook`: exchanges show it. */
const WAYS: Readonly<Record<TimelineEntry['actor'], readonly [Lane, Lane] | undefined>> = {
  caller: ['caller', 'twilio'],
  heard: ['twilio', 'caller'],
  person: ['twilio', 'person'],
  twilio: ['twilio', 'twilio'],
  vapi: ['vapi', 'vapi'],
  webhook: undefined,
  problem: ['twilio', 'twilio'],
};

/** Another line of the ladder shows the request itself. */
const IS_REQUEST = /^asks \//;

/** Fields whose owner can act for the call or the account, such as CallToken or twilioAuthToken. */
const PERMIT = '\\w*(?:token|secret|password|apikey|authorization|controlurl|listenurl)';
const PERMIT_NAME = new RegExp(`^${PERMIT}$`, 'i');
const PERMIT_FIELD = new RegExp(`"(${PERMIT})": "(?:[^"\\\\]|\\\\.)*"`, 'gi');
const HIDDEN = '[hidden]';

/** The steps and log entries of one call. */
export class Ladder {
  readonly #steps: StepMessage[] = [];
  readonly #logs: LogMessage[] = [];
  readonly #startedAtMs: number;

  constructor(
    private readonly callId: string,
    private readonly nowMs: () => number,
  ) {
    this.#startedAtMs = nowMs();
  }

  addEntry({ actor, text }: TimelineEntry): StepMessage | undefined {
    const way = WAYS[actor];
    if (way === undefined || IS_REQUEST.test(text)) return undefined;
    const [from, to] = actor === 'twilio' && text.includes('WebSocket') ? STREAM : way;
    return this.#add({ from, to, title: text, isProblem: actor === 'problem' });
  }

  /** Adds what Twilio asked our Functions. */
  addWebhook({ form, ...exchange }: WebhookExchange): StepMessage {
    const { method, url } = exchange;
    const request = { method, url, form, json: undefined };
    return this.#addExchange('twilio', exchange, request);
  }

  /** Adds a request with JSON, or a form for Twilio's REST interface. */
  addExchange(from: Lane, to: Lane, exchange: Exchange): StepMessage {
    const { method, url, body } = exchange;
    const isJson = /^\s*[{[]/.test(body);
    const form = isJson || body === '' ? undefined : Object.fromEntries(new URLSearchParams(body));
    const json = isJson ? prettyJson(body) : undefined;
    return this.#addExchange(from, exchange, { method, url, form, json }, to);
  }

  addLog(entry: Omit<LogMessage, 'type' | 'callId' | 'atMs'>): LogMessage {
    const log = { type: 'log', callId: this.callId, atMs: this.#atMs(), ...entry } as const;
    this.#logs.push(log);
    return log;
  }

  /** Returns all of it as JSON, without secrets and whole numbers. */
  toMaskedJson(secrets: readonly string[]): string {
    const steps = this.#steps.map(({ type: _type, id: _id, callId: _callId, ...step }) => step);
    const logs = this.#logs.map(({ atMs, level, json }) => ({ atMs, level, entry: json }));
    const masked = redactValue(hidePermits({ callId: this.callId, steps, logs }), secrets);
    return JSON.stringify(masked, undefined, 2);
  }

  #addExchange(
    from: Lane,
    { method, url, status, answer, ms }: Exchange,
    request: StepMessage['request'],
    to: Lane = 'functions',
  ): StepMessage {
    const format = formatOf(answer);
    const body = format === 'twiml' ? prettyTwiml(answer) : prettyJson(answer);
    const { host, pathname } = new URL(url, 'http://localhost');
    // A tenant's server has no lane of its own.
    const title =
      from === to ? `${method} ${host}: ${status || 'no answer'}` : `${method} ${pathname}`;
    return this.#add({
      from,
      to,
      title,
      request,
      response: { status, format, body, ms },
      // An item that Sync does not have yet is no problem.
      isProblem: status === 0 || status >= (to === 'twilio' ? 500 : 400),
      beganMs: ms,
    });
  }

  #add(
    step: Pick<StepMessage, 'from' | 'to' | 'title' | 'isProblem'> &
      Partial<Pick<StepMessage, 'request' | 'response'>> & { readonly beganMs?: number },
  ): StepMessage {
    const { beganMs = 0, request, response, ...rest } = step;
    const { callId } = this;
    const id = `${callId}-${this.#steps.length + 1}`;
    const atMs = Math.max(0, this.#atMs() - beganMs);
    const added = { type: 'step', id, callId, atMs, ...rest, request, response } as const;
    this.#steps.push(added);
    return added;
  }

  #atMs(): number {
    return Math.round(this.nowMs() - this.#startedAtMs);
  }
}

const STREAM: readonly [Lane, Lane] = ['twilio', 'vapi'];

/** Hides permits in fields, and in texts that are JSON themselves. */
function hidePermits(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(PERMIT_FIELD, `"$1": "${HIDDEN}"`);
  }
  if (Array.isArray(value)) return value.map(hidePermits);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]: [string, unknown]) => [
    name,
    PERMIT_NAME.test(name) ? HIDDEN : hidePermits(field),
  ]);
  return Object.fromEntries(entries) as object;
}

function formatOf(body: string): 'twiml' | 'json' | 'text' {
  if (/^\s*<(\?xml|Response)/.test(body)) return 'twiml';
  return /^\s*[{[]/.test(body) ? 'json' : 'text';
}
