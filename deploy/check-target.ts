import type { Agent } from 'node:https';
import { parseArgs } from 'node:util';
import { formatAccount, type NamedAccount, refuseTwoAccounts } from '../cli/core/account';
import { CliError } from '../cli/core/cli-error';
import { readServiceName } from '../cli/core/deployment';
import { readCliEnvironment, readEnvironmentFile } from '../cli/core/environment';
import { exitCodes } from '../cli/core/exit-codes';
import {
  compareServices,
  findRememberedService,
  type RememberedService,
} from '../cli/core/remembered-service';
import {
  askTwilio,
  createTwilioClient,
  readApiBaseUrl,
  readTwilioCredentials,
  type TwilioCredentials,
} from '../cli/core/twilio-client';

/** A run of a deploy tool, before it begins. */
export interface PlannedDeploy {
  readonly projectFolder: string;
  readonly toolName: string;
  /** What the tool is called with. */
  readonly words: readonly string[];
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** Undefined = Node's default, or the proxy that HTTP_PROXY names. */
  readonly httpsAgent?: Agent | undefined;
}

/**
 * Makes sure that a deploy goes where the commands look.
 * @returns the account that it goes to, as people read it
 * @throws {CliError} where it would go to another account or Service
 */
export async function checkTarget(deploy: PlannedDeploy): Promise<string> {
  const { projectFolder, toolName, shell, httpsAgent } = deploy;
  const options = readOptions(deploy.words);
  const { account, credentials } =
    toolName === 'twilio-run' ? readForTwilioRun(deploy, options) : readForTwilioCli(deploy);
  refuseTwoAccounts(projectFolder, shell, [account]);
  const region = options['region'] ?? shell['TWILIO_REGION'] ?? '';
  const environment = { ...readCliEnvironment(projectFolder, shell), TWILIO_REGION: region };
  readApiBaseUrl(environment);
  const serviceName = readServiceName(projectFolder);
  refuseOtherName(serviceName, options['service-name']);
  const remembered = findService(deploy, options, account);
  if (remembered !== undefined) {
    const client = createTwilioClient(credentials, { httpsAgent, environment });
    const services = await askTwilio('listing Services', client.serverless.v1.services.list());
    const difference = compareServices(serviceName, remembered, services);
    if (difference) throw new CliError(exitCodes.found, difference.problem, difference.fix);
  }
  return formatAccount(account);
}

interface Target {
  readonly account: NamedAccount;
  readonly credentials: TwilioCredentials;
}

/** twilio-run looks nowhere but into its options and the file of variables. */
function readForTwilioRun({ projectFolder }: PlannedDeploy, options: Options): Target {
  const fileName = options['env'] ?? '.env';
  const file = readEnvironmentFile(projectFolder, fileName) ?? {};
  const sid = options['username'] ?? file['ACCOUNT_SID'] ?? '';
  const token = options['password'] ?? file['AUTH_TOKEN'] ?? '';
  if (sid === '' || token === '') {
    throw new CliError(
      exitCodes.configuration,
      `ACCOUNT_SID and AUTH_TOKEN are not both set in ${fileName}, where this deploy looks for them`,
      `copy them from the Twilio Console, Account Info, into ${fileName}`,
    );
  }
  const credentials = readTwilioCredentials({ ACCOUNT_SID: sid, AUTH_TOKEN: token });
  const account =
    options['username'] === undefined
      ? { name: 'ACCOUNT_SID', place: `in ${fileName}`, sid }
      : { name: '--username', place: 'of this command', sid };
  return { account, credentials };
}

/** The Twilio CLI would else use whichever profile is active on this machine. */
function readForTwilioCli({ shell }: PlannedDeploy): Target {
  const set = Object.entries(shell).filter(([name]) => name.startsWith('TWILIO_'));
  const credentials = readTwilioCredentials(Object.fromEntries(set) as Record<string, string>);
  const sid = credentials.accountSid;
  return { account: { name: 'TWILIO_ACCOUNT_SID', place: 'of the shell', sid }, credentials };
}

function refuseOtherName(serviceName: string, chosen: string | undefined): void {
  if (chosen === undefined || chosen === serviceName) return;
  throw new CliError(
    exitCodes.usage,
    `--service-name is ${chosen}, but .twilioserverlessrc names ${serviceName}, which the commands look for`,
    `write "serviceName": "${chosen}" in .twilioserverlessrc`,
  );
}

function findService(
  { projectFolder }: PlannedDeploy,
  options: Options,
  { sid }: NamedAccount,
): RememberedService | undefined {
  const chosen = options['service-sid'];
  if (chosen !== undefined) return { sid: chosen, source: '--service-sid' };
  return findRememberedService(projectFolder, sid);
}

type Options = Readonly<Record<string, string | undefined>>;

/** Returns the options that say where the deploy goes; the tool checks all of them. */
function readOptions(words: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    options: {
      env: text,
      username: { ...text, short: 'u' },
      password: text,
      region: text,
      'service-name': { ...text, short: 'n' },
      'service-sid': text,
    },
  });
  const given = Object.entries(values).filter((entry) => typeof entry[1] === 'string');
  return Object.fromEntries(given) as Options;
}
