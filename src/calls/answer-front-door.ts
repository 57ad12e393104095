import { findObstacle } from '../assistant/connect-assistant';
import { classifyDial } from '../fallback/dial-outcome';
import { applyDoor } from '../front-door/apply-door';
import { areCountsNeeded, type CallCounts } from '../front-door/decide-callers';
import {
  decideFrontDoor,
  type DoorFacts,
  type DoorPlan,
  type DoorStep,
  isAiDisclosed,
  refuse,
} from '../front-door/decide-front-door';
import { listPeople } from '../front-door/list-people';
import { type CountedLimit, refusesAtLimit } from '../limits/usage';
import type { NewcomerAnswer } from '../queue/newcomer';
import { chooseConsent, CONSENT_WITHOUT_ANSWER, type RecordingConsent } from '../recording/consent';
import type { Tenant } from '../tenants/tenant';
import type { DoorReply } from '../twilio/door-reply';
import type { DoorState, RingOutcome } from '../phone/door-state';
import type { IncomingCall } from '../twilio/incoming-call';
import type { VoiceAnswer } from '../twiml/voice-answer';
import { type AnswerServices, connectNewcomer } from './connect-newcomer';
import { type DoorVerbServices, planDoorVerbs } from './plan-door-verbs';

/** How a webhook ended that the front door answered. What waits for an answer is named by the question. */
export type DoorOutcome =
  | 'rejected'
  | 'busy'
  | 'refused'
  | 'voicemail'
  | 'closed'
  | 'over-limit'
  | 'challenged'
  | 'people-rung'
  | 'people-answered'
  | 'language-asked'
  | 'consent-asked'
  | 'caller-left';

export interface DoorAnswer {
  readonly answer: VoiceAnswer;
  readonly outcome: NewcomerAnswer['outcome'] | DoorOutcome;
  /** What is known from now on: the answer's addresses carry it. */
  readonly door?: DoorState;
  /** Why the caller was challenged or refused. */
  readonly callerReason?: string | undefined;
}

export interface DoorServices extends AnswerServices, DoorVerbServices {
  readonly countCall: (call: IncomingCall, tenant: Tenant) => Promise<CallCounts>;
  /** Returns the limits that a tenant has met; none where Sync does not say so in time. */
  readonly readMetLimits: (tenant: Tenant) => Promise<readonly CountedLimit[]>;
}

/** Answers a new caller of a tenant with a front door. */
export async function enterFrontDoor(
  call: IncomingCall,
  tenant: Tenant,
  context: DoorServices,
): Promise<DoorAnswer> {
  const isCounted = areCountsNeeded(tenant.callers, call);
  const [counts, metLimits] = await Promise.all([
    isCounted ? context.countCall(call, tenant) : {},
    refusesAtLimit(tenant) ? context.readMetLimits(tenant) : [],
  ]);
  const plan = decide(call, tenant, { counts, metLimits }, context);
  context.log.info('front_door.decided', 'What the caller meets before the assistant', {
    steps: plan.steps.map(({ kind }) => kind),
    reasons: plan.reasons.map(({ part, choice, why }) => `${part}: ${choice} (${why})`),
  });
  return follow(plan, call, tenant, context);
}

/** Answers a caller of whom the front door wanted to know something. */
export async function answerDoorReply(
  reply: DoorReply,
  context: DoorServices,
): Promise<DoorAnswer> {
  const { tenant } = await context.findTenant(reply.calledNumber);
  const bound = { ...context, log: context.log.with({ tenantId: tenant.id }) };
  const hasTalked = reply.question === 'people' && reply.dial?.isBridged === true;
  if (!reply.isCallLive && !hasTalked) return hangUp('caller-left');
  switch (reply.question) {
    case 'challenge':
      return answerChallenge(reply, tenant, bound);
    case 'people':
      return answerRinging(reply, tenant, bound);
    case 'menu':
      return answerMenu(reply, tenant, bound);
    // A damaged address counts as a refusal to be recorded, and goes to the assistant.
    case 'consent':
    case undefined:
      return answerConsent(reply, tenant, bound);
  }
}

