import { Breaker } from '../assistant/breaker';

/** They know how Vapi does for each key, and nothing about any call. */
const breakers = new Map<string, Breaker>();

/** Returns this container's breaker for all calls with a key: keys have accounts of their own. */
export function getBreaker(apiKeyEnv: string): Breaker {
  const breaker = breakers.get(apiKeyEnv) ?? new Breaker();
  breakers.set(apiKeyEnv, breaker);
  return breaker;
}
