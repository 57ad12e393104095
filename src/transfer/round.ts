import { decideLeg } from '../legs/decide-leg';
import { reportRefusedLeg } from '../legs/report-refused';
import { describeError, type Logger } from '../log/logger';
import { maskNumber } from '../log/redact';
import type { Destination } from '../tenants/transfer-schema';
import type { TransferRest } from '../twilio/transfer-rest';
import type { TransferRound, TransferUrls } from '../twilio/transfer-round';

/** What ringing people needs from its request. */
export interface RoundServices {
  readonly rest: TransferRest;
  /** Whether this switchboard answers a number. */
  readonly isOwnNumber: (number: string) => Promise<boolean>;
  readonly buildUrls: (round: TransferRound) => TransferUrls;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly log: Logger;
}

/** The caller's own number, if people may see it. */
export interface CallerIdentity {
  readonly number: string;
  readonly callToken: string;
}

/** Whether callers now wait for somebody, and if not, why. */
export type RoundStart = 'ringing' | 'nobody-rings' | 'caller-not-moved';

/** Twilio rings a little longer than asked, and the person who answers is asked for a key. */
const BEYOND_RINGING_SECONDS = 60;

/**
 * Rings the people of a round, or of the next round in which somebody can be rung, and takes the
 * caller to the conference. The people come first, because the caller's addresses carry their legs.
 */
export async function startRound(
  destination: Destination,
  first: Omit<TransferRound, 'legSids' | 'endsAtSeconds'>,
  caller: CallerIdentity | undefined,
  context: RoundServices,
): Promise<RoundStart> {
  const groups = groupNumbers(destination);
  for (let turn = first.turn; turn < groups.length; turn += 1) {
    const numbers = groups[turn] ?? [];
    // Twilio starts one call a second, so the last of several people rings later.
    const seconds = destination.ringSeconds + BEYOND_RINGING_SECONDS + numbers.length;
    const endsAtSeconds = Math.floor(context.nowMs() / 1_000) + seconds;
    const round = { ...first, turn, endsAtSeconds, legSids: [] };
    const legSids = await ringAll(numbers, { destination, round, caller }, context);
    if (legSids.length > 0) return moveToConference({ ...round, legSids }, context);
  }
  return 'nobody-rings';
}

export function groupNumbers({ numbers, ring }: Destination): readonly (readonly string[])[] {
  return ring === 'in-turn' ? numbers.map((number) => [number]) : [numbers];
}

interface RingOptions {
  readonly destination: Destination;
  readonly round: TransferRound;
  readonly caller: CallerIdentity | undefined;
}

async function ringAll(
  numbers: readonly string[],
  options: RingOptions,
  context: RoundServices,
): Promise<string[]> {
  const sids = await Promise.all(numbers.map((number) => ringOne(number, options, context)));
  return sids.filter((sid) => sid !== undefined);
}

/** If Twilio refuses the caller's number, the call shows the business's number. */
async function ringOne(
  to: string,
  { destination, round, caller }: RingOptions,
  { rest, buildUrls, isOwnNumber, log }: RoundServices,
): Promise<string | undefined> {
  const decision = decideLeg({ to, isOwn: await isOwnNumber(to), cameFrom: [caller?.number] });
  if (!decision.rings) {
    reportRefusedLeg(log, { purpose: 'transfer', to }, decision.why);
    return undefined;
  }
  const urls = buildUrls(round);
  const { ringSeconds, callerId } = destination;
  const leg = { to, ringSeconds, url: urls.person, statusUrl: urls.legStatus };
  const own = { from: round.calledNumber, callToken: undefined };
  const identities =
    caller === undefined || callerId === 'business'
      ? [own]
      : [{ from: caller.number, callToken: caller.callToken }, own];
  for (const identity of identities) {
    try {
      return await rest.ring({ ...leg, ...identity });
    } catch (error) {
      const fields = { to: maskNumber(to), ...describeError(error) };
      log.warn('transfer.not_rung', 'Twilio does not ring a person', fields);
      if (!isRefusal(error)) break;
    }
  }
  return undefined;
}

/** After a refusal, nobody's phone rings. After any other error it may, and must not ring twice. */
function isRefusal(error: unknown): boolean {
  const { status } = Object(error) as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500;
}

async function moveToConference(round: TransferRound, context: RoundServices): Promise<RoundStart> {
  const { rest, buildUrls, log } = context;
  try {
    await rest.moveCall(round.callSid, buildUrls(round).hold);
    const { destination, turn, legSids } = round;
    const fields = { destination, turn, legs: legSids.length };
    log.info('transfer.ringing', 'The caller waits while people are rung', fields);
  } catch (error) {
    log.warn('transfer.caller_not_moved', 'The caller cannot be moved', describeError(error));
    await hangUpAll(round.legSids, context);
    return 'caller-not-moved';
  }
  return 'ringing';
}

/** Ends legs that are no longer needed. */
export async function hangUpAll(
  legSids: readonly string[],
  { rest, log }: { readonly rest: Pick<TransferRest, 'hangUp'>; readonly log: Logger },
): Promise<void> {
  const hangUp = async (sid: string) => {
    try {
      await rest.hangUp(sid);
    } catch (error) {
      log.info('transfer.leg_not_ended', 'A leg could not be ended', {
        leg: sid,
        ...describeError(error),
      });
    }
  };
  await Promise.all(legSids.map(hangUp));
}
