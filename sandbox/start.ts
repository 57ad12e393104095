import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { build } from '../build/build';
import { describeFailure } from '../build/describe-failure';
import { BuildError, inProject } from '../build/project';
import { readEnvironmentFile } from '../src/config/environment-file';
import type { TenantFile } from '../src/tenants/schema';
import { Clock } from './clock/clock';
import { ConsoleServer } from './console/console-server';
import { ConsoleState } from './console/console-state';
import { readConsoleToken } from './console/console-token';
import { BreakerLog } from './project/breaker-log';
import { beginOrder, type LocalWorld } from './project/call-order';
import { startCallService } from './project/call-service';
import { listNamedVariables } from '../src/operator-files/unknown-settings';
import { hasKey, listSettingProblems } from './project/check-settings';
import { FunctionLog } from './project/function-log';
import { withToken } from './project/own-token';
import {
  buildOrganisation,
  buildSandboxEnvironment,
  listOwnedNumbers,
  readTenantFile,
  sandboxSettings,
} from './project/sandbox-project';
import { removeSession, writeSession } from './project/session-file';
import { TenantServers } from './project/tenant-servers';
import { claimPort, startTwilioRun } from './project/twilio-run';
import { watchSources } from './project/watch-sources';
import { PhoneNetwork } from './twilio/phone-network';
import { StandInVapi } from './vapi/stand-in-vapi';

const USAGE = `Builds the project, serves it with twilio-run and builds again when a file changes.
With VAPI_API_KEY in .env the Functions talk to Vapi, without it to a stand-in on this machine.

  npm start
  npm start -- --port 4000
  npm start -- --console-port 4001   the console's; default 3001, or the next free one
  npm start -- --listen-everywhere   other machines may connect, not only this one

Only signed requests are answered. Without AUTH_TOKEN in .env, a random one is made for each start.`;

const assetsFolder = inProject('src', 'assets');

interface StartOptions {
  readonly port: number;
  /** Undefined = 3001, or the next free one. */
  readonly consolePort: number | undefined;
  readonly isOpen: boolean;
}

/** Not `dist`: a deploy must not upload what changes with every save. */
const builtFolder = inProject('.switchboard', 'start');

async function start({ port, consolePort, isOpen }: StartOptions): Promise<void> {
  // Before anything is written: what runs there serves the same folder.
  await claimPort(port);
  const { world, environment } = await createWorld(port);
  const changeTenants = (file: TenantFile) => world.tenantServers?.divert(file) ?? file;
  await build({ outputFolder: builtFolder, changeTenants });
  const listeners = [
    (line: string) => world.functionLog.addLine(line),
    (line: string) => world.breakerLog.addLine(line),
    (line: string) => console.log(line),
  ];
  const starting = startTwilioRun({
    builtFolder,
    environment,
    port,
    isOpen,
    onLine: (line) => listeners.forEach((listener) => listener(line)),
  });
  const loadAnew = () => {
    // If it does not start, that is thrown below.
    starting.then((started) => started.loadAnew()).catch(() => {});
    world.breakerLog.forget();
  };
  const watching = watchSources({
    outputFolder: builtFolder,
    assetsFolder,
    changeTenants,
    onTenants: (tenantFile) => serveTenants(world, tenantFile),
    onBuild: loadAnew,
    print: (line) => console.log(line),
  });
  const [twilioRun] = await Promise.all([starting, watching]);
  // A page that is open from before comes back at once, and needs what it acts on.
  const { setVariables } = twilioRun;
  const state = new ConsoleState(world, environment, { setVariables, loadAnew });
  const consoleServer = await ConsoleServer.start(state, consolePort, readConsoleToken());
  listeners.push(consoleServer.handleLine);
  const service = await startCallService((order, onEntry) => beginOrder(world, order, onEntry));
  writeSession({
    callsUrl: service.url,
    secret: service.secret,
    hasStandIn: world.standIn !== undefined,
  });
  printWelcome(world, environment, consoleServer.pageUrl);

  // All of it ends with this process, twilio-run included; a call that hangs must not be waited for.
  const finish = (code: number) => {
    removeSession();
    process.exit(code);
  };
  process.once('SIGINT', () => finish(0));
  process.once('SIGTERM', () => finish(0));
  const code = await twilioRun.exited;
  console.error(`twilio-run has ended by itself (exit code ${code}); begin again: npm start`);
  finish(1);
}

