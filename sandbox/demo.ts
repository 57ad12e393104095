import { buildScenarios } from './demo-scenarios';
import {
  buildExample,
  buildOrganisation,
  buildSandboxEnvironment,
  exampleAssetsFolder,
  listOwnedNumbers,
  readTenantFile,
  sandboxSettings,
} from './project/sandbox-project';
import { startTwilioRun } from './project/twilio-run';
import { printTimeline, Timeline } from './timeline';
import { PhoneNetwork } from './twilio/network/phone-network';
import { StandInVapi } from './vapi/stand-in-vapi';

/** Places the demo's calls against twilio-run and the stand-ins; returns what went wrong. */
async function runDemo(): Promise<string[]> {
  let timeline = new Timeline();
  const tenantFile = readTenantFile(exampleAssetsFolder);
  const standIn = await StandInVapi.start({
    organisation: buildOrganisation(tenantFile),
    note: (text) => timeline.record('vapi', text),
  });
  const network = await PhoneNetwork.start({
    accountSid: sandboxSettings.ACCOUNT_SID,
    authToken: sandboxSettings.AUTH_TOKEN,
    ownedNumbers: listOwnedNumbers(tenantFile),
    certificateAuthority: standIn.certificateAuthority,
    speed: 4,
  });
  const twilioRun = await startTwilioRun({
    builtFolder: await buildExample('demo'),
    environment: buildSandboxEnvironment(standIn, network),
  });
  const failures: string[] = [];
  try {
    for (const scenario of buildScenarios(sandboxSettings.VAPI_ASSISTANT_ID)) {
      timeline = new Timeline();
      const callsBefore = standIn.calls.length;
      const textsBefore = network.messages.length;
      const { from, to, fault, firstFault, people = {}, message } = scenario;
      standIn.standingFault = fault;
      if (firstFault !== undefined) standIn.nextFaults.push(firstFault);
      const report = await network.placeCall({
        voiceUrl: `${twilioRun.url}/incoming-call`,
        from,
        to,
        people,
        ...(message === undefined ? {} : { message }),
        timeline,
      });
      const texts = network.messages.slice(textsBefore);
      for (const text of texts)
        timeline.record('twilio', `sends a text to ${text.to}: ${text.body}`);
      const problems = scenario.check(report, standIn.calls.slice(callsBefore), texts);
      failures.push(...problems.map((problem) => `${scenario.title}: ${problem}`));
      console.log(`\n${problems.length === 0 ? '✔' : '✘'} ${scenario.title}`);
      console.log(printTimeline(timeline));
    }
  } finally {
    await twilioRun.stop();
    await network.stop();
    await standIn.stop();
  }
  return failures;
}

runDemo().then(
  (failures) => {
    for (const failure of failures) console.error(`FAILED  ${failure}`);
    console.log(failures.length === 0 ? '\nEvery caller was answered.' : '');
    process.exitCode = failures.length === 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
