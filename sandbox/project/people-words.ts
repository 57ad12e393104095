import type { TenantEntry, TenantFile } from '../../src/tenants/schema';
import type { Person } from '../twilio/voice/person';

const TALK_MS = 10_000;

/** What `--people` accepts, and what a person then does. */
const PEOPLE = {
  answer: { kind: 'answers', delayMs: 3_000, presses: ['1'], talksMs: TALK_MS },
  busy: { kind: 'busy' },
  'no-answer': { kind: 'no-answer' },
  decline: { kind: 'declines', delayMs: 3_000 },
  machine: { kind: 'machine', delayMs: 5_000 },
} as const satisfies Readonly<Record<string, Person>>;

/** A word for what a person who is rung does. */
export type PersonWord = keyof typeof PEOPLE;

export const personWords = Object.keys(PEOPLE) as PersonWord[];

/**
 * Returns who answers at the numbers that a tenant may ring: the first word is for the first number
 * of each list, such as a transfer destination's; the fallback's steps count as one list. The last
 * word is for all further numbers.
 */
export function buildPeople(
  words: readonly PersonWord[],
  tenant: TenantEntry | undefined,
  defaults: TenantFile['defaults'],
): Readonly<Record<string, Person>> {
  const last = words.at(-1);
  if (last === undefined) return {};
  const groups = listNumbers(tenant, defaults);
  const people = groups.flatMap((numbers) =>
    numbers.map((number, index) => [number, PEOPLE[words[index] ?? last]] as const),
  );
  // A number that is in several groups behaves as in the first.
  return Object.fromEntries(people.reverse());
}

function listNumbers(tenant: TenantEntry | undefined, defaults: TenantFile['defaults']) {
  // The tenant's own numbers ring nobody.
  const { fallback = [], numbers: _own, ...rest } = { numbers: [], ...defaults, ...tenant };
  const dialled = fallback.flatMap((step) => (step.step === 'dial' ? step.numbers : []));
  return [dialled, ...findNumberLists(rest)];
}

/** Returns every list of the name `numbers`, however deep, in the order of the settings. */
function findNumberLists(settings: unknown): string[][] {
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) =>
    name === 'numbers' ? [value as string[]] : findNumberLists(value),
  );
}
