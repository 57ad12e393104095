import {
  connectAssistant,
  type NoAssistantReason,
  reportFallback,
  WORTH_WAITING,
} from '../assistant/connect-assistant';
import { type ChainOptions, planFallback } from '../fallback/chain';
import { applyDoor } from '../front-door/apply-door';
import { decideOpening } from '../front-door/decide-front-door';
import { speakSentence } from '../speech/sentences';
import { raiseLimit } from '../legs/raise-limit';
import { describeError } from '../log/logger';
import { type DoorState, writeDoor } from '../phone/door-state';
import { isE164 } from '../phone/e164';
import { parseConsent } from '../recording/consent';
import type { Tenant } from '../tenants/tenant';
import type { CallbackLeg } from '../twilio/callback-leg';
import { musicUrl } from '../twiml/hold-music';
import type { VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import { type CallbackRequest, isHolding, toItem } from './callback-request';
import { nameQueue } from '../tenants/queue-name';
import { type CallbackServices, readMoment, readOpen } from './ring-request';

export interface CallbackAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: 'asked' | 'declined' | 'hangup' | 'assistant' | 'holding' | 'fallback';
  /** What is known from now on: the answer's addresses carry it. */
  readonly door?: DoorState;
}

export interface CallbackLegServices extends CallbackServices {
  readonly chain: ChainOptions;
}

const ACCEPT_KEY = '1';

/** Per question. */
const KEY_TIMEOUT_SECONDS = 6;

/** For tenants without `maxWaitSeconds`. */
const DEFAULT_LONGEST_WAIT_SECONDS = 600;

/**
 * Answers somebody who was called back. Asks for a key, because an answering machine presses none, and
 * then connects them. If no slot is free at that moment, they wait on the phone, before everybody else.
 */
export async function answerCallback(
  leg: CallbackLeg,
  context: CallbackLegServices,
): Promise<CallbackAnswer> {
  if (!leg.isCallLive) return { answer: say([{ kind: 'hangup' }]), outcome: 'hangup' };
  const { tenant } = await context.findTenant(leg.calledNumber);
  const door = meetHours(leg, tenant, context);
  const answered = await answerPerson({ ...leg, door }, applyDoor(tenant, door), context);
  return { ...answered, door };
}

/** The business may have closed since the caller asked: what holds now is what counts. */
function meetHours(call: CallbackLeg, tenant: Tenant, { config, nowMs }: CallbackLegServices) {
  const closedByHand = config.closedByHand.get(tenant.id);
  const { door } = decideOpening({ call, tenant, at: new Date(nowMs()), closedByHand });
  return { ...call.door, ...door };
}

async function answerPerson(
  leg: CallbackLeg,
  tenant: Tenant,
  context: CallbackLegServices,
): Promise<CallbackAnswer> {
  const log = context.log.with({ tenantId: tenant.id, turn: leg.round.turn });
  if (leg.heldSinceSeconds !== undefined) return connect(leg, tenant, { ...context, log });
  if (leg.digits === ACCEPT_KEY) {
    const [connected] = await Promise.all([
      connect(leg, tenant, { ...context, log }),
      raiseLimit(leg.callSid, context.callbacks.raiseTimeLimit, log),
    ]);
    return connected;
  }
  if (leg.digits !== '') {
    return { answer: say(bidFarewell(tenant)), outcome: 'declined' };
  }
  const question: VoiceVerb = {
    kind: 'gather',
    speeches: [speakSentence('callbackQuestion', tenant)],
    timeoutSeconds: KEY_TIMEOUT_SECONDS,
    actionUrl: context.callbacks.links.asked(leg.round),
    actionMethod: 'POST',
  };
  // Asked twice: people often miss the first words while they lift the phone.
  return { answer: say([question, question, ...bidFarewell(tenant)]), outcome: 'asked' };
}

function say(verbs: readonly VoiceVerb[]): VoiceAnswer {
  return { kind: 'verbs', verbs };
}

function bidFarewell(tenant: Tenant): readonly VoiceVerb[] {
  return [{ kind: 'say', speech: speakSentence('goodbye', tenant) }, { kind: 'hangup' }];
}

