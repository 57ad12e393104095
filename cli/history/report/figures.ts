import type { TwilioRow, VapiRow } from '../reconcile/call-rows';
import type { MeasuredCall } from './measure-call';
import { type DoorEnd, doorEnds, isDoorEnd } from '../reconcile/door-end';
import type { MetBound } from '../reconcile/met-bound';
import { newOutcomeCounts, type OutcomeCounts } from './outcome';
import { Sample } from './sample';

export type WordCounts = Record<string, number>;

/** The figures of one tenant, or of all: sums, and samples of four bytes per call. */
export class Figures {
  calls = 0;
  readonly outcomes: OutcomeCounts = newOutcomeCounts();
  readonly fallbackSteps = newWordCounts();
  /** What the front door ended, by the log. */
  readonly door = { ends: newDoorEndCounts(), refusals: newWordCounts(), peopleTalkSeconds: 0 };
  /** Why our Functions gave the fallback, according to their log. */
  readonly fallbackReasons = newWordCounts();
  readonly transferOutcomes = newWordCounts();
  /** Streams that failed, by Twilio's error code. */
  readonly streamErrors = newWordCounts();
  /** Bounds that were met, by name. */
  readonly boundsMet = newWordCounts();
  /** Texts to callers that failed, by Twilio's error. */
  readonly textErrors = newWordCounts();
  readonly answerTimes = new Sample();
  readonly joinTimes = new Sample();
  /** Calls by the hour of the day in which they began. */
  readonly hours = Array.from({ length: 24 }, newOutcomeCounts);
  talkMs = 0;
  costUsd = 0;
  /** Calls at Vapi, including those that belong to no call at Twilio. */
  vapiCalls = 0;
  vapiCallsWithoutCost = 0;
  /** Calls at Vapi that waited in vain or belong to no call at Twilio: each took a slot. */
  orphans = 0;
  /** What Twilio charges for the callers' legs, by currency. */
  readonly prices = newWordCounts();
  callsWithoutPrice = 0;
  /** Calls that Vapi may no longer know. */
  tooOld = 0;

  /** @param hour of the day in which the call began, 0 to 23 */
  addCall(measured: MeasuredCall, hour: number): void {
    const { call, verdict, outcome, answeredAfterMs, joinedAfterMs } = measured;
    this.calls += 1;
    this.outcomes[outcome] += 1;
    const ofHour = this.hours[hour];
    if (ofHour !== undefined) ofHour[outcome] += 1;
    if (measured.isTooOld) this.tooOld += 1;
    if (outcome === 'fallback') {
      countWord(this.fallbackSteps, verdict.step ?? 'unknown');
      countWord(this.fallbackReasons, verdict.outcome);
    }
    this.#addDoorEnd(measured);
    countWord(this.transferOutcomes, verdict.transferOutcome);
    for (const code of measured.streamErrors) countWord(this.streamErrors, code);
    if (answeredAfterMs !== undefined) this.answerTimes.add(answeredAfterMs);
    if (joinedAfterMs !== undefined) this.joinTimes.add(joinedAfterMs);
    this.talkMs += measured.talkMs;
    for (const row of call.vapi) this.#addCost(row);
    this.#addPrice(call.twilio);
  }

  addMetBound({ kind, bound }: Pick<MetBound, 'kind' | 'bound'>): void {
    countWord(kind === 'text' ? this.textErrors : this.boundsMet, bound);
  }

  /** @param isLone whether it belongs to no call at Twilio: others are counted with their call */
  addOrphan(row: VapiRow, isLone: boolean): void {
    this.orphans += 1;
    if (isLone) this.#addCost(row);
  }

  #addDoorEnd({ verdict: { callClass, outcome }, call }: MeasuredCall): void {
    if (!isDoorEnd(callClass)) return;
    this.door.ends[callClass] += 1;
    countWord(this.door.refusals, outcome);
    if (callClass === 'people-answered') {
      this.door.peopleTalkSeconds += call.twilio.durationSeconds;
    }
  }

  #addCost({ costUsd }: VapiRow): void {
    this.vapiCalls += 1;
    if (costUsd === undefined) this.vapiCallsWithoutCost += 1;
    else this.costUsd += costUsd;
  }

  #addPrice({ price, priceUnit }: TwilioRow): void {
    if (price === undefined || priceUnit === undefined) this.callsWithoutPrice += 1;
    else this.prices[priceUnit] = (this.prices[priceUnit] ?? 0) + price;
  }
}

/**
 * Returns counts without any word. Words come from vendors, so `__proto__` must be one like any
 * other.
 */
function newWordCounts(): WordCounts {
  return Object.create(null) as WordCounts;
}

function countWord(counts: WordCounts, word: string | undefined): void {
  if (word !== undefined) counts[word] = (counts[word] ?? 0) + 1;
}

function newDoorEndCounts(): Record<DoorEnd, number> {
  return Object.fromEntries(doorEnds.map((end) => [end, 0])) as Record<DoorEnd, number>;
}
