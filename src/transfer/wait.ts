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
 * Looks at a round each time that its caller has heard the hold document. Several legs are watched
 * here alone; the end of a single one is told by Twilio, so here it counts only once it has been seen
 * before: two that act at once would ring the same person twice.
 */
export async function waitForPeople(
  { round, loop, wasOver }: TransferCaller,
  tenant: Tenant,
  context: RoundServices,
): Promise<Waiting> {
  const acts = round.legSids.length > 1 || wasOver;
  // At first nobody can have given up, and the caller hears nothing until this is answered.
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
