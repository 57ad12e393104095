import { existsSync, readFileSync, watch } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse as parseDotenv } from 'dotenv';
import { context } from 'esbuild';
import { build, distFolder, rebuildAssets } from '../build/build';
import { esbuildOptions } from '../build/functions';
import { BuildError, inProject } from '../build/project';
import {
  buildOrganisation,
  buildSandboxEnvironment,
  listOwnedNumbers,
  readTenantFile,
  sandboxSettings,
} from './project/sandbox-project';
import { removeSession, writeSession } from './project/session-file';
import { startTwilioRun } from './project/twilio-run';
import { PhoneNetwork } from './twilio/network/phone-network';
import { StandInVapi } from './vapi/stand-in-vapi';

const USAGE = `Builds the project, serves it with twilio-run and builds again when a file changes.
With VAPI_API_KEY in .env the Functions talk to Vapi, without it to a stand-in on this machine.

  npm start
  npm start -- --port 4000`;

const assetsFolder = inProject('src', 'assets');

async function start(portText: string): Promise<void> {
  const port = parsePort(portText);
  await build();
  await watchSources();
  const ownEnvironment = readOwnEnvironment();
  const hasKey = Object.keys(ownEnvironment).some(
    (name) => /^VAPI_.*KEY/.test(name) && ownEnvironment[name] !== '',
  );
  const standIn = hasKey ? undefined : await startStandIn();
  const network = standIn && (await startNetwork());
  const environment = standIn
    ? { ...ownEnvironment, ...buildSandboxEnvironment(standIn, network) }
    : ownEnvironment;
  const twilioRun = await startTwilioRun({
    builtFolder: distFolder,
    environment,
    port,
    live: true,
    isLoud: true,
  });
  writeSession({
    url: twilioRun.url,
    authToken: environment['AUTH_TOKEN'] || sandboxSettings.AUTH_TOKEN,
    accountSid: environment['ACCOUNT_SID'] || sandboxSettings.ACCOUNT_SID,
    standIn: standIn && {
      apiUrl: standIn.apiUrl,
      certificateAuthority: standIn.certificateAuthority,
    },
  });
  const [tenant] = readTenantFile(assetsFolder).tenants;
  console.log(`
${standIn ? 'No VAPI_API_KEY in .env: calls go to the stand-in for Vapi on this machine.' : 'Calls go to Vapi, with the key in .env. Each takes a line and costs money.'}
Place one from another terminal:  npm run call -- --to ${tenant?.numbers[0] ?? '+12025550199'}
`);

  const finish = async () => {
    removeSession();
    await standIn?.stop();
    await network?.stop();
    await twilioRun.stop();
    process.exit(0);
  };
  process.once('SIGINT', () => void finish());
  process.once('SIGTERM', () => void finish());
  await twilioRun.exited.then(finish);
}

async function startStandIn(): Promise<StandInVapi> {
  return StandInVapi.start({
    organisation: buildOrganisation(readTenantFile(assetsFolder)),
    note: (text) => console.log(`stand-in Vapi: ${text}`),
  });
}

/** Without accounts, nothing is to leave this machine: no message's notice either. */
async function startNetwork(): Promise<PhoneNetwork> {
  return PhoneNetwork.start({
    accountSid: sandboxSettings.ACCOUNT_SID,
    authToken: sandboxSettings.AUTH_TOKEN,
    ownedNumbers: listOwnedNumbers(readTenantFile(assetsFolder)),
  });
}

/** Read by the library and version that twilio-run reads it with. */
function readOwnEnvironment(): Record<string, string> {
  const file = inProject('.env');
  return existsSync(file) ? parseDotenv(readFileSync(file)) : {};
}

async function watchSources(): Promise<void> {
  const sources = await context(esbuildOptions(distFolder));
  await sources.watch();
  watch(assetsFolder, { recursive: true }, () => {
    try {
      rebuildAssets(distFolder, assetsFolder);
    } catch (error) {
      // The last good build goes on serving.
      console.error(error instanceof BuildError ? error.message : error);
    }
  });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new BuildError(`--port ${text} is not a port`, []);
}

const { values } = parseArgs({
  options: { port: { type: 'string', default: '3000' }, help: { type: 'boolean' } },
});
if (values.help) console.log(USAGE);
else {
  start(values.port).catch((error: unknown) => {
    console.error(error instanceof BuildError ? error.message : error);
    process.exit(1);
  });
}
