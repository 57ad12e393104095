import { Breaker, type BreakerLimits } from '../assistant/breaker';
import type { BreakerCount } from './classify-health';

type Breakers = Map<string, Breaker>;

/** They know how Vapi does for each key, and nothing about any call. */
const breakers: Breakers = new Map();

/**
 * Every bundle has its own copy of this module, and breakers of its own. Where Twilio runs several
 * Functions in one process, those that are asked nothing of Vapi can look at the others' here. By file:
 * a bundle that is loaded anew, as under twilio-run, takes its own place.
 */
const REGISTRY = Symbol.for('vapi-switchboard.breakers');
const registry = ((globalThis as Record<symbol, unknown>)[REGISTRY] ??= new Map()) as Map<
  string,
  Breakers
>;
registry.set(__filename, breakers);

/** Returns this Function's breaker for all calls with a key: keys have accounts of their own. */
export function getBreaker(apiKeyEnv: string): Breaker {
  const breaker = breakers.get(apiKeyEnv) ?? new Breaker();
  breakers.set(apiKeyEnv, breaker);
  return breaker;
}

/** Counts the breakers of all Functions in this process; none where no call came to it. */
export function countBreakers(limits: BreakerLimits): BreakerCount {
  const all = [...registry.values()].flatMap((each) => [...each.values()]);
  const open = all.filter((breaker) => breaker.isOpen(limits)).length;
  return { closed: all.length - open, open };
}
