import { jwt } from 'twilio';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { readTwilioCredentials, type TwilioCredentials } from '../../core/twilio-client';

/** Who calls: Twilio's webhooks then say `From=client:operator`. */
const IDENTITY = 'operator';

/** The page asks for a new one before that. */
const LIFETIME_SECONDS = 3_600;

/** Each under any of its names. */
const NEEDED = [
  ['TWILIO_ACCOUNT_SID', 'ACCOUNT_SID'],
  ['TWILIO_API_KEY'],
  ['TWILIO_API_SECRET'],
] as const;

/**
 * Returns the credentials of an API key: an Auth Token cannot sign access tokens.
 * @throws {CliError} 3 with all that is not set
 */
export function readApiKey(environment: Readonly<Record<string, string>>): TwilioCredentials {
  const isSet = (name: string) => (environment[name]?.trim() ?? '') !== '';
  const unset = NEEDED.filter((names) => !names.some(isSet)).map(([name]) => name);
  if (unset.length === 0) return readTwilioCredentials(environment);
  throw new CliError(
    exitCodes.configuration,
    `not set: ${unset.join(', ')}. A phone in the browser needs an API key of the account; the Auth Token cannot sign its token`,
    'make a standard API key (https://www.twilio.com/docs/iam/api-keys/keys-in-console), and set TWILIO_API_KEY to its SID and TWILIO_API_SECRET to its secret',
  );
}

/**
 * Returns a token with which a browser may place calls through one TwiML App, and receive none.
 * @see https://www.twilio.com/docs/iam/access-tokens
 */
export function buildAccessToken(
  { accountSid, username, password }: TwilioCredentials,
  applicationSid: string,
): string {
  const token = new jwt.AccessToken(accountSid, username, password, {
    identity: IDENTITY,
    ttl: LIFETIME_SECONDS,
  });
  const grant = { outgoingApplicationSid: applicationSid, incomingAllow: false };
  token.addGrant(new jwt.AccessToken.VoiceGrant(grant));
  return token.toJwt();
}
