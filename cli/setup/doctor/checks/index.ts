import type { Check } from '../check';
import { assistantTimeLimit } from './assistant-time-limit';
import { assistantTransfer } from './assistant-transfer';
import { clock } from './clock';
import { deployedCode } from './deployed-code';
import { deployment } from './deployment';
import { environment } from './environment';
import { environmentLimits } from './environment-limits';
import { holidayDates } from './holiday-dates';
import { liveBuild } from './live-build';
import { nodeVersion } from './node-version';
import { numberWebhooks } from './number-webhooks';
import { outgoingLegs } from './outgoing-legs';
import { serviceCredentials } from './service-credentials';
import { tenantFile } from './tenant-file';
import { tenantSecrets } from './tenant-secrets';
import { texts } from './texts';
import { twilioCredentials } from './twilio-credentials';
import { unsignedRequests } from './unsigned-requests';
import { unsafeSettings } from './unsafe-settings';
import { vapiIds } from './vapi-ids';
import { vapiKey } from './vapi-key';
import { vapiPhoneNumber } from './vapi-phone-number';
import { webhookSigning } from './webhook-signing';

/** Every check, along the chain: this machine, Vapi, Twilio, what is deployed. */
export const checks: readonly Check[] = [
  nodeVersion,
  environment,
  environmentLimits,
  tenantFile,
  tenantSecrets,
  holidayDates,
  unsafeSettings,
  outgoingLegs,
  texts,
  vapiKey,
  vapiIds,
  vapiPhoneNumber,
  assistantTransfer,
  assistantTimeLimit,
  twilioCredentials,
  deployment,
  numberWebhooks,
  webhookSigning,
  liveBuild,
  deployedCode,
  unsignedRequests,
  serviceCredentials,
  clock,
];
