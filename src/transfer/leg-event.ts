import { describeError } from '../log/logger';
import type { Tenant } from '../tenants/tenant';
import type { LegEvent } from '../twilio/transfer-events';
import { advanceRound } from './advance';
import { findDestination } from './destination';
import { groupNumbers, hangUpAll, type RoundServices } from './round';

const CONFERENCE_ENDS_WITHIN_MS = 1_000;

/**
 * Acts on what Twilio reports about a person's leg. Hangs up on machines. When a leg that was rung
 * alone ends, rings the next people or gives up. Legs that rang together know nothing of each
 * other, so the caller's own wait requests watch those.
 */
export async function handleLegEvent(
  { callSid, round, isOver, wasAnswered, answeredBy }: LegEvent,
  tenant: Tenant,
  context: RoundServices,
): Promise<void> {
  const { log } = context;
  if (/^(machine|fax)/.test(answeredBy) && !isOver) {
    log.info('transfer.machine', 'A machine answered', { leg: callSid, answeredBy });
    if (await isInTalk(callSid, round, context)) return;
    return hangUpAll([callSid], context);
  }
  if (!isOver) return;
  log.info('transfer.leg_over', 'A leg is over', { leg: callSid, turn: round.turn });
  const destination = findDestination(tenant, round);
  const isAlone = destination !== undefined && groupNumbers(destination)[round.turn]?.length === 1;
  if (!isAlone) return;
  // After a talk the conference ends with the leg. Until Twilio shows that, it looks like a
  // refusal.
  if (wasAnswered) await context.sleep(CONFERENCE_ENDS_WITHIN_MS);
  await advanceRound({ ...round, legSids: [callSid] }, destination, context, { acts: true });
}

/** Somebody who has pressed the key is a person, whatever Twilio makes of their voice. */
async function isInTalk(
  callSid: string,
  { conference }: LegEvent['round'],
  { rest, log }: RoundServices,
): Promise<boolean> {
  try {
    const found = await rest.findConference(conference);
    return found?.participants.some((participant) => participant.callSid === callSid) ?? false;
  } catch (error) {
    log.warn('transfer.unread', 'Twilio does not show the conference', describeError(error));
    return false;
  }
}
