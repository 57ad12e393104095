import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../../core/cli-error';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import {
  ENVIRONMENT_HELP,
  environmentOption,
  getDeployment,
  parseDomain,
  readEnvironmentName,
} from '../../core/deployment';
import { exitCodes } from '../../core/exit-codes';
import { getTenants } from '../../core/tenant-file';
import { createTwilioClient, type TwilioClient } from '../../core/twilio-client';
import { printRoundReport } from '../../print/report';
import { buildAccessToken, readApiKey } from '../phone/access-token';
import { describeWorld } from '../phone/describe-world';
import { PhoneServer } from '../phone/phone-server';
import { prepareTwimlApp } from '../phone/twiml-app';

/** `switchboard phone`: a phone in the browser that calls the deployed switchboard. */
export const phone: Command = {
  summary: 'opens a phone in the browser that calls the deployed switchboard',
  details: `Serves a page on this machine from which you call a tenant through Twilio's Voice SDK: a real call,
which takes a slot at Vapi and costs money at both. It makes or corrects one TwiML App in the account
("switchboard phone: <domain>"), and signs an access token for an hour on this machine, which needs an API
key. You call as client:operator, without a number. Ends with Ctrl-C.

  ${ENVIRONMENT_HELP}
  --domain       the host, instead of looking it up
  --port         where the page is; default 3002
  --minutes      ends after so long; default 480`,
  examples: [
    'npm run switchboard -- phone --environment production',
    'npm run switchboard -- phone --domain calls.example.com --port 4002',
  ],
  options: {
    ...environmentOption,
    domain: { type: 'string' },
    port: { type: 'string', default: '3002' },
    minutes: { type: 'string', default: '480' },
  },
  changesAccount: true,
  async run(input) {
    const port = readNumber(input, 'port', 65_535);
    const minutes = readNumber(input, 'minutes', 24 * 60);
    const tenantFile = getTenants(input);
    refuseWrongTarget(input);
    const credentials = readApiKey(input.environment);
    const client = createTwilioClient(credentials, input);
    const domainName = await findDomain(client, input);
    input.progress.show('preparing the TwiML App');
    const app = await prepareTwimlApp(client, domainName);
    const buildSession = () => ({
      token: buildAccessToken(credentials, app.sid),
      world: describeWorld(domainName, tenantFile, new Date()),
    });
    const server = await startServer(buildSession, port);
    input.progress.clear();
    const { change, sid } = app;
    const changed = change === 'none' ? 'is as it should be' : `was ${change}`;
    const opened: CommandReport = {
      data: { url: server.pageUrl, domainName, applicationSid: sid, change },
      problems: [],
      text: `The TwiML App ${sid} ${changed}.\nOpen ${server.pageUrl} and call.`,
      exitCode: exitCodes.done,
    };
    printRoundReport(input.stdout, opened, input.values['json'] === true);
    await untilEnd(minutes);
    await server.stop();
    return { ...opened, text: 'The phone is put away.' };
  },
};

/** Before credentials are asked for. @throws {CliError} */
function refuseWrongTarget({ values }: CommandInput): void {
  if (typeof values['domain'] === 'string') parseDomain(values['domain']);
  else readEnvironmentName(values);
}

async function findDomain(client: TwilioClient, input: CommandInput): Promise<string> {
  const { domain } = input.values;
  if (typeof domain === 'string') return parseDomain(domain);
  return (await getDeployment(client, input)).domainName;
}

async function startServer(buildSession: () => object, port: number): Promise<PhoneServer> {
  try {
    return await PhoneServer.start(buildSession, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = `nothing can be served at port ${port} (${code ?? String(error)})`;
    throw new CliError(exitCodes.usage, problem, 'npm run switchboard -- phone --port 0');
  }
}

/** Waits until the operator has had enough. */
async function untilEnd(minutes: number): Promise<void> {
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  await sleep(minutes * 60_000, undefined, { signal: ended.signal }).catch(() => undefined);
  process.off('SIGINT', end).off('SIGTERM', end);
}

function readNumber(input: CommandInput, name: string, max: number): number {
  const value = Number(input.values[name]);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new CliError(
    exitCodes.usage,
    `--${name} is not a whole number from 0 to ${max}`,
    'npm run switchboard -- phone --help',
  );
}
