import type { Tenant } from '../tenants/tenant';
import type { TransferCaller } from '../twilio/transfer-events';
import type { VoiceVerb } from '../twiml/voice-answer';
import { advanceRound, type RoundState } from './advance';
import { findDestination } from './destination';
import { planWait } from './hold';
import type { RoundServices } from './round';

/** What a waiting caller hears, and how the round stands. */
export interface Waiting {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: RoundState;
}

/**
 * Looks at a round each time its caller has heard the hold document. Only this watches several legs
 * at once. Twilio reports the end of a single leg, so here that end counts only on the second look:
 * two webhooks that act at once would ring the same person twice.
 */
export async function waitForPeople(
  { round, loop, wasOver }: TransferCaller,
  tenant: Tenant,
  context: RoundServices,
): Promise<Waiting> {
  const acts = round.legSids.length > 1 || wasOver;
  // Nobody can have given up yet, and the caller hears nothing until we answer.
  const state =
    loop === 0
      ? 'waiting'
      : await advanceRound(round, findDestination(tenant, round), context, { acts });
  const againUrl = context.buildUrls(round).again({
    loop: loop + 1,
    over: state === 'over' ? 1 : undefined,
  });
  return { verbs: planWait(tenant, { againUrl, state }), outcome: state };
}
