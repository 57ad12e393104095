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
  const groups = listPhones(tenant, defaults);
  const people = groups.flatMap(({ numbers }) =>
    numbers.map((number, index) => [number, PEOPLE[words[index] ?? last]] as const),
  );
  // A number that is in several groups behaves as in the first.
  return Object.fromEntries(people.reverse());
}

/** Numbers that a tenant may ring, and what for, such as `transfer, front-desk`. */
export interface PhoneGroup {
  readonly label: string;
  readonly numbers: readonly string[];
}

/** Returns the numbers that a tenant may ring, the fallback's first. */
export function listPhones(
  tenant: TenantEntry | undefined,
  defaults: TenantFile['defaults'],
): PhoneGroup[] {
  // The tenant's own numbers ring nobody.
  const { fallback = [], numbers: _own, ...rest } = { numbers: [], ...defaults, ...tenant };
  const dialled = fallback.flatMap((step) => (step.step === 'dial' ? step.numbers : []));
  const groups = Object.entries(rest).flatMap(([name, value]) => findPhones(value, name));
  return [{ label: 'fallback', numbers: dialled }, ...groups];
}

/** Returns every list of the name `numbers`, however deep, in the order of the settings. */
function findPhones(settings: unknown, label: string): PhoneGroup[] {
  if (typeof settings !== 'object' || settings === null) return [];
  const { key, numbers } = settings as { key?: unknown; numbers?: readonly string[] };
  const own = typeof key === 'string' ? `${label}, ${key}` : label;
  const deeper = Object.entries(settings)
    .filter(([name]) => name !== 'numbers')
    .flatMap(([, value]) => findPhones(value, own));
  return numbers === undefined ? deeper : [{ label: own, numbers }, ...deeper];
}
