import type { CommandInput } from '../../core/command';
import { type Deployment, getDeployment } from '../../core/deployment';
import { createPlainHttp } from '../../core/plain-http';
import {
  askTwilio,
  createTwilioClient,
  readTwilioCredentials,
  type TwilioClient,
} from '../../core/twilio-client';
import type { AccountNumber, AskedFact, AskedTwilioFact, DoctorFacts } from './doctor-facts';
import { type Fact, gather, gatherFrom, NOT_ASKED } from './fact';
import { readLiveBuild } from './live-build';
import { readLiveTenantsHash } from './live-tenants';
import { listWebhookRules } from './webhook-rules';

/** Facts for which the deployment must be known. */
const OF_DEPLOYMENT: readonly AskedFact[] = ['deployment', 'liveBuild', 'liveTenantsHash'];

/** Gathers those of the named facts that Twilio or the deployed domain can tell, at the same time. */
export async function gatherTwilio(
  input: CommandInput,
  asked: ReadonlySet<AskedFact>,
): Promise<Pick<DoctorFacts, AskedTwilioFact | 'askPlainly'>> {
  const askPlainly = createPlainHttp(input.httpsAgent);
  const isAsked = [...asked].some((fact) => fact !== 'vapi');
  if (isAsked) input.progress.show('asking Twilio');
  const client: Fact<TwilioClient> = isAsked ? await gatherClient(input) : NOT_ASKED;
  const askIf = async <From, T>(
    fact: AskedTwilioFact,
    from: Fact<From> | Promise<Fact<From>>,
    work: (value: From) => Promise<T>,
  ): Promise<Fact<T>> => (asked.has(fact) ? gatherFrom(await from, work) : NOT_ASKED);
  const deploying: Promise<Fact<Deployed>> = OF_DEPLOYMENT.some((fact) => asked.has(fact))
    ? gatherFrom(client, async (known) => ({
        client: known,
        deployment: await getDeployment(known, input),
      }))
    : Promise.resolve(NOT_ASKED);
  // Nobody is asked before an account is set up.
  const asksTime = asked.has('twilioAnswer') && client.unknown?.kind !== 'absent';
  const [deployed, numbers, webhookRules, liveBuild, liveTenantsHash, twilioAnswer] =
    await Promise.all([
      deploying,
      askIf('numbers', client, listNumbers),
      askIf('webhookRules', client, listWebhookRules),
      askIf('liveBuild', deploying, (where) => readLiveBuild(where.client, where.deployment)),
      askIf('liveTenantsHash', deploying, ({ deployment }) =>
        readLiveTenantsHash(deployment, input.httpsAgent),
      ),
      asksTime
        ? askPlainly('GET', `${client.value?.api.baseUrl ?? 'https://api.twilio.com'}/2010-04-01`)
        : undefined,
    ]);
  return {
    twilio: client.unknown ? client : { value: { accountSid: client.value.accountSid } },
    deployment: deployed.unknown ? deployed : { value: deployed.value.deployment },
    numbers,
    webhookRules,
    liveBuild,
    liveTenantsHash,
    twilioAnswer,
    askPlainly,
  };
}

interface Deployed {
  readonly client: TwilioClient;
  readonly deployment: Deployment;
}

/** Returns a client whose credentials Twilio has accepted. */
async function gatherClient(input: CommandInput): Promise<Fact<TwilioClient>> {
  const credentials = await gather(() => readTwilioCredentials(input.environment));
  if (credentials.unknown !== undefined) {
    return { unknown: { ...credentials.unknown, kind: 'absent' } };
  }
  return gather(async () => {
    const client = createTwilioClient(credentials.value, input);
    await askTwilio('listing Services', client.serverless.v1.services.list({ limit: 1 }));
    return client;
  });
}

async function listNumbers(client: TwilioClient): Promise<AccountNumber[]> {
  const numbers = await askTwilio('listing numbers', client.incomingPhoneNumbers.list());
  return numbers.map((number) => ({
    phoneNumber: number.phoneNumber,
    voiceUrl: number.voiceUrl ?? '',
    voiceMethod: number.voiceMethod ?? '',
    voiceFallbackUrl: number.voiceFallbackUrl ?? '',
    voiceApplicationSid: number.voiceApplicationSid ?? '',
    trunkSid: number.trunkSid ?? '',
  }));
}
