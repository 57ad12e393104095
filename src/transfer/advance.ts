import { describeError } from '../log/logger';
import type { Destination } from '../tenants/transfer-schema';
import type { Conference } from '../twilio/transfer-rest';
import type { TransferRound } from '../twilio/transfer-round';
import { combineOutcomes, classifyLeg, type TransferOutcome } from './outcome';
import { hangUpAll, type RoundServices, startRound } from './round';

/** Status callback label of the person who takes the call. */
export const PERSON_LABEL = 'person';

/**
 * Returns the label of the person who waits. It names the round, so that a late or repeated callback of an
 * earlier round finds nobody waiting.
 */
export function labelCaller({ turn }: Pick<TransferRound, 'turn'>): string {
  return `caller-${turn}`;
}

export type RoundState =
  /** Somebody's phone rings, or somebody was just asked for the key. */
  | 'waiting'
  /** A person talks with the caller. */
  | 'answered'
  /** The caller is not in the conference: gone, or already elsewhere. */
  | 'left'
  /** Nobody took the call, and nothing has been done about it yet. */
  | 'over'
  /** Nobody took the call, so others are rung. */
  | 'next'
  /** Nobody took the call, so the caller leaves the conference. */
  | 'given-up'
  /** Twilio does not say. */
  | 'unknown';

/**
 * Looks at a round and, where nobody took the call, rings the next people or takes the caller out
 * of the conference. Never throws. It depends only on what Twilio shows, so it may be called
 * repeatedly.
 * @param acts False only looks.
 */
export async function advanceRound(
  round: TransferRound,
  destination: Destination | undefined,
  context: RoundServices,
  { acts }: { readonly acts: boolean },
): Promise<RoundState> {
  try {
    const conference = await context.rest.findConference(round.conference);
    if (hasLabel(conference, PERSON_LABEL)) return 'answered';
    if (!hasLabel(conference, labelCaller(round))) return 'left';
    const legs = await Promise.all(round.legSids.map((sid) => context.rest.readCall(sid)));
    const outcomes = legs.map(classifyLeg);
    const isTimeUp = context.nowMs() / 1_000 >= round.endsAtSeconds;
    if (outcomes.includes(undefined) && !isTimeUp) return 'waiting';
    if (!acts) return 'over';
    await hangUpAll(
      round.legSids.filter((_sid, index) => outcomes[index] === undefined),
      context,
    );
    const outcome = combineOutcomes(outcomes.map((known) => known ?? 'no-answer'));
    return await continueRound(round, destination, outcome, context);
  } catch (error) {
    context.log.warn('transfer.unread', 'Twilio does not show the transfer', describeError(error));
    return acts ? endUnread(round, context) : 'unknown';
  }
}

/** Nobody waits forever, whatever Twilio shows. */
async function endUnread(round: TransferRound, context: RoundServices): Promise<RoundState> {
  if (context.nowMs() / 1_000 < round.endsAtSeconds) return 'unknown';
  await hangUpAll(round.legSids, context);
  return releaseCaller(round, 'failed', context);
}

async function releaseCaller(
  round: TransferRound,
  outcome: TransferOutcome,
  { rest, buildUrls, log }: RoundServices,
): Promise<RoundState> {
  try {
    await rest.moveCall(round.callSid, buildUrls(round).returned(outcome));
    return 'given-up';
  } catch (error) {
    log.warn('transfer.caller_not_moved', 'The caller cannot be moved', describeError(error));
    return 'left';
  }
}

function hasLabel(conference: Conference | undefined, label: string): boolean {
  return conference?.participants.some((participant) => participant.label === label) ?? false;
}

async function continueRound(
  round: TransferRound,
  destination: Destination | undefined,
  outcome: TransferOutcome,
  context: RoundServices,
): Promise<RoundState> {
  context.log.info('transfer.round_over', 'Nobody took the call', { turn: round.turn, outcome });
  if (destination !== undefined) {
    // The caller's CallToken was for the first people only: no address carries it.
    const started = await startRound(
      destination,
      { ...round, turn: round.turn + 1 },
      undefined,
      context,
    );
    switch (started) {
      case 'ringing':
        return 'next';
      case 'caller-not-moved':
        // Ringing them again after each failure would be worse than giving up.
        return releaseCaller(round, 'failed', context);
      case 'nobody-rings':
        break;
    }
  }
  return releaseCaller(round, outcome, context);
}