async function createWorld(port: number) {
  const ownEnvironment = withToken(readEnvironmentFile(inProject('.env')) ?? {});
  const named = listNamedVariables(readTenantFile(assetsFolder));
  // A person listens, so time passes as in life.
  const clock = new Clock({ pace: 1 });
  const standIn = hasKey(ownEnvironment, named) ? undefined : await startStandIn(clock);
  const network = standIn && (await startNetwork(standIn));
  const note = (text: string) => console.log(text);
  const tenantServers = standIn && (await TenantServers.start(note));
  const environment: Record<string, string> = standIn
    ? {
        ...ownEnvironment,
        // Without one, no webhook would be sent.
        SWITCHBOARD_WEBHOOK_SECRET:
          ownEnvironment['SWITCHBOARD_WEBHOOK_SECRET'] || randomBytes(24).toString('hex'),
        ...buildSandboxEnvironment(standIn, network),
      }
    : ownEnvironment;
  const world: LocalWorld = {
    clock,
    voiceUrl: `http://localhost:${port}/incoming-call`,
    accountSid: environment['ACCOUNT_SID'] || sandboxSettings.ACCOUNT_SID,
    authToken: environment['AUTH_TOKEN'] || sandboxSettings.AUTH_TOKEN,
    standIn,
    network,
    tenantServers,
    tenantFile: readTenantFile(assetsFolder),
    functionLog: new FunctionLog(),
    breakerLog: new BreakerLog(Date.now),
  };
  return { world, environment };
}

function serveTenants(world: LocalWorld, tenantFile: TenantFile): void {
  world.tenantFile = tenantFile;
  if (world.standIn) world.standIn.resources.organisation = buildOrganisation(tenantFile);
  if (world.network) world.network.ownedNumbers = listOwnedNumbers(tenantFile);
}

/** The last thing printed before calls come is how to place one. */
function printWelcome(
  { standIn, tenantFile, voiceUrl }: LocalWorld,
  environment: Readonly<Record<string, string>>,
  pageUrl: string,
): void {
  const problems = listSettingProblems(environment, listNamedVariables(tenantFile));
  for (const problem of problems) console.log(`.env  ${problem}`);
  const [tenant] = tenantFile.tenants;
  console.log(`
Pick up a phone in your browser:  ${pageUrl}

Serving ${voiceUrl} and the other URLs that docs/reference.md lists.
${standIn ? 'No VAPI_API_KEY in .env: calls go to the stand-in for Vapi on this machine.' : 'Calls go to Vapi, with the key in .env. Each takes a slot and costs money.'}
Place one from another terminal:  npm run call -- --to ${tenant?.numbers[0] ?? '+12025550199'}
`);
}

async function startStandIn(clock: Clock): Promise<StandInVapi> {
  return StandInVapi.start({
    clock,
    organisation: buildOrganisation(readTenantFile(assetsFolder)),
    note: (text) => console.log(`stand-in Vapi: ${text}`),
  });
}

/** Without accounts, nothing may leave this machine, not even notifications. */
async function startNetwork({ certificateAuthority, clock }: StandInVapi): Promise<PhoneNetwork> {
  return PhoneNetwork.start({
    clock,
    accountSid: sandboxSettings.ACCOUNT_SID,
    authToken: sandboxSettings.AUTH_TOKEN,
    certificateAuthority,
    ownedNumbers: listOwnedNumbers(readTenantFile(assetsFolder)),
  });
}

function parsePort(text: string, option: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new BuildError(`${option} ${text} is not a port`, []);
}

const options = {
  port: { type: 'string', default: '3000' },
  'console-port': { type: 'string' },
  'listen-everywhere': { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;

function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new BuildError(`${(error as Error).message}\nfix: npm start -- --help`, []);
  }
}

async function begin(): Promise<void> {
  const values = readArguments();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const consolePort = values['console-port'];
  await start({
    port: parsePort(values.port, '--port'),
    consolePort: consolePort === undefined ? undefined : parsePort(consolePort, '--console-port'),
    isOpen: values['listen-everywhere'],
  });
}

begin().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exit(1);
});
