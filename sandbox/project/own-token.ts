import { randomBytes } from 'node:crypto';

/**
 * Returns the variables with an Auth Token, a random one if they have none: without a token nothing could
 * be signed, and every request would have to be believed.
 */
export function withToken(environment: Readonly<Record<string, string>>): Record<string, string> {
  const { AUTH_TOKEN } = environment;
  return { ...environment, AUTH_TOKEN: AUTH_TOKEN || randomBytes(16).toString('hex') };
}
