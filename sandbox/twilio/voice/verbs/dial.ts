import type { XmlElement } from '@rgrove/parse-xml';
import { elementsOf } from '../check-twiml';
import { bridge } from '../dial/bridge';
import { Callee, type DialledNumber, type DialRace } from '../dial/callee';
import { findCallerIdProblem } from '../dial/caller-id';
import { buildDialParameters, pickOutcome, type DialResult } from '../dial/dial-result';
import type { PersonOutcome } from '../person';
import type { Leg, RunVerb, RunningVerb, VerbTable } from '../leg';

const DEFAULT_TIMEOUT_SECONDS = 30;
const DEFAULT_TIME_LIMIT_SECONDS = 14_400;
const NOBODY: DialResult = { outcome: 'failed', talkedMs: 0 };

/**
 * Makes the verb that rings people and bridges the leg to the first who takes the call.
 *
 * @param whisperVerbs - what a dialled person's leg may run before the bridge
 * @see https://www.twilio.com/docs/voice/twiml/dial
 */
export function makeDial(whisperVerbs: VerbTable): RunVerb {
  return async (dial, context) => {
    const { leg, documentUrl } = context;
    const { action, method } = dial.attributes;
    const conference = elementsOf(dial).find(({ name }) => name === 'Conference');
    const { account } = leg.call;
    if (conference !== undefined && account !== undefined) {
      const DialCallStatus = await account.runConference(conference, context);
      if (action === undefined) return 'next-verb';
      return leg.goTo(action, documentUrl, { method, parameters: { DialCallStatus } });
    }
    const result = await connect(dial, context, whisperVerbs);
    if (action === undefined) return 'next-verb';
    const parameters = buildDialParameters(result, leg.call.options.declinedDial);
    return leg.goTo(action, documentUrl, { method, parameters });
  };
}

async function connect(
  dial: XmlElement,
  context: RunningVerb,
  whisperVerbs: VerbTable,
): Promise<DialResult> {
  const { leg, signal } = context;
  const { journal } = leg.call;
  const numbers = listNumbers(dial);
  if (numbers.length === 0) {
    journal.problem('the sandbox runs Dial with Number only');
    return NOBODY;
  }
  const { timeout, timeLimit, callerId = leg.parties.from } = dial.attributes;
  const problem = findCallerIdProblem(callerId, leg);
  if (problem !== undefined) {
    journal.problem(problem);
    return NOBODY;
  }
  const timeoutMs = Number(timeout ?? DEFAULT_TIMEOUT_SECONDS) * 1_000;
  const isSequential = dial.attributes['sequential'] === 'true';
  const rung = await ringAll(numbers, context, { isSequential, timeoutMs, callerId, whisperVerbs });
  if (rung.winner === undefined) return { ...rung, talkedMs: 0 };
  const timeLimitMs = Number(timeLimit ?? DEFAULT_TIME_LIMIT_SECONDS) * 1_000;
  const talkedMs = await bridge(rung.winner, leg, timeLimitMs, signal);
  rung.winner.end(talkedMs);
  return { ...rung, talkedMs };
}

/** A telephone number may also be Dial's text. */
function listNumbers(dial: XmlElement): DialledNumber[] {
  const numbers = elementsOf(dial).filter(({ name }) => name === 'Number');
  const isPlain = elementsOf(dial).length === 0 && dial.text.trim() !== '';
  if (isPlain) return [{ number: dial.text.trim(), attributes: {} }];
  return numbers.map(({ text, attributes }) => ({ number: text.trim(), attributes }));
}

interface Ringing extends Pick<DialRace, 'timeoutMs' | 'callerId' | 'whisperVerbs'> {
  readonly isSequential: boolean;
}

interface Rung extends Omit<DialResult, 'talkedMs'> {
  readonly winner?: Callee;
}

async function ringAll(
  numbers: readonly DialledNumber[],
  context: RunningVerb,
  { isSequential, ...ringing }: Ringing,
): Promise<Rung> {
  const { leg, signal } = context;
  const decided = new AbortController();
  const race: DialRace = {
    ...ringing,
    signal: AbortSignal.any([signal, decided.signal]),
    claim: () => {
      const isFirst = !decided.signal.aborted;
      decided.abort();
      return isFirst;
    },
  };
  hangUpWhileRinging(context, race.signal);
  const startedAtMs = leg.call.options.clock.nowMs();
  const callees = numbers.map((number) => new Callee(number, context, race));
  leg.hands.ring({ kind: 'ringing' });
  const outcomes = isSequential
    ? await ringInTurn(callees, race)
    : await Promise.all(callees.map((callee) => callee.ring(race)));
  decided.abort();
  leg.hands.ring({ kind: 'quiet' });
  noteRinging(leg, startedAtMs);
  const winner = callees[outcomes.indexOf('bridged')];
  const last = callees[outcomes.length - 1];
  if (winner !== undefined)
    return { winner, outcome: 'bridged', callSid: winner.leg.parties.callSid };
  const callSid = last?.leg.parties.callSid ?? '';
  // A caller who leaves while it rings has not been answered.
  return { callSid, outcome: leg.isGone ? 'no-answer' : pickOutcome(outcomes) };
}

/** The caller hears ringing until somebody has taken the call, or nobody has. */
function noteRinging({ call }: Leg, startedAtMs: number): void {
  const seconds = Math.round((call.options.clock.nowMs() - startedAtMs) / 1_000);
  if (seconds > 0) call.journal.note('heard', `[ringing] ${seconds} s`);
}

async function ringInTurn(callees: readonly Callee[], race: DialRace) {
  const outcomes: PersonOutcome[] = [];
  for (const callee of callees) {
    if (race.signal.aborted) break;
    outcomes.push(await callee.ring(race));
  }
  return outcomes;
}

function hangUpWhileRinging({ leg }: RunningVerb, signal: AbortSignal): void {
  const patienceMs = leg.hands.patienceMs('ringing');
  if (patienceMs === undefined) return;
  void leg.wait(patienceMs, signal).then((isTime) => {
    if (isTime) leg.hangUp();
  });
}
