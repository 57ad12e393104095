import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { Clock } from '../clock/clock';
import { readFrontDoorTenants, readOnlyTenant } from '../example/front-door-tenants';
import { buildMomentHeaders } from '../project/moment-headers';
import { buildNumberUrls } from '../project/number-urls';
import { describeCalled } from '../project/called-number';
import {
  buildExample,
  buildOrganisation,
  buildSandboxEnvironment,
  exampleAssetsFolder,
  listOwnedNumbers,
  readTenantFile,
  sandboxSettings,
} from '../project/sandbox-project';
import { startTwilioRun } from '../project/twilio-run';
import { Timeline, type TimelineEntry } from '../timeline/timeline';
import { type NetworkCallOptions, PhoneNetwork } from '../twilio/phone-network';
import type { CallReport } from '../twilio/voice/place-call';
import { makeSid } from '../twilio/formats/sid';
import { StandInVapi } from '../vapi/stand-in-vapi';

/**
 * The example's build under the real twilio-run, between stand-ins for both vendors on one clock.
 */
export interface DemoWorld {
  readonly standIn: StandInVapi;
  readonly network: PhoneNetwork;
  /** How every number is set at Twilio. */
  readonly number: Pick<NetworkCallOptions, 'voiceUrl' | 'statusCallbackUrl'>;
  /** Places a call with a timeline of its own, and waits for everything that follows from it. */
  readonly placeCall: (
    call: DemoCall,
    onEntry: (entry: TimelineEntry) => void,
  ) => Promise<CallReport>;
  readonly stop: () => Promise<void>;
}

/** A call as a story places it. */
export interface DemoCall extends Omit<
  NetworkCallOptions,
  'voiceUrl' | 'statusCallbackUrl' | 'timeline' | 'headers'
> {
  /** The moment at which it begins for our Functions, ISO 8601 with a zone; undefined = now. */
  readonly at?: string | undefined;
}

/** The tenant whose callers wait while all slots are taken: they may leave a message instead. */
const QUEUE_TENANT_ID = 'summit-hvac';
/** The tenant that texts callers whom nobody answered. */
const TEXTING_TENANT_ID = 'zahnarzt-linden';
export const QUEUE_NUMBER = '+12025550102';
/** How many callers can talk to assistants at once. */
export const SLOTS = 3;
/** A slot that nobody used in the end is free again after this time. */
const NO_STREAM_AFTER_MS = 40_000;

/** Each running demo has a folder of its own. */
const folderName = `demo-${process.pid}`;
const folder = inProject('.switchboard', folderName);

/** Starts everything on free ports of loopback. */
export async function startDemoWorld(): Promise<DemoWorld> {
  const clock = new Clock();
  let timeline = new Timeline(clock);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const assetsFolder = writeAssets();
  const tenantFile = readTenantFile(assetsFolder);
  const builtFolder = await buildExample(folderName, assetsFolder);
  const standIn = await StandInVapi.start({
    clock,
    organisation: buildOrganisation(tenantFile),
    note: (text, actor = 'vapi') => timeline.record(actor, text),
    slots: SLOTS,
    noStreamAfterMs: NO_STREAM_AFTER_MS,
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
      builtFolder,
      environment: buildSandboxEnvironment(standIn, network),
    });
    const number = buildNumberUrls(twilioRun.url);
    return {
      standIn,
      network,
      number,
      placeCall: async ({ at, callSid = makeSid('CA'), ...call }, onEntry) => {
        timeline = new Timeline(clock, onEntry);
        timeline.record('twilio', describeCalled(tenantFile, call.to));
        if (at !== undefined) timeline.record('twilio', `the call begins at ${at}`);
        const headers = buildMomentHeaders(clock, at === undefined ? undefined : Date.parse(at));
        standIn.callHeaders.set(callSid, headers);
        const report = await network.placeCall({ ...call, ...number, callSid, timeline, headers });
        await standIn.messages.settle();
        return report;
      },
      stop: async () => {
        await twilioRun.stop();
        await stopStandIns();
      },
    };
  } catch (error) {
    await stopStandIns();
    throw error;
  }
}

/** What stories need of the example's tenants besides what the example has, by their ids. */
const tenantSettings: Readonly<Record<string, object>> = {
  [TEXTING_TENANT_ID]: { afterCall: { textBack: {} } },
  [QUEUE_TENANT_ID]: { queue: { offers: ['voicemail'], announceEverySeconds: 15 } },
};

/** Writes the example's assets with these settings, and the tenants of docs/front-door.md; returns the folder. */
function writeAssets(): string {
  const assetsFolder = path.join(folder, 'example');
  cpSync(exampleAssetsFolder, assetsFolder, { recursive: true });
  const file = path.join(assetsFolder, 'tenants.private.json');
  const { tenants, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as {
    tenants: { readonly id: string }[];
  };
  const completed = [
    ...tenants.map((tenant) => ({ ...tenant, ...tenantSettings[tenant.id] })),
    ...[...readFrontDoorTenants().values()].map(readOnlyTenant),
  ];
  writeFileSync(file, JSON.stringify({ ...rest, tenants: completed }));
  return assetsFolder;
}
