import { randomBytes } from 'node:crypto';
import { buildCallRequest } from '../../../src/assistant/build-call-request';
import { type Config, readConfig } from '../../../src/config/config';
import { Secret } from '../../../src/config/secret';
import { DEFAULT_TENANT_ID } from '../../../src/config/tenant-id';
import { parseCaller } from '../../../src/phone/caller';
import { NOWHERE } from '../../../src/phone/place';
import { planRecording } from '../../../src/recording/consent';
import { offerEvents } from '../../../src/notifications/offer-events';
import { resolveTenant, type Tenant } from '../../../src/tenants/tenant';
import { issueCredential } from '../../../src/vapi/call-credential';
import { offerTransfer } from '../../../src/transfer/offer';
import { NO_DOOR } from '../../../src/phone/door-state';
import type { IncomingCall } from '../../../src/twilio/incoming-call';
import { paths } from '../../../src/twilio/urls';
import type { CallRequest } from '../../../src/vapi/call-request';
import { CliError } from '../../core/cli-error';
import type { CommandInput } from '../../core/command';
import { exitCodes } from '../../core/exit-codes';
import { checkTenantIdsOrDefault } from '../../core/tenant-option';
import { getTenants, readTenants } from '../../core/tenant-file';

export interface ProbeTarget {
  readonly config: Config;
  readonly tenantId: string;
  readonly apiKeyEnv: string;
  readonly apiKey: Secret;
  readonly request: CallRequest;
}

/** Valid, so that Vapi's check accepts it, and reserved for fiction: nobody has it. */
const TEST_CUSTOMER = '+12025550199';

/**
 * Never anybody's, so that no tenant is notified of a probe as of a call. @see
 * https://www.rfc-editor.org/rfc/rfc2606
 */
const OWN_ORIGIN = 'https://switchboard.invalid';

/** Shown in Vapi's list of calls. */
const CALL_NAME = 'switchboard probe';

/** Returns what Vapi is asked for. @throws {CliError} if the tenant or a setting is missing */
export function chooseTarget(input: CommandInput): ProbeTarget {
  const { config, problems } = readConfig(input.environment);
  // A default in place of a bad value would probe something else than callers get.
  const bad = problems.find((problem) => /^VAPI_(?!API_KEY: is not set)/.test(problem));
  if (bad !== undefined) throw new CliError(exitCodes.configuration, bad);
  const tenant = findTenant(input, config);
  const { assistant, apiKeyEnv, phoneNumberId } = tenant;
  if (assistant === undefined)
    throw missing('VAPI_ASSISTANT_ID is not set', describeChoices(input));
  const apiKey = config.findSecret(apiKeyEnv);
  if (apiKey === undefined) {
    throw missing(
      `${apiKeyEnv} ${config.explainSecret(apiKeyEnv)}`,
      'copy the private key from the Vapi dashboard, API Keys, into .env',
    );
  }
  if (phoneNumberId === undefined) {
    throw missing(
      'VAPI_PHONE_NUMBER_ID is not set',
      'copy the id from the Vapi dashboard, Phone Numbers, into .env',
    );
  }
  const call = {
    callSid: `CA${randomBytes(16).toString('hex')}`,
    calledNumber: '',
    caller: parseCaller(TEST_CUSTOMER),
    callerName: undefined,
    forwardedFrom: undefined,
    callToken: undefined,
    isCallLive: true,
    attestation: undefined,
    spamVerdict: undefined,
    door: NO_DOOR,
    callerPlace: NOWHERE,
  };
  const request = buildCallRequest(call, tenant, assistant, {});
  return {
    config,
    tenantId: tenant.id,
    apiKeyEnv,
    apiKey,
    request: { ...request, ...buildOffers(call, tenant), name: CALL_NAME },
  };
}

/**
 * What calls of the tenant also ask for if messages and transfers are set up. Nobody is recorded,
 * and values derived from a secret come from a worthless one.
 */
function buildOffers(
  call: IncomingCall,
  tenant: Tenant,
): Pick<CallRequest, 'recordingEnabled' | 'transferTool' | 'eventsServer'> {
  const secret = new Secret(randomBytes(24).toString('base64url'));
  const credential = issueCredential(
    { tenantId: tenant.id, callSid: call.callSid },
    secret,
    Date.now(),
  );
  const events = { eventsUrl: OWN_ORIGIN + paths.vapiEvents, secret, credential };
  return {
    recordingEnabled: planRecording(tenant.recording, 'refused').byVapi,
    transferTool: offerTransfer(tenant, call, { ...events, nowMs: Date.now, transfers: 0 }),
    eventsServer: offerEvents(tenant, events),
  };
}

/** The first tenant of the file is an example that works. */
function describeChoices(input: CommandInput): string {
  const [first] = readTenants(input).tenants?.tenants ?? [];
  const probeTenant = first && `npm run switchboard -- probe --tenant ${first.id}; or `;
  return `${probeTenant ?? ''}copy an assistant's id from the Vapi dashboard, Assistants, into .env as VAPI_ASSISTANT_ID`;
}

function missing(message: string, fix: string): CliError {
  return new CliError(exitCodes.configuration, message, fix);
}

function findTenant(input: CommandInput, { vapi }: Config): Tenant {
  const given = input.values['tenant'];
  if (given === undefined || given === DEFAULT_TENANT_ID) {
    const { tenants } = readTenants(input);
    return resolveTenant({}, tenants?.defaults ?? {}, vapi);
  }
  const id = String(given);
  checkTenantIdsOrDefault([id], input);
  const { tenants, defaults } = getTenants(input);
  return resolveTenant(tenants.find((entry) => entry.id === id) ?? {}, defaults, vapi);
}
