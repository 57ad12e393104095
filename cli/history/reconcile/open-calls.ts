import { endOf, isLive, type TwilioRow, type VapiRow } from './call-rows';

/** A call at Twilio that may still find calls at Vapi, and legs. */
export interface OpenCall {
  readonly twilio: TwilioRow;
  readonly vapi: VapiRow[];
  readonly legs: TwilioRow[];
  joinedBy: 'call-sid' | 'number' | undefined;
}

/** The calls at Twilio that a sweep over time has reached and not yet left. */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>();
  /** The last call of each caller: what we ring for them may show their number. */
  readonly #ofCaller = new Map<string, string>();
  /** Legs by the call that they were dialled for. */
  readonly #rootOf = new Map<string, string>();

  /** Finds a call by its own sid, or by that of one of its legs. */
  find(sid: string): OpenCall | undefined {
    return this.#calls.get(sid) ?? this.#calls.get(this.#rootOf.get(sid) ?? '');
  }

  /** @param rows of one span of time, in any order */
  addAll(rows: readonly TwilioRow[]): void {
    for (const row of [...rows].sort((a, b) => rankOf(a) - rankOf(b))) this.#add(row);
  }

  /** Returns callers' calls that no call at Vapi names. */
  listFree(): TwilioRow[] {
    return [...this.#calls.values()]
      .filter(({ joinedBy, twilio }) => joinedBy !== 'call-sid' && twilio.isOutgoing === undefined)
      .map(({ twilio }) => twilio);
  }

  /** Removes the calls that ended before, and returns them. A live one ends with the sweep. */
  removeEnded(beforeMs: number): OpenCall[] {
    const ended = [...this.#calls.values()].filter(({ twilio }) => {
      return (isLive(twilio) ? Infinity : endOf(twilio)) <= beforeMs;
    });
    for (const { twilio, legs } of ended) {
      const { callSid, caller } = twilio;
      this.#calls.delete(callSid);
      if (this.#ofCaller.get(caller.key) === callSid) this.#ofCaller.delete(caller.key);
      for (const leg of legs) this.#rootOf.delete(leg.callSid);
    }
    return ended;
  }

  #add(twilio: TwilioRow): void {
    const parent = this.find(twilio.parentSid ?? this.#findCallerSid(twilio) ?? '');
    if (parent === undefined) {
      this.#calls.set(twilio.callSid, { twilio, vapi: [], legs: [], joinedBy: undefined });
    } else {
      parent.legs.push(twilio);
      this.#rootOf.set(twilio.callSid, parent.twilio.callSid);
    }
    if (rankOf(twilio) === 0) this.#ofCaller.set(twilio.caller.key, twilio.callSid);
  }

  /** Returns the call of the caller whose number an outgoing leg shows, if it began while that lasted. */
  #findCallerSid({ isOutgoing, caller, startMs }: TwilioRow): string | undefined {
    const sid = isOutgoing === undefined ? undefined : this.#ofCaller.get(caller.key);
    const call = sid === undefined ? undefined : this.#calls.get(sid)?.twilio;
    if (call === undefined || call.startMs > startMs) return undefined;
    return isLive(call) || startMs <= endOf(call) ? sid : undefined;
  }
}

/** Callers' own calls come first, then what was dialled, then what was dialled for that. */
function rankOf({ isOutgoing, parentSid }: TwilioRow): 0 | 1 | 2 {
  if (parentSid !== undefined) return 2;
  return isOutgoing === undefined ? 0 : 1;
}
