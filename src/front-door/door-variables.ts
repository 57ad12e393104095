import type { ClosedByHand } from '../config/closed-by-hand';
import { decideHours } from '../tenants/hours';
import { speakHours } from '../tenants/spoken-hours';
import type { OwnValues, Tenant } from '../tenants/tenant';
import type { IncomingCall } from '../twilio/incoming-call';
import { isAiDisclosed } from './decide-front-door';

/** Returns what the assistant is told about how the caller came in; nothing without a front door. */
export function describeDoor(
  tenant: Tenant,
  { door, callerPlace }: Pick<IncomingCall, 'door' | 'callerPlace'>,
  closedByHand: ClosedByHand | undefined,
): OwnValues {
  const { ringOutcome, language } = door;
  return {
    ...describeHours(tenant, door, closedByHand),
    ...(ringOutcome === undefined ? {} : { ringOutcome }),
    ...(language === undefined ? {} : { callerLanguage: language }),
    ...(tenant.disclosure === undefined
      ? {}
      : { aiDisclosed: String(isAiDisclosed(tenant, callerPlace)) }),
  };
}

/** As things stood when the call came in. */
function describeHours(
  { hours, language }: Tenant,
  { arrivedAtMs, closedBy }: IncomingCall['door'],
  closedByHand: ClosedByHand | undefined,
): OwnValues {
  if (arrivedAtMs === undefined) return {};
  const at = new Date(arrivedAtMs);
  const byHand = closedBy === 'by-hand' ? (closedByHand ?? { untilMs: undefined }) : undefined;
  const decision = decideHours(hours, at, byHand);
  return { ...speakHours(decision, { timeZone: hours?.timeZone, language, at }) };
}