function answerChallenge(
  reply: DoorReply,
  tenant: Tenant,
  context: DoorServices,
): Promise<DoorAnswer> | DoorAnswer {
  if (reply.digit !== undefined && reply.digit === reply.key) {
    return continueWith(reply, tenant, context, {});
  }
  context.log.info('front_door.challenge_failed', 'The caller did not press the key', {
    pressed: reply.digit !== undefined,
  });
  const step = refuse(tenant.callers?.onBlocked ?? 'reject');
  // The call has been answered, so it cannot be rejected any more.
  return answerWith(step.kind === 'reject' ? { kind: 'refuse' } : step, reply, tenant, context);
}

function answerRinging(
  reply: DoorReply,
  tenant: Tenant,
  context: DoorServices,
): Promise<DoorAnswer> | DoorAnswer {
  const { dial } = reply;
  if (dial?.isBridged === true) return hangUp('people-answered');
  const outcome = dial === undefined ? 'failed' : classifyDial(dial);
  const ringOutcome = ringOutcomeOf(outcome, dial?.status);
  if (ringOutcome === 'caller-left' || ringOutcome === 'people-answered')
    return hangUp(ringOutcome);
  const people = findPeople(tenant, reply.door);
  const turn = reply.turn + 1;
  if (people?.ring === 'in-turn' && turn < listPeople(people, context.chain).length) {
    const verbs = planDoorVerbs({ kind: 'people', people }, tenant, { ...context, turn });
    return { answer: { kind: 'verbs', verbs }, outcome: 'people-rung' };
  }
  context.log.info('front_door.people_rung', 'Nobody took the call', { ringOutcome });
  return continueWith(reply, tenant, context, { ringOutcome });
}

function findPeople({ answerFirst }: Tenant, { closedBy }: DoorState) {
  return closedBy === undefined ? answerFirst?.open : answerFirst?.closed;
}

function ringOutcomeOf(
  outcome: ReturnType<typeof classifyDial>,
  dialStatus: string | undefined,
): RingOutcome | 'people-answered' | 'caller-left' {
  switch (outcome) {
    case 'answered':
      return 'people-answered';
    case 'caller-left':
      return outcome;
    case 'machine':
      return 'declined';
    case 'no-answer':
      // A leg that was answered and not connected: a person declined, or a mailbox pressed no key.
      return dialStatus === 'completed' ? 'declined' : 'no-answer';
    case 'busy':
      return 'busy';
    case 'canceled':
    case 'failed':
      return 'failed';
  }
}

/** Any other key than one of the menu's, and silence, mean the first language. */
function answerMenu(reply: DoorReply, tenant: Tenant, context: DoorServices) {
  const menu = tenant.languages?.menu ?? [];
  const chosen = menu[Number(reply.digit ?? 1) - 1] ?? menu[0];
  const { language = tenant.language } = chosen ?? {};
  context.log.info('front_door.language_chosen', 'The caller has chosen a language', {
    language,
    pressed: reply.digit !== undefined,
  });
  return continueWith(reply, tenant, context, { language });
}

/** Key 1 means yes; any other key or silence means no, and the call continues unrecorded. */
async function answerConsent(
  reply: DoorReply,
  tenant: Tenant,
  context: DoorServices,
): Promise<DoorAnswer> {
  const isAsked = reply.question === 'consent';
  const isDisclosed = isAsked && isAiDisclosed(tenant, reply.callerPlace);
  const door: DoorState = { ...reply.door, isAiDisclosed: isDisclosed || undefined };
  const consent = reply.digit === '1' && isAsked ? 'given' : 'refused';
  return connect({ ...reply, door }, tenant, context, consent);
}

