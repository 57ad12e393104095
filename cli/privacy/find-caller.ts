import { type Config, NOT_SET, readConfig } from '../../src/config/config';
import { parseE164 } from '../../src/phone/e164';
import { nameQueue } from '../../src/tenants/queue-name';
import type { TenantFile } from '../../src/tenants/schema';
import { findCallbackRules } from '../../src/tenants/queue-schema';
import { type EnvironmentAssistant, resolveTenant } from '../../src/tenants/tenant';
import { CliError } from '../core/cli-error';
import type { CommandInput } from '../core/command';
import { exitCodes } from '../core/exit-codes';
import { getTenants } from '../core/tenant-file';
import { createTwilioClient, readTwilioCredentials } from '../core/twilio-client';
import { chooseSources, DEFAULT_KEY_ENV } from '../history/reconcile/choose-sources';
import { readSince } from '../history/reconcile/time-window';
import { type FindTenantId, findAtTwilio } from './find-at-twilio';
import { findAtVapi } from './find-at-vapi';
import { findCallParts } from './find-call-parts';
import { type CallbackQueue, findInSync } from './find-in-sync';
import type { StoredItem } from './stored-item';

/** What both commands about a caller take. */
export const callerOptions = {
  number: { type: 'string' },
  since: { type: 'string', default: '400d' },
} as const;

export const CALLER_HELP = `  --number        the caller's number, +12025550143
  --since         how far back (default 400d, the longest)`;

/** What no command can delete, for the end of each protocol. */
export const CALLER_NOTES: readonly string[] = [
  "Not looked at: Twilio's list of calls and the Functions' log at Twilio (they end by themselves), what your own servers and Slack were sent, and what is stored for assistants outside of these organisations.",
];

/** Everything that the vendors store about a caller. @throws {CliError} */
export async function findCaller(
  input: CommandInput,
): Promise<{ readonly number: string; readonly items: readonly StoredItem[] }> {
  const { values, environment, progress } = input;
  const number = readNumber(values['number']);
  const nowMs = Date.now();
  const fromMs = readSince(String(values['since']), nowMs);
  const tenants = getTenants(input);
  const read = readConfig(environment);
  const { keys, unsetKeys } = chooseSources(tenants, [], read);
  // Somebody who asks what is stored about them must not get only a part of it.
  const [unset] = unsetKeys;
  if (unset !== undefined) throw unset.error;
  refuseUnusableKey(read.config);
  const apiKeyEnvs = keys.map(({ apiKeyEnv }) => apiKeyEnv);
  const client = createTwilioClient(readTwilioCredentials(environment), input);
  const show = (text: string) => progress.show(text);
  const { config } = read;
  const atVapi = await findAtVapi(number, { config, apiKeyEnvs, fromMs, untilMs: nowMs, show });
  const atTwilio = await findAtTwilio(number, {
    client,
    findTenantId: mapNumbers(tenants),
    senders: listSenders(tenants),
    from: new Date(fromMs),
    show,
  });
  const inSync = await findInSync(number, client, {
    queues: listCallbackQueues(tenants, config.vapi),
    serviceSid: config.syncServiceSid,
  });
  const ofCalls = keepsParts(tenants)
    ? await findCallParts(number, {
        client,
        serviceSid: config.syncServiceSid,
        findTenantId: mapNumbers(tenants),
        nowMs,
      })
    : [];
  return { number, items: [...atVapi, ...atTwilio, ...inSync, ...ofCalls] };
}

/** No tenant may name the usual key, and its organisation may know the caller all the same. */
function refuseUnusableKey(config: Config): void {
  const why = config.explainSecret(DEFAULT_KEY_ENV);
  if (config.findSecret(DEFAULT_KEY_ENV) !== undefined || why === NOT_SET) return;
  throw new CliError(
    exitCodes.configuration,
    `${DEFAULT_KEY_ENV} ${why}: Vapi cannot be asked about the calls that are made with it`,
    `correct ${DEFAULT_KEY_ENV}, or take it out of .env`,
  );
}

function readNumber(given: unknown): string {
  const number = typeof given === 'string' ? parseE164(given) : undefined;
  if (number !== undefined) return number;
  throw new CliError(
    exitCodes.usage,
    given === undefined ? 'no number is given' : '--number is not a number in E.164 form',
    '--number +12025550143',
  );
}

function keepsParts({ tenants, defaults }: TenantFile): boolean {
  return [...tenants, defaults].some(({ afterCall }) => afterCall !== undefined);
}

/** Returns whose number it is by the tenant file. */
export function mapNumbers({ tenants }: TenantFile): FindTenantId {
  const idOf = new Map(tenants.flatMap(({ id, numbers }) => numbers.map((each) => [each, id])));
  return (phoneNumber) => idOf.get(phoneNumber);
}

/** Messages of ours are sent from a tenant's own number, or from one that the tenant names. */
function listSenders({ tenants, defaults }: TenantFile): string[] {
  const senders = tenants.flatMap(({ numbers, voicemail = defaults?.voicemail }) => {
    const sms = voicemail?.notify?.sms;
    if (sms === undefined) return [];
    return sms.from === undefined ? numbers : [sms.from];
  });
  return [...new Set(senders)];
}

function listCallbackQueues(
  { tenants, defaults }: TenantFile,
  environment: EnvironmentAssistant,
): CallbackQueue[] {
  const queues = tenants.flatMap((entry) => {
    const tenant = resolveTenant(entry, defaults, environment);
    const rules = findCallbackRules(tenant.queue);
    return rules === undefined ? [] : [{ name: nameQueue(tenant), tenantId: tenant.id }];
  });
  return [...new Map(queues.map((queue) => [queue.name, queue])).values()];
}
