import type { TwilioRow, VapiRow } from './call-rows';
import { callClasses, type CallClass, hasAssistant, type Verdict } from './classify';
import { type FallbackKind, isWanted } from './function-trace';
import type { JoinedCall } from './join-calls';
import type { CallSink } from './reconcile-calls';

export interface Example {
  readonly twilioCallSid: string | null;
  /** The last one, if a call had several. */
  readonly vapiCallId: string | null;
  readonly tenantId: string | null;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationSeconds: number | null;
  /** Masked, unless the operator asked for the number. */
  readonly caller: string;
  readonly joinedBy: 'call-sid' | 'number' | null;
  readonly why: string;
  step: FallbackKind | null;
}

export interface ClassTally {
  count: number;
  readonly steps: Partial<Record<FallbackKind, number>>;
  /** Why our Functions gave the fallback, or the front door refused calls, by the log. */
  readonly outcomes: Record<string, number>;
  readonly transferOutcomes: Record<string, number>;
  /** The newest calls, oldest first. */
  readonly examples: Example[];
}

/** Counts calls by class and tenant, and keeps the newest of each class as examples. */
export class Tally implements CallSink {
  readonly classes = Object.fromEntries(
    callClasses.map((name) => [name, newClassTally()]),
  ) as Record<CallClass, ClassTally>;
  readonly tenants = new Map<string, Partial<Record<CallClass, number>>>();
  twilioCount = 0;
  vapiCount = 0;
  /** Calls of the organisation that our Functions did not create, or created for others. */
  otherVapiCount = 0;
  byNumberCount = 0;
  /** Calls whose fallback nobody wanted: it came because no assistant could be reached. */
  unwantedFallbackCount = 0;

  constructor(private readonly maxExamples: number) {}

  addCall(call: JoinedCall, verdict: Verdict): void {
    const { vapi, joinedBy } = call;
    this.twilioCount += 1;
    this.vapiCount += vapi.length;
    if (joinedBy === 'number') this.byNumberCount += 1;
    const { callClass, outcome } = verdict;
    if (callClass === 'ended-in-fallback' && !hasAssistant(vapi) && !isWanted(outcome)) {
      this.unwantedFallbackCount += 1;
    }
    this.#add(verdict, buildExample(call, verdict));
  }

  addOther(): void {
    this.otherVapiCount += 1;
  }

  /**
   * @param twilio its call at Twilio, if there is one: Vapi may have waited in vain nevertheless
   */
  addOrphan(row: VapiRow, twilio?: TwilioRow): void {
    if (twilio === undefined) this.vapiCount += 1;
    const why = row.endedReason ?? `${row.status || 'no status'}, no call at Twilio`;
    const verdict: Verdict = { callClass: 'vapi-orphan', why };
    this.#add(verdict, {
      twilioCallSid: twilio?.callSid ?? null,
      vapiCallId: row.vapiCallId,
      tenantId: twilio?.tenantId ?? row.tenantId ?? null,
      startedAt: new Date(row.createdMs).toISOString(),
      durationSeconds: null,
      caller: row.caller?.shown ?? '',
      joinedBy: null,
      why,
      step: null,
    });
  }

  #add({ callClass, step, outcome, transferOutcome }: Verdict, example: Example): void {
    const tally = this.classes[callClass];
    tally.count += 1;
    if (step !== undefined) tally.steps[step] = (tally.steps[step] ?? 0) + 1;
    countIn(tally.outcomes, outcome);
    countIn(tally.transferOutcomes, transferOutcome);
    tally.examples.push(example);
    if (tally.examples.length > this.maxExamples) tally.examples.shift();
    const tenantId = example.tenantId ?? '';
    const counts = this.tenants.get(tenantId) ?? {};
    counts[callClass] = (counts[callClass] ?? 0) + 1;
    this.tenants.set(tenantId, counts);
  }
}

function buildExample({ twilio, vapi, joinedBy }: JoinedCall, { why, step }: Verdict): Example {
  return {
    twilioCallSid: twilio.callSid,
    vapiCallId: vapi.at(-1)?.vapiCallId ?? null,
    tenantId: twilio.tenantId,
    startedAt: new Date(twilio.startMs).toISOString(),
    durationSeconds: twilio.durationSeconds,
    caller: twilio.caller.shown,
    joinedBy: joinedBy ?? null,
    why,
    step: step ?? null,
  };
}

const newClassTally = (): ClassTally => ({
  count: 0,
  steps: {},
  outcomes: Object.create(null) as Record<string, number>,
  transferOutcomes: Object.create(null) as Record<string, number>,
  examples: [],
});

function countIn(counts: Record<string, number>, word: string | undefined): void {
  if (word !== undefined) counts[word] = (counts[word] ?? 0) + 1;
}
