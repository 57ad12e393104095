import { buildCallRequest } from '../../../src/assistant/build-call-request';
import { applyDoor } from '../../../src/front-door/apply-door';
import {
  decideFrontDoor,
  type DoorReason,
  type DoorStep,
  hasFrontDoor,
  isAiDisclosed,
} from '../../../src/front-door/decide-front-door';
import { listPeople } from '../../../src/front-door/list-people';
import { type CountedLimit, listLimitStates, PERIODS } from '../../../src/limits/usage';
import { maskNumber } from '../../../src/log/redact';
import { findShownNumber } from '../../../src/phone/caller';
import { isE164 } from '../../../src/phone/e164';
import { classifyNumber } from '../../../src/phone/classify-number';
import type { DoorState } from '../../../src/phone/door-state';
import { chooseConsent, CONSENT_WITHOUT_ANSWER } from '../../../src/recording/consent';
import type { ConsentKind } from '../../../src/tenants/recording-schema';
import type { AssistantReference, OwnValues, Tenant } from '../../../src/tenants/tenant';
import { buildChainServices } from '../../../src/twilio/chain-links';
import { type IncomingCall, parseIncomingCall } from '../../../src/twilio/incoming-call';
import { type Meeting, UNKNOWN_COUNTRY } from './call-fields';

/** A call that somebody asks about. */
export interface CallQuestion {
  readonly to: string;
  readonly from: string;
  readonly at: Date;
  /** Default: the one that the numbering plans say of `from`. */
  readonly country?: string | undefined;
  readonly state?: string | undefined;
  /** Twilio's `StirVerstat`. */
  readonly verification?: string | undefined;
  /** Twilio's `AddOns`: JSON. */
  readonly addOns?: string | undefined;
  /** Whether the tenant is closed by hand. */
  readonly closed?: boolean | undefined;
  /** Calls of this caller, and of everybody, this one with them. */
  readonly callsThisHour?: number | undefined;
  readonly callsThisDay?: number | undefined;
  readonly callsAtOnce?: number | undefined;
  /** What the tenant has used in its month and its day. */
  readonly minutesThisMonth?: number | undefined;
  readonly costThisMonth?: number | undefined;
  readonly callsToday?: number | undefined;
}

/** A step of the plan, or what comes before any plan. */
export type CallStep =
  | DoorStep
  /** A leg of ours that came back. */
  | { readonly kind: 'own-leg' }
  /** The usual fallback: no assistant is configured. */
  | { readonly kind: 'fallback' };

/** Who answers after which key. */
export interface Answerer {
  /** Of the menu; undefined = no key. */
  readonly key: number | undefined;
  readonly language: string;
  readonly assistant: AssistantReference | undefined;
}

export interface DecidedCall {
  readonly call: IncomingCall;
  readonly tenant: Tenant;
  readonly hasFrontDoor: boolean;
  readonly steps: readonly CallStep[];
  /** What the caller meets first. */
  readonly met: Meeting;
  readonly reasons: readonly DoorReason[];
  /** Masked numbers of the people who are rung. */
  readonly people: readonly string[];
  /** Empty where no assistant is in the plan. */
  readonly answerers: readonly Answerer[];
  readonly isAiDisclosed: boolean;
  readonly consent: ConsentKind;
  /** What the assistant is told; where the caller has a choice, after silence. */
  readonly variables: OwnValues;
  /** What it is told only then, by what the caller or people do. */
  readonly laterVariables: Readonly<Record<string, readonly string[]>>;
}

/** Decides what a call would meet, by the code that answers calls. */
export function decideCall(question: CallQuestion, tenant: Tenant): DecidedCall {
  const call = parseIncomingCall(buildForm(question));
  const ends = buildChainServices(call);
  const { callsThisHour, callsThisDay, callsAtOnce, closed, at } = question;
  const isCounted = call.caller.kind === 'number';
  const closedByHand = closed === true ? { untilMs: undefined } : undefined;
  const plan = decideFrontDoor({
    ...{ call, tenant, at, closedByHand, ends },
    counts: {
      callerHour: isCounted ? callsThisHour : undefined,
      callerDay: isCounted ? callsThisDay : undefined,
      atOnce: callsAtOnce,
    },
    metLimits: listMetLimits(question, tenant),
  });
  const answerers = listAnswerers(tenant, plan.steps, plan.door);
  const steps = ends.isOwnLeg ? [{ kind: 'own-leg' } as const] : putFallback(plan.steps, answerers);
  const isAnswered = steps.some(({ kind }) => kind === 'assistant');
  const people = steps.find((step) => step.kind === 'people')?.people;
  return {
    ...{ call, tenant, steps },
    hasFrontDoor: hasFrontDoor(tenant, closedByHand),
    met: nameMeeting(steps[0]!),
    reasons: ends.isOwnLeg ? [] : plan.reasons,
    people: people === undefined ? [] : listPeople(people, ends).map(maskNumber),
    answerers: isAnswered ? answerers : [],
    isAiDisclosed: isAiDisclosed(tenant, call.callerPlace),
    consent: chooseConsent(tenant.recording, call.callerPlace),
    ...(isAnswered
      ? listVariables({ ...call, door: plan.door }, tenant, steps, closedByHand)
      : { variables: {}, laterVariables: {} }),
  };
}

