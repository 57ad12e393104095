import type { Tenant } from '../tenants/tenant';
import type { ChainRequest } from '../twilio/chain-request';
import type { VoiceVerb } from '../twiml/voice-answer';
import { type ChainOptions, planFallback } from './chain';
import { type DialOutcome, classifyDial } from './dial-outcome';

export interface ContinuedChain {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: DialOutcome | 'continued';
}

/** Returns what a caller hears after people were rung. */
export function continueFallback(
  tenant: Tenant,
  { dial, position }: ChainRequest,
  context: ChainOptions,
): ContinuedChain {
  const outcome = dial === undefined ? 'continued' : classifyDial(dial);
  if (outcome === 'answered' || outcome === 'caller-left') {
    return { verbs: [{ kind: 'hangup' }], outcome };
  }
  return { verbs: planFallback(tenant, context, position), outcome };
}
