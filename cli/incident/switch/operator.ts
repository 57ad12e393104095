import { userInfo } from 'node:os';
import type { TwilioCredentials } from '../../core/twilio-client';

const NAME_LIMIT = 60;

/**
 * Returns who turns the switch: the login name, and the sid that Twilio knows them by, shortened.
 */
export function nameOperator(
  environment: Readonly<Record<string, string>>,
  { username }: Pick<TwilioCredentials, 'username'>,
): string {
  const name = environment['GITHUB_ACTOR'] || readLoginName() || environment['USER'] || 'somebody';
  const printable = name.replaceAll(/[^\x21-\x7e]+/g, '?').slice(0, NAME_LIMIT);
  return `${printable} with ${username.slice(0, 2)}…${username.slice(-4)}`;
}

/** A container's user may have no entry in the system's list; then this throws. */
function readLoginName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
