import type { Clock } from '../../../clock/clock';
import type { Hands } from '../hands';
import type { Leg } from '../leg';
import type { Person, Phone } from '../person';
import { ScriptedHands } from '../scripted-hands';

/** How a ringing telephone stops ringing. `cut-short`: nobody wants it to ring any more. */
export type RingEnd = 'answered' | 'busy' | 'failed' | 'canceled' | 'no-answer' | 'cut-short';

/** Rings this long if the person says nothing else. */
const DEFAULT_DELAY_MS = 1_000;

/** Returns who holds the telephone of a person; nobody does anything at one without a person. */
export function findHands(
  person: Person | undefined,
  clock: Clock,
  call: { readonly number: string; readonly shownNumber: string },
): { readonly hands: Hands; readonly phone: Phone | undefined } {
  if (person?.kind === 'live') {
    const phone = person.openPhone(call);
    return { hands: phone, phone };
  }
  return { hands: new ScriptedHands({ digits: listKeys(person) }, clock), phone: undefined };
}

/** Rings at a person's, until they answer or somebody gives up. */
export async function ring(
  person: Person,
  phone: Phone | undefined,
  leg: Leg,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<RingEnd> {
  if (person.kind === 'live') {
    const over = new AbortController();
    const waiting = leg
      .wait(timeoutMs, AbortSignal.any([signal, over.signal]))
      .then((isTime) => (isTime ? 'no-answer' : 'cut-short'));
    const answering = phone?.startRinging(() => void leg.interrupt('hangup'));
    const end = await Promise.race([waiting, ...(answering === undefined ? [] : [answering])]);
    over.abort();
    return end;
  }
  const delayMs = person.kind === 'no-answer' ? Infinity : (person.delayMs ?? DEFAULT_DELAY_MS);
  if (!(await leg.wait(Math.min(delayMs, timeoutMs), signal))) return 'cut-short';
  if (person.kind === 'no-answer' || delayMs > timeoutMs) return 'no-answer';
  const isReached = !['busy', 'failed', 'canceled'].includes(person.kind);
  return isReached ? 'answered' : (person.kind as RingEnd);
}

/** Returns what a person does at each Gather in turn. */
function listKeys(person: Person | undefined): readonly string[] {
  if (person?.kind === 'declines') return ['hangup'];
  return person?.kind === 'answers' ? (person.presses ?? []) : [];
}
