import { MAX_COST_USD } from '../../../src/vapi/call-report';
import { CALL_SID, type VapiRow } from './call-rows';
import type { TagCaller } from './tag-caller';

/** Vapi's words for a call that waited for Twilio in vain. */
export const NO_CALL_RECEIVED = 'phone-call-provider-bypass-enabled-but-no-call-received';

const OVERRIDES = ['assistantOverrides', 'squadOverrides', 'workflowOverrides'] as const;

/**
 * Returns the row of one call in Vapi's list, undefined for what cannot be read and, unless the whole
 * account is read, for browser calls. Every field except id and createdAt may be missing, or of another type than documented.
 * @see https://docs.vapi.ai/api-reference/calls/list
 */
export function readVapiRow(
  call: unknown,
  tagCaller: TagCaller,
  isWhole = false,
): VapiRow | undefined {
  const id = textAt(call, 'id');
  const createdMs = timeAt(call, 'createdAt');
  if (id === undefined || createdMs === undefined) return undefined;
  if (!isWhole && textAt(call, 'type') === 'webCall') return undefined;
  const own = (name: string): string | undefined => findOwn(call, name);
  const externalId = textAt(call, 'customer', 'externalId');
  const endedReason = textAt(call, 'endedReason');
  const number = textAt(call, 'customer', 'number');
  const cost = valueAt(call, 'cost');
  const callSids = [
    own('callSid'),
    externalId,
    textAt(call, 'transport', 'callSid'),
    textAt(call, 'phoneCallProviderId'),
  ].filter((sid): sid is string => sid !== undefined && CALL_SID.test(sid));
  return {
    vapiCallId: id,
    createdMs,
    startedMs: timeAt(call, 'startedAt'),
    endedMs: timeAt(call, 'endedAt'),
    endedReason,
    status: textAt(call, 'status') ?? '',
    callSids: [...new Set(callSids)],
    tenantId: own('tenantId'),
    isOurs:
      CALL_SID.test(own('callSid') ?? externalId ?? '') ||
      own('switchboardVersion') !== undefined ||
      valueAt(call, 'phoneCallProviderBypassEnabled') === true ||
      endedReason === NO_CALL_RECEIVED,
    transferOutcome: own('transferOutcome'),
    costUsd: typeof cost === 'number' && cost >= 0 && cost <= MAX_COST_USD ? cost : undefined,
    caller: number === undefined ? undefined : tagCaller(number),
  };
}

/**
 * Returns one of our own values. We send each in several places, because Vapi may drop any of them.
 */
function findOwn(call: unknown, name: string): string | undefined {
  for (const overrides of OVERRIDES) {
    const value =
      textAt(call, overrides, 'metadata', name) ?? textAt(call, overrides, 'variableValues', name);
    if (value !== undefined) return value;
  }
  return textAt(call, 'metadata', name);
}

function valueAt(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}

function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = valueAt(value, ...names);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function timeAt(value: unknown, name: string): number | undefined {
  const ms = Date.parse(textAt(value, name) ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
