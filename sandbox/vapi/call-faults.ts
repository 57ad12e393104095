import { type AnswerFault, type Fault, namedFaults, namedLookupFaults } from './faults';

/** Faults of single calls, by the CallSid that each request for a call names. */
export class CallFaults {
  readonly #names = new Map<string, string>();

  /**
   * Lets one call meet a fault, whenever it is created or looked up. @param name one of
   * `faultNames`
   */
  set(callSid: string, name: string): void {
    this.#names.set(callSid, name);
  }

  /** Lets a call meet no fault any more. */
  clear(callSid: string): void {
    this.#names.delete(callSid);
  }

  /** Returns the fault that the request for a call meets. */
  findFault(request: unknown): Fault | undefined {
    return namedFaults[this.#nameOf(request)];
  }

  /** Returns the fault that a look-up meets of the call that was made by a request. */
  findLookupFault(request: unknown): AnswerFault | undefined {
    return namedLookupFaults[this.#nameOf(request)];
  }

  #nameOf(request: unknown): string {
    return this.#names.get(nameCallSid(request)) ?? '';
  }
}

/** Returns the CallSid for which a call is requested; '' = none is named. */
export function nameCallSid(request: unknown): string {
  const { customer } = (request ?? {}) as { customer?: { externalId?: string } | null };
  return customer?.externalId ?? '';
}
