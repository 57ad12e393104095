/** A log entry of a Function, as far as it is read here. */
interface LogEntry {
  readonly event?: string;
  readonly callSid?: string;
  readonly outcome?: string;
  readonly detail?: string;
}

const FIRST_ANSWER = 'incoming_call.answered';
/** When a call's log entry arrives, its answer is still on its way through two processes. */
const LONGEST_WAIT_MS = 10_000;

/** What the Functions log, by call. */
export class FunctionLog {
  readonly #entries = new Map<string, LogEntry[]>();
  readonly #waiting = new Set<() => void>();

  /** Handles a log entry that twilio-run prints. */
  take(line: string): void {
    const entry = readEntry(line);
    if (entry?.callSid === undefined) return;
    this.#entries.set(entry.callSid, [...(this.#entries.get(entry.callSid) ?? []), entry]);
    for (const look of this.#waiting) look();
  }

  /** Returns why the fallback answered a call; undefined if it did not. */
  async explainFallback(callSid: string): Promise<string | undefined> {
    await this.#waitForAnswer(callSid);
    const entries = this.#entries.get(callSid) ?? [];
    const fallback = entries.findLast(({ event }) => event === 'call.fallback');
    const failure = entries.findLast(({ event = '' }) => event.endsWith('.failed'));
    if (fallback === undefined && failure === undefined) return undefined;
    const refusal = entries.findLast(({ event }) => event === 'vapi.call_failed');
    const detail = failure?.detail ?? refusal?.detail;
    const reason = fallback?.outcome ?? 'our own code failed';
    return detail === undefined ? reason : `${reason}: ${detail}`;
  }

  #waitForAnswer(callSid: string): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const look = () => {
        const entries = this.#entries.get(callSid) ?? [];
        if (entries.some(({ event }) => event === FIRST_ANSWER)) finish();
      };
      const timer = setTimeout(finish, LONGEST_WAIT_MS);
      this.#waiting.add(look);
      look();
    });
  }
}

function readEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    return undefined;
  }
}
