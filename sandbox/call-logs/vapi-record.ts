import type { ArchivedCall } from '../vapi/call-archive';
import type { SeededRandom } from './seeded-random';

/** Where a call at Vapi still names its call at Twilio: any of these fields may be lost. */
export const keptPlaces = [
  'all',
  'variables',
  'override-metadata',
  'squad',
  'workflow',
  'metadata',
  'external-id',
  'transport',
  'provider-id',
  'none',
] as const;

/** One of these fields. */
export type KeptPlace = (typeof keptPlaces)[number];

export interface VapiRecordParts {
  readonly callSid: string;
  readonly tenantId: string;
  readonly caller: string;
  readonly createdMs: number;
  readonly startedMs?: number | undefined;
  readonly endedMs?: number | undefined;
  readonly endedReason?: string | undefined;
  readonly kept: KeptPlace;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export function buildVapiRecord(random: SeededRandom, parts: VapiRecordParts): ArchivedCall {
  const { createdMs, startedMs, endedMs, endedReason, caller } = parts;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    id: random.uuid(),
    orgId: '0d0c5e0a-0000-4000-8000-000000000000',
    type: 'outboundPhoneCall',
    status: endedReason === undefined ? 'in-progress' : 'ended',
    createdAt: new Date(createdMs).toISOString(),
    updatedAt: new Date(endedMs ?? startedMs ?? createdMs).toISOString(),
    ...(startedMs === undefined ? {} : { startedAt: iso(startedMs) }),
    ...(endedMs === undefined ? {} : { endedAt: iso(endedMs) }),
    ...(endedReason === undefined ? {} : { endedReason }),
    ...buildCost(parts),
    customer: { number: caller },
    ...buildKept(parts),
  };
}

/** Vapi calculates a cost after the end; some calls have none, or none yet. */
function buildCost({ createdMs, startedMs, endedMs }: VapiRecordParts): Record<string, unknown> {
  if (createdMs % 11 === 0) return {};
  if (createdMs % 13 === 0) return { cost: null };
  if (startedMs === undefined || endedMs === undefined) return { cost: 0 };
  return { cost: Math.round(((endedMs - startedMs) / 60_000) * 0.0911 * 10_000) / 10_000 };
}

function buildKept(parts: VapiRecordParts): Record<string, unknown> {
  const { callSid, tenantId, kept, caller, variables = {} } = parts;
  const ids = { tenantId, callSid };
  const values = { ...ids, ...variables };
  // The variables say whether there was a transfer, whatever else is lost.
  const rest = Object.keys(variables).length === 0 ? {} : { variableValues: variables };
  const overrides = Object.keys(rest).length === 0 ? {} : { assistantOverrides: rest };
  switch (kept) {
    case 'all':
      return {
        assistantOverrides: { variableValues: values, metadata: ids },
        metadata: { ...ids, switchboardVersion: '0.1.0' },
        customer: { number: caller, externalId: callSid },
      };
    case 'variables':
      return { assistantOverrides: { variableValues: values } };
    case 'override-metadata':
      return { assistantOverrides: { metadata: ids, ...rest } };
    case 'squad':
      return { squadOverrides: { variableValues: values } };
    case 'workflow':
      return { workflowOverrides: { variableValues: values } };
    case 'metadata':
      return { metadata: ids, ...overrides };
    case 'external-id':
      return { customer: { number: caller, externalId: callSid }, ...overrides };
    case 'transport':
      return { transport: { provider: 'twilio', callSid }, ...overrides };
    case 'provider-id':
      return { phoneCallProviderId: callSid, ...overrides };
    case 'none':
      return { transport: { provider: 'twilio', conversationType: 'voice' }, ...overrides };
  }
}