/** Decides again with what has been found out. */
function continueWith(
  call: IncomingCall,
  tenant: Tenant,
  context: DoorServices,
  found: DoorState,
): Promise<DoorAnswer> {
  const isAdmitted = tenant.callers === undefined ? undefined : true;
  const known = { ...call, door: { ...call.door, isAdmitted, ...found } };
  return follow(decide(known, tenant, { counts: {} }, context), known, tenant, context);
}

function decide(
  call: IncomingCall,
  tenant: Tenant,
  counted: Pick<DoorFacts, 'counts' | 'metLimits'>,
  { config, nowMs, chain }: DoorServices,
): DoorPlan {
  const closedByHand = config.closedByHand.get(tenant.id);
  const at = new Date(nowMs());
  return decideFrontDoor({ call, tenant, at, closedByHand, ends: chain, ...counted });
}

async function follow(
  { steps: [step], reasons, door }: DoorPlan,
  call: IncomingCall,
  tenant: Tenant,
  context: DoorServices,
): Promise<DoorAnswer> {
  const answered = await answerWith(step, { ...call, door }, applyDoor(tenant, door), context);
  const suspicion = reasons.find(({ part, choice }) => part === 'callers' && choice !== 'admit');
  return { ...answered, callerReason: suspicion?.why };
}

function answerWith(
  step: DoorStep,
  call: IncomingCall,
  tenant: Tenant,
  context: DoorServices,
): Promise<DoorAnswer> | DoorAnswer {
  switch (step.kind) {
    case 'assistant':
      return connect(call, tenant, context, CONSENT_WITHOUT_ANSWER[askedOf(tenant, call)]);
    case 'consent':
      // The question would lead nowhere: the fallback records nothing.
      return isWithoutAssistant(tenant, context)
        ? connect(call, tenant, context, 'refused')
        : say(step, call, tenant, { ...context, isAi: isAiDisclosed(tenant, call.callerPlace) });
    case 'reject':
    case 'refuse':
    case 'voicemail':
    case 'over-limit':
    case 'closed':
    case 'challenge':
    case 'people':
    case 'menu':
      return say(step, call, tenant, context);
  }
}

type SpokenStep = Exclude<DoorStep, { kind: 'assistant' }>;

function say(
  step: SpokenStep,
  { door }: IncomingCall,
  tenant: Tenant,
  context: DoorServices & { readonly isAi?: boolean },
): DoorAnswer {
  const verbs = planDoorVerbs(step, tenant, context);
  const outcome = step.kind === 'reject' ? step.reason : OUTCOMES[step.kind];
  return { answer: { kind: 'verbs', verbs }, outcome, door };
}

const OUTCOMES: Readonly<Record<Exclude<SpokenStep['kind'], 'reject'>, DoorOutcome>> = {
  refuse: 'refused',
  voicemail: 'voicemail',
  'over-limit': 'over-limit',
  closed: 'closed',
  challenge: 'challenged',
  people: 'people-rung',
  menu: 'language-asked',
  consent: 'consent-asked',
};

function askedOf({ recording }: Tenant, { callerPlace }: IncomingCall) {
  return chooseConsent(recording, callerPlace);
}

function isWithoutAssistant(tenant: Tenant, context: DoorServices): boolean {
  return findObstacle(tenant, context, { priorPosts: 0, isFirst: true }) !== undefined;
}

/** This is the first request to Vapi for the call. */
async function connect(
  call: IncomingCall,
  tenant: Tenant,
  context: DoorServices,
  consent: RecordingConsent,
): Promise<DoorAnswer> {
  const attempt = { priorPosts: 0, isFirst: true, consent };
  return { ...(await connectNewcomer(call, tenant, context, attempt)), door: call.door };
}

function hangUp(outcome: DoorOutcome): DoorAnswer {
  return { answer: { kind: 'verbs', verbs: [{ kind: 'hangup' }] }, outcome };
}
