import type { FaultCase } from '../fault-case';
import type { Person } from '../../twilio/voice/person';

/** The tenant with a whole chain: words, two people in turn, two together, a voicemail. */
export const LAKESIDE = '+12025550105';

/** Its people, in the order in which they are rung. */
export const [FIRST, SECOND, THIRD, FOURTH] = [
  '+12025550161',
  '+12025550162',
  '+12025550163',
  '+12025550164',
] as const;

/** Somebody who takes the call, and stays until the caller hangs up. */
export const ACCEPTS = { kind: 'answers', presses: ['1'] } as const satisfies Person;

const BUSY = { kind: 'busy', delayMs: 500 } as const;

/** Everybody is busy, unless stated otherwise. */
export function peopleWith(others: Readonly<Record<string, Person>>): Record<string, Person> {
  return { [FIRST]: BUSY, [SECOND]: BUSY, [THIRD]: BUSY, [FOURTH]: BUSY, ...others };
}

/** A call to the tenant while Vapi is down. Nobody answers and nothing is said, unless asked for. */
export function whileDown(name: string, { caller, ...parts }: Omit<FaultCase, 'name'>): FaultCase {
  return {
    name,
    to: LAKESIDE,
    fault: { kind: 'status', status: 404 },
    caller: { people: peopleWith({}), ...caller },
    ...parts,
  };
}
