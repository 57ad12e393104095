import type { Tenant } from '../tenants/tenant';
import type { ChainRequest } from '../twilio/chain-request';
import type { VoiceVerb } from '../twiml/voice-answer';
import { type ChainContext, planFallback } from './chain';
import { type DialOutcome, judgeDial } from './dial-outcome';

/** How a chain goes on, and why. */
export interface ContinuedChain {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: DialOutcome | 'continued';
}

/** Returns what a caller hears after people were rung. */
export function continueFallback(
  tenant: Tenant,
  { dial, position }: ChainRequest,
  context: ChainContext,
): ContinuedChain {
  const outcome = dial === undefined ? 'continued' : judgeDial(dial);
  if (outcome === 'answered' || outcome === 'caller-left') {
    return { verbs: [{ kind: 'hangup' }], outcome };
  }
  return { verbs: planFallback(tenant, context, position), outcome };
}
