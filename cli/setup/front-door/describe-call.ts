import { findVoicemailStep } from '../../../src/fallback/chain';
import type { CallerDecision } from '../../../src/front-door/decide-callers';
import type { DoorReason } from '../../../src/front-door/decide-front-door';
import { maskNumber } from '../../../src/log/redact';
import type { Caller } from '../../../src/phone/caller';
import type { HoursDecision } from '../../../src/tenants/hours';
import type { FallbackStep } from '../../../src/tenants/fallback-schema';
import type { Tenant } from '../../../src/tenants/tenant';
import { formatReason } from '../../print/hours';
import type { Answerer, CallStep, DecidedCall } from './decide-call';

/** Returns who calls, as far as a log may say it. */
export function describeCaller(caller: Caller): string {
  return caller.kind === 'number' ? maskNumber(caller.number) : caller.kind;
}

/** Returns what a caller meets in a step, in words. */
export function describeStep(step: CallStep, decided: DecidedCall): string {
  const { tenant } = decided;
  switch (step.kind) {
    case 'reject':
      return step.reason === 'busy'
        ? 'the call is refused unanswered, with a busy tone'
        : 'the call is refused unanswered, as if the number were not in service';
    case 'refuse':
      return 'the caller hears one sentence, that the call is refused';
    case 'voicemail':
      return describeVoicemail(tenant);
    case 'challenge':
      return `the caller presses the key that is asked for; otherwise ${describeRefusal(tenant)}`;
    case 'people':
      return describePeople(step, decided);
    case 'menu': {
      const keys = step.menu.map(({ language }, index) => `key ${index + 1} ${language}`);
      return `the caller chooses: ${keys.join(', ')}; silence means ${step.menu[0]?.language}`;
    }
    case 'consent':
      return `the caller ${decided.isAiDisclosed ? 'hears that an AI answers, and ' : ''}is asked whether the call may be recorded; only key 1 means yes`;
    case 'over-limit':
      return `the tenant's fallback: ${describeSteps(chainAtLimit(decided))}`;
    case 'closed':
      return `the fallback for a closed business: ${describeChain(tenant)}`;
    case 'assistant':
      return describeAssistant(decided);
    case 'own-leg':
      return `the number calls itself, as a leg of ours does that comes back: ${describeVoicemail(tenant)}`;
    case 'fallback':
      return 'the usual fallback, because VAPI_ASSISTANT_ID is not set';
  }
}

function describeVoicemail(tenant: Tenant): string {
  return findVoicemailStep(tenant) === undefined
    ? 'the caller hears that nobody is available: the fallback takes no message'
    : 'the caller leaves a message';
}

function describeRefusal(tenant: Tenant): string {
  return tenant.callers?.onBlocked === 'voicemail'
    ? describeVoicemail(tenant)
    : 'the caller hears that the call is refused';
}

function describePeople(
  { people: { ring, ringSeconds, screen } }: Extract<CallStep, { kind: 'people' }>,
  { people }: DecidedCall,
): string {
  const each = people.length === 1 ? '' : ring === 'together' ? ', together' : ', in turn';
  const key = screen === 'none' ? 'who takes the call by answering' : 'who takes it with key 1';
  return `${ringSeconds} s of ringing${each}: ${people.join(', ')}, ${key}`;
}

function describeChain({ whenClosed }: Tenant): string {
  const chain = whenClosed !== undefined && 'fallback' in whenClosed ? whenClosed.fallback : [];
  return describeSteps(chain);
}

/** A closed business has its own fallback at a limit, too. */
function chainAtLimit({ tenant, reasons }: DecidedCall): readonly FallbackStep[] {
  const isClosed = reasons.some(({ part, choice }) => part === 'hours' && choice === 'closed');
  const { whenClosed, fallback } = tenant;
  return (
    (isClosed && whenClosed !== undefined && 'fallback' in whenClosed
      ? whenClosed.fallback
      : fallback) ?? []
  );
}

function describeSteps(chain: readonly FallbackStep[]): string {
  return chain.length === 0 ? 'a sentence' : chain.map(({ step }) => step).join(', ');
}

function describeAssistant({ answerers, isAiDisclosed, consent, steps }: DecidedCall): string {
  const isTold = isAiDisclosed && !steps.some(({ kind }) => kind === 'consent');
  const told = [
    ...(isTold ? ['that an AI answers'] : []),
    ...(consent === 'announce' ? ['that the call is recorded'] : []),
  ];
  const before = told.length === 0 ? '' : `, after the sentence ${told.join(' and ')}`;
  return `${answerers.map(describeAnswerer).join('; ')}${before}`;
}

function describeAnswerer({ key, language, assistant }: Answerer): string {
  const who = assistant === undefined ? 'nobody' : `${assistant.kind} ${assistant.id}`;
  return `${who}, in ${language}${key === undefined ? '' : ` after key ${key}`}`;
}

const CALLER_WORDS: Readonly<Record<CallerDecision['why'], string>> = {
  'no-rule': 'no rule applies',
  allowed: 'the number is on the list "allow"',
  'not-suspect': 'no rule objects',
  'blocked-number': 'the number is on the list "block"',
  anonymous: 'the number is withheld',
  country: 'the country of the number is not among those that get through',
  'failed-verification': 'the carrier says that the number is not the caller’s',
  spam: 'an add-on calls the caller spam',
  'caller-limit': 'the number has called too often',
  'at-once-limit': 'too many calls at the same time',
  everybody: '"challenge" is "always"',
};

/** Returns why a choice was made, in words. */
export function describeReason({ part, why }: DoorReason): string {
  switch (part) {
    case 'callers':
      return CALLER_WORDS[why as CallerDecision['why']];
    case 'limits':
      return `the tenant has met its limit ${why}`;
    case 'hours': {
      const [kind = '', ...name] = why.split(': ');
      return formatReason({ why: kind as HoursDecision['why'], name: name.join(': ') });
    }
    case 'answerFirst':
      return why === 'open' || why === 'closed' ? `while the business is ${why}` : `the ${why}`;
    case 'languages':
      return why;
    case 'disclosure':
    case 'recording':
      return `for callers from ${why}`;
  }
}
