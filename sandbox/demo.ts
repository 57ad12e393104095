import { buildScenarios } from './demo-scenarios';
import {
  buildExample,
  buildOrganisation,
  buildSandboxEnvironment,
  exampleAssetsFolder,
  readTenantFile,
  sandboxSettings,
} from './project/sandbox-project';
import { startTwilioRun } from './project/twilio-run';
import { printTimeline, Timeline } from './timeline';
import { placeCall } from './twilio/place-call';
import { StandInVapi } from './vapi/stand-in-vapi';

/** Places the demo's calls against twilio-run and the stand-in Vapi; returns what went wrong. */
async function runDemo(): Promise<string[]> {
  let timeline = new Timeline();
  const standIn = await StandInVapi.start({
    organisation: buildOrganisation(readTenantFile(exampleAssetsFolder)),
    note: (text) => timeline.record('vapi', text),
  });
  const twilioRun = await startTwilioRun({
    builtFolder: await buildExample('demo'),
    environment: buildSandboxEnvironment(standIn),
  });
  const failures: string[] = [];
  try {
    for (const scenario of buildScenarios(sandboxSettings.VAPI_ASSISTANT_ID)) {
      timeline = new Timeline();
      const callsBefore = standIn.calls.length;
      standIn.standingFault = scenario.fault;
      const report = await placeCall({
        voiceUrl: `${twilioRun.url}/incoming-call`,
        authToken: sandboxSettings.AUTH_TOKEN,
        accountSid: sandboxSettings.ACCOUNT_SID,
        from: scenario.from,
        to: scenario.to,
        certificateAuthority: standIn.certificateAuthority,
        speed: 4,
        timeline,
      });
      const problems = scenario.check(report, standIn.calls.slice(callsBefore));
      failures.push(...problems.map((problem) => `${scenario.title}: ${problem}`));
      console.log(`\n${problems.length === 0 ? '✔' : '✘'} ${scenario.title}`);
      console.log(printTimeline(timeline));
    }
  } finally {
    await twilioRun.stop();
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