/** Returns the limits that a tenant has met where it has used so much. */
export function listMetLimits(
  { minutesThisMonth = 0, costThisMonth = 0, callsToday = 0 }: CallQuestion,
  { limits }: Tenant,
): readonly CountedLimit[] {
  const usage = { seconds: minutesThisMonth * 60, costUsd: costThisMonth, calls: callsToday };
  return PERIODS.flatMap((period) => listLimitStates(limits, period, usage))
    .filter(({ level }) => level === 'met')
    .map(({ limit }) => limit);
}

/** Returns the form of Twilio's webhook, as far as the front door reads it. */
export function buildForm(question: CallQuestion): Readonly<Record<string, string>> {
  const { to, from, country, state = '', verification = '', addOns = '' } = question;
  const guessed = isE164(from) ? (classifyNumber(from).country ?? '') : '';
  return {
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: from,
    Caller: from,
    To: to,
    Called: to,
    FromCountry: country === UNKNOWN_COUNTRY ? '' : (country ?? guessed),
    FromState: state,
    StirVerstat: verification,
    AddOns: addOns,
  };
}

function nameMeeting(step: CallStep): Meeting {
  switch (step.kind) {
    case 'reject':
      return step.reason;
    case 'refuse':
      return 'refused';
    case 'voicemail':
    case 'challenge':
    case 'people':
    case 'menu':
    case 'consent':
    case 'over-limit':
    case 'closed':
    case 'assistant':
    case 'own-leg':
    case 'fallback':
      return step.kind;
  }
}

function listAnswerers(
  tenant: Tenant,
  steps: readonly DoorStep[],
  door: DoorState,
): readonly Answerer[] {
  const menu = steps.find((step) => step.kind === 'menu')?.menu;
  const doors = menu?.map(({ language }) => ({ ...door, language })) ?? [door];
  return doors.map((chosen, index) => {
    const { language, assistant } = applyDoor(tenant, chosen);
    return { key: menu === undefined ? undefined : index + 1, language, assistant };
  });
}

/** Nobody is asked about recording where nobody answers. */
function putFallback(
  steps: readonly DoorStep[],
  answerers: readonly Answerer[],
): readonly CallStep[] {
  if (answerers.some(({ assistant }) => assistant !== undefined)) return steps;
  return steps
    .filter(({ kind }) => kind !== 'consent')
    .map((step) => (step.kind === 'assistant' ? { kind: 'fallback' } : step));
}

function listVariables(
  call: IncomingCall,
  tenant: Tenant,
  steps: readonly CallStep[],
  closedByHand: { readonly untilMs: undefined } | undefined,
): Pick<DecidedCall, 'variables' | 'laterVariables'> {
  const menu = steps.find((step) => step.kind === 'menu')?.menu;
  const door = { ...call.door, language: call.door.language ?? menu?.[0]?.language };
  const chosen = applyDoor(tenant, door);
  const kind = chooseConsent(tenant.recording, call.callerPlace);
  const { variables } = buildCallRequest({ ...call, door }, chosen, NOBODY, {
    consent: tenant.recording === undefined ? undefined : CONSENT_WITHOUT_ANSWER[kind],
    closedByHand,
  });
  // No call has its CallSid before it comes in.
  const { callSid: _callSid, callerNumber: _callerNumber, ...others } = variables;
  const shown = findShownNumber(call.caller);
  const has = (step: CallStep['kind']) => steps.some((candidate) => candidate.kind === step);
  const laterVariables = {
    ...(has('people') ? { ringOutcome: ['no-answer', 'declined', 'busy', 'failed'] } : {}),
    ...(menu === undefined ? {} : { callerLanguage: menu.map(({ language }) => language) }),
    ...(has('consent') ? { recordingConsent: ['given', 'refused'] } : {}),
  };
  return {
    variables: {
      ...others,
      ...(shown === undefined ? {} : { callerNumber: maskNumber(shown) }),
    },
    laterVariables,
  };
}

/** The variables do not depend on whom they are for. */
const NOBODY: AssistantReference = { kind: 'assistant', id: '' };
