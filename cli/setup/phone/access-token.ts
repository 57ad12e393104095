import { jwt } from 'twilio';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import type { TwilioCredentials } from '../../core/twilio-client';

/** Who calls: Twilio's webhooks then say `From=client:operator`. */
export const IDENTITY = 'operator';

/** The page asks for a new one before that. */
const LIFETIME_SECONDS = 3_600;

/**
 * Returns a token with which a browser may place calls through one TwiML App, and receive none.
 * @throws {CliError} 3 without an API key: an Auth Token cannot sign access tokens
 * @see https://www.twilio.com/docs/iam/access-tokens
 */
export function buildAccessToken(
  { accountSid, username, password }: TwilioCredentials,
  applicationSid: string,
): string {
  if (!username.startsWith('SK')) {
    throw new CliError(
      exitCodes.configuration,
      'a phone in the browser needs an API key of the account; the Auth Token cannot sign its token',
      'make a standard API key in the Twilio Console, and set TWILIO_API_KEY and TWILIO_API_SECRET',
    );
  }
  const token = new jwt.AccessToken(accountSid, username, password, {
    identity: IDENTITY,
    ttl: LIFETIME_SECONDS,
  });
  const grant = { outgoingApplicationSid: applicationSid, incomingAllow: false };
  token.addGrant(new jwt.AccessToken.VoiceGrant(grant));
  return token.toJwt();
}
