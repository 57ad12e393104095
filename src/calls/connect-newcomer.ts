import {
  type Attempt,
  type ConnectServices,
  connectAssistant,
} from '../assistant/connect-assistant';
import { answerNewcomer, type NewcomerAnswer, type NewcomerServices } from '../queue/newcomer';
import type { TenantMatch } from '../tenants/directory';
import type { Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';

export interface AnswerServices extends ConnectServices, NewcomerServices {
  readonly findTenant: (calledNumber: string) => Promise<TenantMatch>;
}

/** Connects a caller to the tenant's assistant or queue; if both fail, the fallback speaks. */
export async function connectNewcomer(
  call: IncomingCall,
  tenant: Tenant,
  context: AnswerServices,
  attempt: Attempt,
): Promise<NewcomerAnswer> {
  const connected = await connectAssistant(call, tenant, context, attempt);
  const consent = tenant.recording === undefined ? undefined : attempt.consent;
  return answerNewcomer(connected, { ...call, consent }, tenant, context);
}
