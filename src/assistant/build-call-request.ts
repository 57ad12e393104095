import type { ClosedByHand } from '../config/closed-by-hand';
import { version } from '../config/version';
import { describeDoor } from '../front-door/door-variables';
import { findShownNumber } from '../phone/caller';
import type { RecordingConsent } from '../recording/consent';
import type { AssistantReference, OwnValues, Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';
import type { CallRequest } from '../vapi/call-request';

/** What has happened to the caller before, as far as Vapi is told. */
interface Told {
  readonly variables?: OwnValues;
  readonly firstWords?: string;
  readonly consent?: RecordingConsent | undefined;
  readonly closedByHand?: ClosedByHand | undefined;
}

/** Returns what Vapi is asked for on behalf of a caller. */
export function buildCallRequest(
  call: IncomingCall,
  tenant: Tenant,
  assistant: AssistantReference,
  { variables, firstWords, consent, closedByHand }: Told,
): CallRequest {
  const { caller, callSid } = call;
  const callerNumber = findShownNumber(caller);
  const ids = {
    tenantId: tenant.id,
    callSid,
    ...(consent === undefined ? {} : { recordingConsent: consent }),
  };
  return {
    assistant,
    phoneNumberId: tenant.phoneNumberId,
    name: tenant.name,
    caller,
    callerName: call.callerName,
    callSid,
    variables: {
      ...tenant.variables,
      ...(tenant.name === undefined ? {} : { businessName: tenant.name }),
      ...ids,
      ...(callerNumber === undefined ? {} : { callerNumber }),
      ...describeDoor(tenant, call, closedByHand),
      ...variables,
    },
    firstWords,
    maxSeconds: tenant.limits?.maxCallSeconds,
    metadata: { ...tenant.metadata, ...ids, switchboardVersion: version },
  };
}
