import { Clock } from './clock/clock';
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
import { Timeline } from './timeline';
import { type NetworkCallOptions, PhoneNetwork } from './twilio/network/phone-network';
import type { CallReport } from './twilio/place-call';
import { StandInVapi, type StandInOptions } from './vapi/stand-in-vapi';

/** The example's build under the real twilio-run, between stand-ins of both vendors. */
export interface DemoWorld {
  readonly standIn: StandInVapi;
  readonly network: PhoneNetwork;
  /** Where every call is placed. */
  readonly voiceUrl: string;
  /** Places a call with a timeline of its own, and waits for all that comes of it. */
  readonly placeCall: (
    call: Omit<NetworkCallOptions, 'voiceUrl' | 'timeline'>,
  ) => Promise<CallReport>;
  readonly stop: () => Promise<void>;
}

/** What differs from the usual. */
export interface DemoWorldOptions extends Partial<StandInOptions> {
  /** A name for the build of these assets. */
  readonly build?: string;
  readonly assetsFolder?: string;
}

/** Starts all of it on free ports of loopback. */
export async function startDemoWorld({
  build: name = 'demo',
  assetsFolder = exampleAssetsFolder,
  ...standInOptions
}: DemoWorldOptions = {}): Promise<DemoWorld> {
  const clock = new Clock();
  let timeline = new Timeline(clock);
  const tenantFile = readTenantFile(assetsFolder);
  const standIn = await StandInVapi.start({
    clock,
    organisation: buildOrganisation(tenantFile),
    note: (text) => timeline.record('vapi', text),
    ...standInOptions,
  });
  const network = await PhoneNetwork.start({
    accountSid: sandboxSettings.ACCOUNT_SID,
    authToken: sandboxSettings.AUTH_TOKEN,
    certificateAuthority: standIn.certificateAuthority,
    ownedNumbers: listOwnedNumbers(tenantFile),
    clock,
  });
  const stopStandIns = async () => {
    await network.stop();
    await standIn.stop();
  };
  try {
    const twilioRun = await startTwilioRun({
      builtFolder: await buildExample(name, assetsFolder),
      environment: buildSandboxEnvironment(standIn, network),
      mode: 'warm',
    });
    const voiceUrl = `${twilioRun.url}/incoming-call`;
    return {
      standIn,
      network,
      voiceUrl,
      placeCall: async (call) => {
        timeline = new Timeline(clock);
        const report = await network.placeCall({ ...call, voiceUrl, timeline });
        await standIn.messages.settle();
        return report;
      },
      stop: async () => {
        await stopStandIns();
        await twilioRun.stop();
      },
    };
  } catch (error) {
    await stopStandIns();
    throw error;
  }
}
