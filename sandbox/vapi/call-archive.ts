import { vapiError, type VapiError } from './call-rules';
import type { StandInCall } from './stand-in-call';

export type ArchivedCall = Readonly<Record<string, unknown>> & {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const IDS = ['id', 'assistantId', 'phoneNumberId'];
const TIMES = ['createdAt', 'updatedAt'].flatMap((name) =>
  ['Gt', 'Lt', 'Ge', 'Le'].map((suffix) => name + suffix),
);
const KNOWN = [...IDS, ...TIMES, 'limit'];
const MAX = 1_000;
const USUAL = 100;

/** Calls of the past. `GET /call` shows them newest first, in a bare array, without total or cursor. */
export class CallArchive {
  readonly #calls: ArchivedCall[] = [];
  #isSorted = true;
  /** Added to each call that is shown, as transcripts and messages are. */
  ballast: Readonly<Record<string, unknown>> = {};

  add(calls: readonly ArchivedCall[]): void {
    for (const call of calls) this.#calls.push(call);
    this.#isSorted = false;
  }

  /** Forgets all, as Vapi does with calls that are too old. */
  clear(): void {
    this.#calls.length = 0;
  }

  listAll(): readonly ArchivedCall[] {
    return this.#calls;
  }

  find(id: string): ArchivedCall | undefined {
    return this.#calls.find((call) => call.id === id);
  }

  /** Erases a call. @returns whether there was one */
  remove(id: string): boolean {
    const index = this.#calls.findIndex((call) => call.id === id);
    if (index >= 0) this.#calls.splice(index, 1);
    return index >= 0;
  }

  /** Returns what a list request is answered with. @param live the calls that the stand-in made itself */
  list(
    query: URLSearchParams,
    live: readonly StandInCall[] = [],
  ): { readonly calls: readonly object[] } | { readonly error: VapiError } {
    const messages = checkQuery(query);
    if (messages.length > 0) return { error: vapiError(400, 'Bad Request', messages) };
    const limit = Number(query.get('limit') ?? USUAL);
    const made = live.map((call) => call.toResource() as ArchivedCall).reverse();
    const all = made.length === 0 ? this.#sorted() : [...made, ...this.#sorted()];
    const shown: object[] = [];
    for (const call of all) {
      if (shown.length >= limit) break;
      if (isShown(call, query)) shown.push({ ...call, ...this.ballast });
    }
    return { calls: shown };
  }

  #sorted(): readonly ArchivedCall[] {
    if (!this.#isSorted) {
      // Times of one form compare as texts.
      this.#calls.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      this.#isSorted = true;
    }
    return this.#calls;
  }
}

function checkQuery(query: URLSearchParams): string[] {
  return [...query].flatMap(([name, value]) => {
    if (!KNOWN.includes(name)) return [`property ${name} should not exist`];
    if (IDS.includes(name)) return UUID.test(value) ? [] : [`${name} must be a UUID`];
    if (name !== 'limit') {
      const isTime = /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
      return isTime ? [] : [`${name} must be a valid ISO 8601 date string`];
    }
    if (!/^\d+$/.test(value)) return ['limit must be a number'];
    return Number(value) > MAX ? [`limit must not be greater than ${MAX}`] : [];
  });
}

function isShown(call: ArchivedCall, query: URLSearchParams): boolean {
  return [...query].every(([name, value]) => {
    if (name === 'limit') return true;
    if (IDS.includes(name)) return call[name] === value;
    const at = Date.parse(String(call[name.slice(0, -2)]));
    const limit = Date.parse(value);
    switch (name.slice(-2)) {
      case 'Gt':
        return at > limit;
      case 'Lt':
        return at < limit;
      case 'Ge':
        return at >= limit;
      default:
        return at <= limit;
    }
  });
}
