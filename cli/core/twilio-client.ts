import type { Agent } from 'node:https';
import twilio from 'twilio';
import { readConfig } from '../../src/config/config';
import { pointAtApi, pointAtSync } from '../../src/twilio/api-hosts';
import { CliError } from './cli-error';
import { findCredentialProblem } from './credential-problems';
import { exitCodes } from './exit-codes';

export type TwilioClient = ReturnType<typeof twilio>;

export interface TwilioCredentials {
  readonly accountSid: string;
  readonly username: string;
  readonly password: string;
  /** The account's Auth Token, if the environment holds it: needed to sign requests. */
  readonly authToken: string | undefined;
}

/** Elsewhere Twilio has no Sync, and other credentials, numbers and calls. */
const HOME_REGION = 'us1';
const REQUEST_TIMEOUT_MS = 20_000;

type Environment = Readonly<Record<string, string>>;

/** Returns the account's Auth Token, if the environment holds it: API keys cannot sign. */
export function findAuthToken(environment: Environment): string | undefined {
  return find(environment, 'TWILIO_AUTH_TOKEN', 'AUTH_TOKEN')?.value;
}

/**
 * Returns the credentials in the environment: an API key (TWILIO_API_KEY, TWILIO_API_SECRET) before
 * the Auth Token, under the names of the Twilio CLI or of twilio-run's `.env`. Blanks and newlines around
 * the values, as secrets of a workflow may have them, are left out.
 * @throws {CliError} if there are none, or they cannot be right: every problem at once
 */
export function readTwilioCredentials(environment: Environment): TwilioCredentials {
  const account = find(environment, 'TWILIO_ACCOUNT_SID', 'ACCOUNT_SID');
  const token = find(environment, 'TWILIO_AUTH_TOKEN', 'AUTH_TOKEN');
  const key = find(environment, 'TWILIO_API_KEY');
  const secret = find(environment, 'TWILIO_API_SECRET');
  const problems = [
    account && findCredentialProblem(account.name, account.value, 'account'),
    token && findCredentialProblem(token.name, token.value, 'secret'),
    key && findCredentialProblem(key.name, key.value, 'api-key'),
    secret && findCredentialProblem(secret.name, secret.value, 'secret'),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) {
    throw new CliError(
      exitCodes.configuration,
      problems.join('\n'),
      'copy them from the Twilio Console, Account Info and API keys',
    );
  }
  const accountSid = account?.value;
  const authToken = token?.value;
  if (accountSid && key && secret) {
    return { accountSid, username: key.value, password: secret.value, authToken };
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

/** Returns the first of the variables that is set, without blanks around its value. */
function find(environment: Environment, ...names: readonly string[]) {
  return names
    .map((name) => ({ name, value: environment[name]?.trim() ?? '' }))
    .find(({ value }) => value !== '');
}

/**
 * Asks Twilio whether it knows the Auth Token: only then says a refused signature something about the
 * deployment.
 * @throws {CliError} 3 where it does not
 */
export async function tryAuthToken(
  accountSid: string,
  authToken: string,
  connection: TwilioConnection,
): Promise<void> {
  const credentials = { accountSid, username: accountSid, password: authToken, authToken };
  const client = createTwilioClient(credentials, connection);
  try {
    await client.api.v2010.accounts(accountSid).fetch();
  } catch (error) {
    if ((Object(error) as { status?: unknown }).status !== 401) {
      throw toCliError('trying the Auth Token', error);
    }
    throw new CliError(
      exitCodes.configuration,
      `Twilio does not accept the Auth Token for ${accountSid} (20003), so it cannot sign`,
      'copy TWILIO_AUTH_TOKEN (or AUTH_TOKEN in .env) anew from the Twilio Console, Account Info',
    );
  }
}

/** How a client makes its requests. */
export interface TwilioConnection {
  readonly httpsAgent: Agent | undefined;
  /** For TWILIO_API_BASE_URL, as the Functions read it. */
  readonly environment: Environment;
  /** False: the caller retries requests, and waits as long as Twilio asks. */
  readonly autoRetry?: boolean;
}

/**
 * Returns a client that waits for a bounded time and retries when Twilio is too busy.
 * @throws {CliError} if the environment names a region in which this project does not work
 */
export function createTwilioClient(
  { accountSid, username, password }: TwilioCredentials,
  { httpsAgent, environment, autoRetry = true }: TwilioConnection,
): TwilioClient {
  const baseUrl = readApiBaseUrl(environment);
  const httpClient = createRequestClient(httpsAgent, {
    timeout: REQUEST_TIMEOUT_MS,
    autoRetry,
    maxRetries: 3,
  });
  // TWILIO_REGION and TWILIO_EDGE of the shell would move it elsewhere than the Functions.
  const client = twilio(username, password, { accountSid, httpClient, env: {} });
  pointAtApi(client, baseUrl);
  pointAtSync(client, baseUrl);
  return client;
}

/** Returns the configured address of Twilio's API. @throws {CliError} where it cannot be used */
export function readApiBaseUrl(environment: Environment): string | undefined {
  const region = environment['TWILIO_REGION']?.trim() || HOME_REGION;
  const { config, problems } = readConfig(environment);
  const problem =
    region === HOME_REGION
      ? problems.find((text) => text.startsWith('TWILIO_API_BASE_URL:'))
      : `TWILIO_REGION: is ${region}, but this project works in us1 only`;
  if (problem === undefined) return config.twilioApiBaseUrl;
  throw new CliError(exitCodes.configuration, problem, `unset ${problem.split(':')[0]}`);
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
