/** A log entry of a Function, as far as it is read here. */
interface LogEntry {
  readonly event?: string;
  readonly callSid?: string;
  readonly outcome?: string;
  readonly detail?: string;
  readonly tenantId?: string;
  readonly apiKeyEnv?: string;
  readonly openMs?: number;
}

/** The exit entries of the Functions that decide what comes before the assistant, by their paths. */
const EXIT_EVENTS: Readonly<Record<string, string>> = {
  '/incoming-call': 'incoming_call.answered',
  '/front-door': 'front_door.answered',
};

/** How the front door ends a call, by the outcome. All of these are as the tenant wants it. */
const DOOR_ENDS: Readonly<Record<string, string>> = {
  rejected: 'the call was refused unanswered: it is not billed, and Vapi was not asked',
  busy: 'the call was refused as busy: it is not billed, and Vapi was not asked',
  refused: 'the call was refused with a sentence, and Vapi was not asked',
  voicemail: 'the call was refused: the caller could leave a message, and Vapi was not asked',
  'over-limit': 'the tenant has met a limit: its fallback answered, and Vapi was not asked',
  closed: 'the business is closed: its own fallback answered, and Vapi was not asked',
  'people-answered': 'people took the call, and Vapi was not asked',
};

/** How often one of our paths has answered a call. */
export type AnswerCounts = Readonly<Record<string, number>>;

/** When a call's log entry arrives, its answer is still on its way through two processes. */
const LONGEST_WAIT_MS = 10_000;

/** What the Functions log, by call. */
export class FunctionLog {
  readonly #entries = new Map<string, LogEntry[]>();
  readonly #waiting = new Set<() => void>();

  /** Takes note of a line that twilio-run prints, if it is a log entry. */
  addLine(line: string): void {
    const entry = readEntry(line);
    if (entry?.callSid === undefined) return;
    this.#entries.set(entry.callSid, [...(this.#entries.get(entry.callSid) ?? []), entry]);
    for (const look of this.#waiting) look();
  }

  /** Waits for the exit entries of answers that a call has had. */
  waitForAnswers(callSid: string, counts: AnswerCounts): Promise<void> {
    const events = Object.entries(counts).flatMap(([path, count]) => {
      const event = EXIT_EVENTS[path];
      return event === undefined ? [] : [[event, count] as const];
    });
    return this.#waitFor(callSid, (entries) =>
      events.every(
        ([name, count]) => entries.filter(({ event }) => event === name).length >= count,
      ),
    );
  }

  /** Returns how the front door ended a call; undefined if it did not. */
  explainDoor(callSid: string): string | undefined {
    const entries = this.#entries.get(callSid) ?? [];
    const last = entries.findLast(({ event = '' }) => Object.values(EXIT_EVENTS).includes(event));
    return DOOR_ENDS[last?.outcome ?? ''];
  }

  /** Returns why the fallback answered a call; undefined if it did not. */
  explainFallback(callSid: string): string | undefined {
    const entries = this.#entries.get(callSid) ?? [];
    const fallback = entries.findLast(({ event }) => event === 'call.fallback');
    const failure = entries.findLast(({ event = '' }) => event.endsWith('.failed'));
    if (fallback === undefined && failure === undefined) return undefined;
    const refusal = entries.findLast(({ event }) => event === 'vapi.call_failed');
    const detail = failure?.detail ?? refusal?.detail;
    const reason = fallback?.outcome ?? 'our own code failed';
    return detail === undefined ? reason : `${reason}: ${detail}`;
  }

  #waitFor(callSid: string, isThere: (entries: readonly LogEntry[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isThere(this.#entries.get(callSid) ?? [])) return;
        finish();
      };
      const finish = () => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(finish, LONGEST_WAIT_MS);
      this.#waiting.add(look);
      look();
    });
  }
}

/** Returns the log entry that a line is; undefined if it is none. */
export function readEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    return undefined;
  }
}
