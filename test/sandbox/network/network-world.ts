import twilio from 'twilio';
import type { RestException } from 'twilio';
import { PhoneNetwork, type NetworkCallOptions } from '../../../sandbox/twilio/phone-network';
import type { NetworkOptions } from '../../../sandbox/twilio/voice/network/network-options';
import { type Answer, type CallWorld, startCallWorld } from '../twiml/call-world';

/** The account of the tests, its number, and the people around it. */
export const ACCOUNT = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token' };
export const TENANT = '+12025550101';
export const CALLER = '+12025550143';
export const PERSON = '+12025550171';
export const COLLEAGUE = '+12025550172';

/** An application, a network and Twilio's own client for it. */
export interface NetworkWorld extends Pick<
  CallWorld,
  'url' | 'clock' | 'seen' | 'requestsTo' | 'finish'
> {
  readonly network: PhoneNetwork;
  readonly client: ReturnType<typeof twilio>;
  /** Begins a caller's call to the application's `/start`. */
  readonly begin: (options?: Partial<NetworkCallOptions>) => ReturnType<PhoneNetwork['beginCall']>;
  readonly close: () => Promise<void>;
}

/** Starts an application that answers as given, and a network on a clock with it. */
export async function startNetworkWorld(
  answers: Record<string, Answer>,
  options: Partial<NetworkOptions> = {},
): Promise<NetworkWorld> {
  const app = await startCallWorld(answers, options.clock);
  const network = await PhoneNetwork.start({
    ...ACCOUNT,
    clock: app.clock,
    ownedNumbers: [TENANT],
    people: { [PERSON]: { kind: 'answers' } },
    ...options,
  });
  return {
    url: app.url,
    clock: app.clock,
    seen: app.seen,
    requestsTo: app.requestsTo,
    finish: app.finish,
    network,
    client: connectClient(network),
    begin: (more) =>
      network.beginCall({ voiceUrl: `${app.url}/start`, from: CALLER, to: TENANT, ...more }),
    close: async () => {
      await network.stop();
      await app.close();
    },
  };
}

/** Returns Twilio's client, as our Functions use it. */
export function connectClient(
  { apiUrl }: PhoneNetwork,
  { accountSid = ACCOUNT.accountSid, authToken = ACCOUNT.authToken } = {},
) {
  const client = twilio(ACCOUNT.accountSid, authToken, { timeout: 2_000, accountSid });
  client.api.baseUrl = apiUrl;
  return client;
}

export async function failureOf(request: Promise<unknown>): Promise<Partial<RestException>> {
  try {
    await request;
  } catch (error) {
    const { status, code, message } = error as RestException;
    return { status, code, message } as Partial<RestException>;
  }
  throw new Error('the request did not fail');
}

/** Waits for something that happens while time stands still. */
export async function untilSeen(isSo: () => unknown): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}