async function connect(
  leg: CallbackLeg,
  tenant: Tenant,
  context: CallbackLegServices,
): Promise<CallbackAnswer> {
  const { nowSeconds } = readMoment(context);
  const sinceSeconds = leg.heldSinceSeconds ?? nowSeconds;
  const isOthersTurn =
    leg.heldSinceSeconds !== undefined && (await isAnotherFirst(leg, tenant, context));
  const keeping = keepHolding(leg, tenant, context);
  const reason = isOthersTurn ? 'full' : await tryOnce(leg, tenant, context);
  await keeping;
  if (typeof reason !== 'string') {
    await forget(leg, tenant, context);
    return { answer: reason, outcome: 'assistant' };
  }
  const { maxWaitSeconds = DEFAULT_LONGEST_WAIT_SECONDS } = tenant.queue ?? {};
  if (WORTH_WAITING.has(reason) && nowSeconds - sinceSeconds < maxWaitSeconds) {
    return { answer: say(planHolding(leg, sinceSeconds, tenant, context)), outcome: 'holding' };
  }
  reportFallback(context.log, reason);
  await forget(leg, tenant, context);
  return { answer: say(planFallback(tenant, context.chain)), outcome: 'fallback' };
}

async function tryOnce(
  leg: CallbackLeg,
  tenant: Tenant,
  context: CallbackLegServices,
): Promise<VoiceAnswer | NoAssistantReason> {
  const { consent } = leg.round;
  const connected = await connectAssistant(leg, tenant, context, {
    priorPosts: 0,
    isFirst: true,
    variables: { isCallback: true },
    ...(consent === undefined ? {} : { consent: parseConsent(consent) }),
  });
  return connected.answer ?? connected.outcome;
}

/** Of several people who wait on the phone, the one who joined the queue first tries first. */
async function isAnotherFirst(
  { round }: CallbackLeg,
  tenant: Tenant,
  context: CallbackLegServices,
): Promise<boolean> {
  const moment = readMoment(context);
  const open = await readOpen(tenant, context);
  return open.some(
    (kept) =>
      kept.key !== round.key &&
      isHolding(kept, moment) &&
      kept.request.joinedAtSeconds < round.joinedAtSeconds,
  );
}

/** Each loop renews it. If it runs out, the person has hung up. */
const HOLDING_SECONDS = 25;

/** Keeps others from taking the next free slot. If Sync fails, the order is less fair, and all else works. */
async function keepHolding(
  { round, callSid, calledNumber, caller, door }: CallbackLeg,
  tenant: Tenant,
  context: CallbackLegServices,
): Promise<void> {
  const moment = readMoment(context);
  const phaseUntilSeconds = moment.nowSeconds + HOLDING_SECONDS;
  if (caller.kind !== 'number' || !isE164(calledNumber)) return;
  const request: CallbackRequest = {
    callSid,
    calledNumber,
    callerNumber: caller.number,
    consent: round.consent,
    door: writeDoor({ language: door.language }),
    joinedAtSeconds: round.joinedAtSeconds,
    tries: round.turn,
    notBeforeSeconds: round.expiresAtSeconds,
    expiresAtSeconds: Math.max(round.expiresAtSeconds, phaseUntilSeconds),
    phase: 'holding',
    phaseUntilSeconds,
  };
  try {
    await context.callbacks.store.replace(nameQueue(tenant), toItem(round.key, request, moment));
  } catch (error) {
    context.log.warn('queue.callback_not_held', 'Sync keeps no place', describeError(error));
  }
}

async function forget(
  { round }: CallbackLeg,
  tenant: Tenant,
  { callbacks, log }: CallbackLegServices,
): Promise<void> {
  try {
    await callbacks.store.remove(nameQueue(tenant), round.key);
  } catch (error) {
    // The status callback at the leg's end removes it.
    log.warn('queue.callback_not_removed', 'A request cannot be removed', describeError(error));
  }
}

function planHolding(
  leg: CallbackLeg,
  since: number,
  tenant: Tenant,
  { callbacks }: CallbackLegServices,
): readonly VoiceVerb[] {
  const isFirst = leg.heldSinceSeconds === undefined;
  const url = callbacks.links.held(leg.round, { since, loop: leg.loop + 1 });
  return [
    ...(isFirst ? [{ kind: 'say' as const, speech: speakSentence('callbackHold', tenant) }] : []),
    { kind: 'play', url: musicUrl(tenant.queue?.music) },
    { kind: 'redirect', url },
  ];
}
