import type { Agent } from 'node:https';
import twilio from 'twilio';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

export type TwilioClient = ReturnType<typeof twilio>;

export interface TwilioCredentials {
  readonly accountSid: string;
  readonly username: string;
  readonly password: string;
  /** The account's Auth Token, if the environment holds it: needed to sign requests. */
  readonly authToken: string | undefined;
}

const REQUEST_TIMEOUT_MS = 20_000;

/** Returns the account's Auth Token, if the environment holds it: API keys cannot sign. */
export function findAuthToken(environment: Readonly<Record<string, string>>): string | undefined {
  return environment['TWILIO_AUTH_TOKEN'] || environment['AUTH_TOKEN'] || undefined;
}

/**
 * Returns the credentials in the environment: an API key (TWILIO_API_KEY, TWILIO_API_SECRET) before
 * the Auth Token, under the names of the Twilio CLI or of twilio-run's `.env`.
 * @throws {CliError} if there are none
 */
export function readTwilioCredentials(
  environment: Readonly<Record<string, string>>,
): TwilioCredentials {
  const accountSid = environment['TWILIO_ACCOUNT_SID'] || environment['ACCOUNT_SID'];
  const authToken = findAuthToken(environment);
  const key = environment['TWILIO_API_KEY'];
  const secret = environment['TWILIO_API_SECRET'];
  if (accountSid && key && secret) {
    return { accountSid, username: key, password: secret, authToken };
  }
  if (accountSid && authToken) {
    return { accountSid, username: accountSid, password: authToken, authToken };
  }
  throw new CliError(
    exitCodes.configuration,
    accountSid ? 'no Twilio credentials are set' : 'no Twilio account is set',
    'set TWILIO_ACCOUNT_SID with TWILIO_API_KEY and TWILIO_API_SECRET, or ACCOUNT_SID and AUTH_TOKEN in .env',
  );
}

/** How a client makes its requests. */
export interface TwilioConnection {
  readonly httpsAgent: Agent | undefined;
  /** False: the caller retries requests, and waits as long as Twilio asks. */
  readonly autoRetry?: boolean;
}

/** Returns a client that waits for a bounded time and retries when Twilio is too busy. */
export function createTwilioClient(
  { accountSid, username, password }: TwilioCredentials,
  { httpsAgent, autoRetry = true }: TwilioConnection,
): TwilioClient {
  const httpClient = createRequestClient(httpsAgent, {
    timeout: REQUEST_TIMEOUT_MS,
    autoRetry,
    maxRetries: 3,
  });
  return twilio(username, password, { accountSid, httpClient });
}

export function createRequestClient(
  httpsAgent: Agent | undefined,
  options: ConstructorParameters<typeof twilio.RequestClient>[0],
): InstanceType<typeof twilio.RequestClient> {
  const client = new twilio.RequestClient(options);
  if (httpsAgent !== undefined) client.axios.defaults.httpsAgent = httpsAgent;
  return client;
}

/**
 * Returns what the work returns.
 * @throws {CliError} with Twilio's answer: 3 for credentials, 4 for everything else
 */
export async function askTwilio<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toCliError(what, error);
  }
}

/** Returns an error with Twilio's answer, from one of its client's. */
export function toCliError(what: string, error: unknown): CliError {
  const { status, code, message } = Object(error) as {
    status?: number;
    code?: number | string;
    message?: string;
  };
  if (status === 401) {
    return new CliError(
      exitCodes.configuration,
      `${what}: Twilio does not accept the credentials (20003)`,
      'check TWILIO_ACCOUNT_SID, TWILIO_API_KEY and TWILIO_API_SECRET; keys belong to one region',
    );
  }
  const answer = status === undefined ? 'cannot be reached' : `answered ${status}`;
  return new CliError(
    exitCodes.vendor,
    `${what}: Twilio ${answer} (${code ?? message ?? ''})`,
    status === undefined
      ? 'check the network, and HTTP_PROXY if it is set; then run the command again'
      : `run the command again later; see https://status.twilio.com${typeof code === 'number' ? ` and https://www.twilio.com/docs/errors/${code}` : ''}`,
  );
}
