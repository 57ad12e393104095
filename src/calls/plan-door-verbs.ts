import { CHAIN_END, type ChainOptions, findVoicemailStep, planFallback } from '../fallback/chain';
import type { DoorStep } from '../front-door/decide-front-door';
import { listPeople } from '../front-door/list-people';
import { reportDisclosure, speakChallenge, speakConsent, speakMenu } from '../front-door/words';
import type { Logger } from '../log/logger';
import { speakSentence } from '../speech/sentences';
import type { PeopleFirst } from '../tenants/answer-first-schema';
import type { Tenant } from '../tenants/tenant';
import type { DoorAddress } from '../twilio/door-reply';
import type { Speech, VoiceVerb } from '../twiml/voice-answer';

export interface DoorVerbServices {
  readonly chain: ChainOptions;
  readonly buildDoorUrl: (address: DoorAddress) => string;
  /** Returns a key that a caller is asked for. */
  readonly pickKey: () => string;
  readonly log: Logger;
}

interface DoorVerbOptions extends DoorVerbServices {
  /** Whether the caller is told that an AI answers. */
  readonly isAi?: boolean;
  /** Index of the number to ring, of people who are rung in turn. */
  readonly turn?: number;
}

/** Returns what a caller hears of one step of the front door; the assistant is no such step. */
export function planDoorVerbs(
  step: Exclude<DoorStep, { kind: 'assistant' }>,
  tenant: Tenant,
  context: DoorVerbOptions,
): readonly VoiceVerb[] {
  const { chain, buildDoorUrl, pickKey, isAi = false } = context;
  switch (step.kind) {
    case 'reject':
      return [{ kind: 'reject', reason: step.reason }];
    case 'refuse':
      return [{ kind: 'say', speech: speakSentence('callRefused', tenant) }, { kind: 'hangup' }];
    case 'voicemail':
      return planFallback(tenant, chain, findVoicemailStep(tenant) ?? CHAIN_END);
    case 'over-limit':
    case 'closed':
      return planFallback(tenant, chain);
    case 'challenge': {
      const key = pickKey();
      const url = buildDoorUrl({ question: 'challenge', key });
      return ask([speakChallenge(tenant, key)], url);
    }
    case 'menu':
      return ask(speakMenu(tenant, step.menu), buildDoorUrl({ question: 'menu' }));
    case 'consent': {
      const speeches = speakConsent(tenant, { ai: isAi });
      if (isAi) reportDisclosure(speeches, context.log);
      return ask(speeches, buildDoorUrl({ question: 'consent' }));
    }
    case 'people':
      return planPeople(step.people, context);
  }
}

/** How long the caller has to press the key. */
const KEY_TIMEOUT_SECONDS = 6;

/** Silence leads to the same address, without a key. */
function ask(speeches: readonly Speech[], url: string): readonly VoiceVerb[] {
  return [
    {
      kind: 'gather',
      speeches,
      timeoutSeconds: KEY_TIMEOUT_SECONDS,
      actionUrl: url,
      actionMethod: 'POST',
    },
    { kind: 'redirect', url },
  ];
}

/** As the first verb, the Dial leaves the call unanswered: the caller hears ringing, and nothing is billed. */
function planPeople(
  people: PeopleFirst,
  { chain, buildDoorUrl, turn = 0 }: DoorVerbOptions,
): readonly VoiceVerb[] {
  const numbers = listPeople(people, chain);
  return [
    {
      kind: 'dial',
      numbers: people.ring === 'in-turn' ? numbers.slice(turn, turn + 1) : numbers,
      ringSeconds: people.ringSeconds,
      answerOnBridge: true,
      callerId: chain.passesCallerId ? undefined : chain.ownNumber,
      actionUrl: buildDoorUrl({ question: 'people', turn }),
      screenUrl: people.screen === 'none' ? undefined : chain.links.screen,
      screenMethod: chain.links.method,
    },
  ];
}
