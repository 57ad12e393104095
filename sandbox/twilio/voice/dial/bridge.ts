import type { Leg } from '../leg';
import type { Person } from '../person';
import type { Callee } from './callee';

/** Somebody must hang up eventually: the caller does after this long if nobody says otherwise. */
export const DEFAULT_TALK_MS = 2_000;

/** A person who should decline or say nothing, but was bridged anyway, stays this long. */
const UNWILLING_TALK_MS = 1_000;

/** Lets caller and person talk until one hangs up or the time is over. @returns how long, in ms */
export async function bridge(
  { person, leg: calleeLeg }: Callee,
  leg: Leg,
  timeLimitMs: number,
  signal: AbortSignal,
): Promise<number> {
  const { journal } = leg.call;
  leg.answer();
  journal.reached.push(person?.kind === 'machine' ? 'machine' : 'person');
  journal.note('heard', `[${person?.kind === 'machine' ? 'machine' : 'person'}] answers`);
  const personMs = talkMsOf(person);
  const callerMs =
    leg.hands.patienceMs('talk') ?? (personMs === Infinity ? DEFAULT_TALK_MS : Infinity);
  const limitMs = Math.min(personMs, callerMs, timeLimitMs);
  const { clock } = leg.call.options;
  const startedAtMs = clock.nowMs();
  const over = new AbortController();
  const talk = AbortSignal.any([signal, calleeLeg.gone, over.signal]);
  leg.hands.speakTo(calleeLeg.hands, talk);
  calleeLeg.hands.speakTo(leg.hands, talk);
  const isOver = await leg.wait(limitMs, talk);
  over.abort();
  if (isOver && limitMs === callerMs) leg.hangUp();
  calleeLeg.hangUp();
  return clock.nowMs() - startedAtMs;
}

/** Returns how long a person talks before hanging up, in ms; Infinity = stays. */
export function talkMsOf(person: Person | undefined): number {
  if (person !== undefined && 'talksMs' in person) return person.talksMs ?? Infinity;
  const stays = person?.kind === 'answers' || person?.kind === 'live';
  return stays ? Infinity : UNWILLING_TALK_MS;
}
