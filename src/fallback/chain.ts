import { decideLeg, type LegRefusal } from '../legs/decide-leg';
import { MAX_TRANSCRIBED_SECONDS } from '../tenants/constants';
import type { FallbackStep } from '../tenants/fallback-schema';
import type { Tenant } from '../tenants/tenant';
import type { VoiceVerb } from '../twiml/voice-answer';
import { speakOwn, speakSentence } from '../speech/sentences';

/**
 * Where in a chain a call continues. Positions only grow, so a chain cannot loop. They travel in
 * the addresses that Twilio is given, because we keep no state about a call.
 */
export interface ChainPosition {
  /** Index of the step; one past the last is the chain's end. */
  readonly step: number;
  /** Index of the number to ring, in a step that rings one after another. */
  readonly turn: number;
}

const CHAIN_START: ChainPosition = { step: 0, turn: 0 };

/** Past the end of every chain. */
export const CHAIN_END: ChainPosition = { step: 1_000, turn: 0 };

/** The addresses that a chain gives Twilio. */
export interface ChainLinks {
  /**
   * Asked how ringing went. Undefined = never asked: the whole chain must fit into one document.
   */
  readonly afterDial: ((next: ChainPosition) => string) | undefined;
  readonly screen: string;
  readonly afterRecord: (next: ChainPosition) => string;
  readonly recordingStatus: string;
  readonly transcription: string;
  /** Method of `screen` and `afterRecord`: GET for static files, POST for Functions. */
  readonly method: 'GET' | 'POST';
}

export interface ChainOptions {
  readonly links: ChainLinks;
  /** E.164 number of the tenant's own that Twilio may show to others: the called one. */
  readonly ownNumber: string | undefined;
  /** Where the call came from: it would come back. */
  readonly cameFrom: readonly (string | undefined)[];
  /** Whether the call is a leg of ours that came back: nobody is rung for it again. */
  readonly isOwnLeg: boolean;
  /** Told of numbers that are not rung; of a document that is written beforehand, nobody. */
  readonly onRefused?: (to: string, why: LegRefusal) => void;
  /** Whether the people who are rung may see the caller's own number. */
  readonly passesCallerId: boolean;
}

/**
 * Returns what the tenant's caller hears from a position on: up to the first step that waits for an
 * outcome, or to a hang-up. Nobody is hung up on without a word.
 */
export function planFallback(
  tenant: Tenant,
  context: ChainOptions,
  from: ChainPosition = CHAIN_START,
): readonly VoiceVerb[] {
  const steps = listSteps(tenant);
  const verbs: VoiceVerb[] = [];
  for (let { step: at, turn } = from; at < steps.length; at += 1, turn = 0) {
    const step = steps[at];
    if (step === undefined || step.step === 'hangup') break;
    const planned = planStep(step, { step: at, turn }, tenant, context);
    verbs.push(...planned);
    const waits = step.step === 'dial' && context.links.afterDial !== undefined;
    if (waits && planned.length > 0) return verbs;
  }
  const saidLast = verbs.at(-1)?.kind === 'say';
  if (!saidLast) verbs.push({ kind: 'say', speech: speakSentence('unavailable', tenant) });
  return [...verbs, { kind: 'hangup' }];
}

function planStep(
  step: Exclude<FallbackStep | Greet, { step: 'hangup' }>,
  position: ChainPosition,
  tenant: Tenant,
  context: ChainOptions,
): VoiceVerb[] {
  switch (step.step) {
    case 'say':
      return [{ kind: 'say', speech: speakOwn(step.text, tenant) }];
    case 'greet':
      return [{ kind: 'say', speech: speakSentence('unavailableNow', tenant) }];
    case 'dial':
      return planDial(step, position, context);
    case 'voicemail':
      return planVoicemail(tenant, context.links, { step: position.step + 1, turn: 0 });
  }
}

/** Returns where a tenant's chain takes a message; undefined if it takes none. */
export function findVoicemailStep(tenant: Tenant): ChainPosition | undefined {
  const step = listSteps(tenant).findIndex((candidate) => candidate.step === 'voicemail');
  return step === -1 ? undefined : { step, turn: 0 };
}

/**
 * Without a chain, a tenant says that nobody can answer, and takes a message if it has a voicemail.
 */
function listSteps({ fallback = [], voicemail }: Tenant): readonly (FallbackStep | Greet)[] {
  if (fallback.length > 0 || voicemail === undefined) return fallback;
  return [{ step: 'greet' }, { step: 'voicemail' }];
}

/** Our own first sentence. No step of the tenant file has it: there the text is written out. */
interface Greet {
  readonly step: 'greet';
}

type DialStep = Extract<FallbackStep, { step: 'dial' }>;

/**
 * Returns one Dial or, in a document that must hold the whole chain, one for each number rung in
 * turn.
 */
function planDial(
  step: DialStep,
  { step: at, turn }: ChainPosition,
  context: ChainOptions,
): VoiceVerb[] {
  const { links, ownNumber, passesCallerId } = context;
  const numbers = listRung(step.numbers, context, { isFirst: turn === 0 });
  const groups = step.ring === 'in-turn' ? numbers.map((number) => [number]) : [numbers];
  const dials = groups.map((group, index): VoiceVerb => {
    const isLast = index === groups.length - 1;
    return {
      kind: 'dial',
      numbers: group,
      ringSeconds: step.ringSeconds,
      callerId: passesCallerId ? undefined : ownNumber,
      actionUrl: links.afterDial?.(
        isLast ? { step: at + 1, turn: 0 } : { step: at, turn: index + 1 },
      ),
      screenUrl: step.screen === 'none' ? undefined : links.screen,
      screenMethod: links.method,
    };
  });
  if (numbers.length === 0) return [];
  return links.afterDial === undefined ? dials : dials.slice(turn, turn + 1);
}

function listRung(
  numbers: readonly string[],
  { ownNumber, cameFrom, isOwnLeg, onRefused }: ChainOptions,
  { isFirst }: { readonly isFirst: boolean },
): readonly string[] {
  return numbers.filter((to) => {
    const isOwn = isOwnLeg || to === ownNumber;
    const decision = decideLeg({ to, isOwn, cameFrom });
    // A step that rings in turn is planned once for each number.
    if (!decision.rings && isFirst) onRefused?.(to, decision.why);
    return decision.rings;
  });
}

/** What follows in the document is heard only if Twilio continues after a silent recording. */
function planVoicemail(tenant: Tenant, links: ChainLinks, next: ChainPosition): VoiceVerb[] {
  const { greeting, maxSeconds, transcribe } = tenant.voicemail ?? DEFAULT_VOICEMAIL;
  const speech =
    greeting === undefined ? speakSentence('leaveMessage', tenant) : speakOwn(greeting, tenant);
  return [
    { kind: 'say', speech },
    {
      kind: 'record',
      maxSeconds,
      actionUrl: links.afterRecord(next),
      actionMethod: links.method,
      statusUrl: links.recordingStatus,
      transcriptionUrl:
        transcribe && isTranscribable(tenant.language, maxSeconds)
          ? links.transcription
          : undefined,
    },
  ];
}

/** Twilio transcribes no longer recordings and no other languages. */
function isTranscribable(language: string, maxSeconds: number): boolean {
  return language === 'en-US' && maxSeconds <= MAX_TRANSCRIBED_SECONDS;
}

/** For a chain that asks for a message although the tenant configures no voicemail. */
const DEFAULT_VOICEMAIL = { greeting: undefined, maxSeconds: 120, transcribe: false } as const;
