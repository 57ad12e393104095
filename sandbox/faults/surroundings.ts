import { Clock } from '../clock/clock';
import { buildOrganisation, listOwnedNumbers, readTenantFile } from '../project/sandbox-project';
import { PhoneNetwork } from '../twilio/phone-network';
import type { NetworkOptions } from '../twilio/voice/network/network-options';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import { StandInVapi } from '../vapi/stand-in-vapi';
import { canaries } from './canaries';
import { type Change, replaceTenantFile, setVariables } from './change-deployment';
import { faultAssetsFolder } from './deploy-once';
import type { FaultCase } from './fault-case';
import { type BrokenPlace, type NetworkFault, openBrokenPlace } from './network-faults';
import { NotificationReceiver } from './notification-receiver';

/** Where the suite's tenants want notifications: every world has a place of its own. */
const NOTIFICATION_URL = 'https://notifications.example.com/voicemail';

/** Everything that the Functions of one case can reach. */
export interface Surroundings {
  readonly vapi: StandInVapi;
  /** Undefined if something broken replaces it. */
  readonly receiver: NotificationReceiver | undefined;
  readonly network: PhoneNetwork;
  /** Points a deployment at all of it. */
  readonly connect: Change;
  readonly stop: () => Promise<void>;
}

/**
 * Opens what a case needs on free ports of loopback.
 * @param reach how the phone network's own legs reach the deployed domain
 */
export async function openSurroundings(
  fault: FaultCase,
  deployed: DeployedEnvironment,
  reach: Pick<NetworkOptions, 'post' | 'get'> = {},
): Promise<Surroundings> {
  const { apiAt, streamAt, notificationsAt = 'takes', restAt } = fault;
  const stops: (() => Promise<void>)[] = [];
  const open = async (networkFault: NetworkFault) => {
    const place = await openBrokenPlace(networkFault);
    stops.push(place.stop);
    return place;
  };
  const clock = new Clock();
  const vapi = await StandInVapi.start({
    clock,
    organisation: listOrganisation(),
    slots: 1_000,
  });
  stops.push(() => vapi.stop());
  breakVapi(vapi, fault, streamAt && (await open(streamAt)));
  const vapiUrl = apiAt === undefined ? vapi.apiUrl : urlOf(await open(apiAt));

  let receiver: NotificationReceiver | undefined;
  let notificationUrl: string;
  if (isNetworkFault(notificationsAt))
    notificationUrl = `${urlOf(await open(notificationsAt))}/voicemail`;
  else {
    const secret = canaries.SWITCHBOARD_WEBHOOK_SECRET;
    const started = await NotificationReceiver.start(secret, notificationsAt);
    receiver = started.receiver;
    notificationUrl = started.url;
    stops.push(() => started.receiver.stop());
  }

  const network = await startNetwork(deployed, { vapi, clock, ...reach });
  stops.push(() => network.stop());
  const restUrl = typeof restAt === 'string' ? urlOf(await open(restAt)) : network.apiUrl;
  if (typeof restAt === 'object') {
    for (const route of restAt.routes) network.failAlways(route, restAt);
  }

  const connect: Change = (environment) =>
    replaceTenantFile((text) => text.replaceAll(NOTIFICATION_URL, notificationUrl))(
      setVariables({
        VAPI_BASE_URL: vapiUrl,
        VAPI_STREAM_HOSTS: 'localhost,does-not-exist.invalid',
        TWILIO_API_BASE_URL: restUrl,
      })(environment),
    );
  const stop = async () => {
    for (const stopOne of stops) await stopOne();
  };
  return { vapi, receiver, network, connect, stop };
}

function startNetwork(
  { accountSid, authToken }: DeployedEnvironment,
  { vapi, ...options }: Pick<NetworkOptions, 'clock' | 'post' | 'get'> & { vapi: StandInVapi },
): Promise<PhoneNetwork> {
  return PhoneNetwork.start({
    accountSid,
    authToken,
    certificateAuthority: vapi.certificateAuthority,
    ownedNumbers: listOwnedNumbers(readTenantFile(faultAssetsFolder)),
    callsPerSecond: 100,
    ...options,
  });
}

const NETWORK_FAULTS: readonly string[] = [
  'refused',
  'mute',
  'self-signed',
  'not-http',
  'unknown-host',
] satisfies NetworkFault[];

function isNetworkFault(word: string): word is NetworkFault {
  return NETWORK_FAULTS.includes(word);
}

function urlOf({ protocol, host }: BrokenPlace): string {
  return `${protocol}://${host}`;
}

function listOrganisation() {
  return {
    ...buildOrganisation(readTenantFile(faultAssetsFolder)),
    apiKey: canaries.VAPI_API_KEY,
    otherApiKeys: [canaries.VAPI_API_KEY_HARBOUR],
  };
}

/** Makes Vapi fail as a case says. @param stream where calls are streamed to instead */
export function breakVapi(
  vapi: StandInVapi,
  { fault, firstFault, lookupFault }: FaultCase,
  stream?: BrokenPlace,
): void {
  const address = stream && `<Stream url="wss://${stream.host}/call/transport"/>`;
  vapi.standingFault = address
    ? { kind: 'twiml', twiml: `<Response><Connect>${address}</Connect></Response>` }
    : fault;
  if (firstFault) vapi.nextFaults.push(firstFault);
  vapi.standingCallLookupFault = lookupFault;
}
