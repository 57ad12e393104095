import type { Tenant } from '../tenants/tenant';
import type { Screening } from '../twilio/screening';
import type { VoiceVerb } from '../twiml/voice-answer';
import { speakSentence } from '../speech/sentences';

/** How long somebody who answered has for the key, each time that it is asked for. */
const KEY_TIMEOUT_SECONDS = 5;

/** What somebody who is rung hears, and how it stands. */
export interface ScreeningPlan {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: 'asked' | 'accepted' | 'declined';
}

/**
 * Returns what somebody who is rung hears before the caller. An end without a hang-up connects the
 * two, so everything but the right key ends in one. It is asked twice: the first words are often
 * lost while a phone is lifted.
 */
export function planScreening(tenant: Tenant, { digit, ownUrl }: Screening): ScreeningPlan {
  if (digit === '1') return { verbs: [], outcome: 'accepted' };
  if (digit !== undefined) return { verbs: [{ kind: 'hangup' }], outcome: 'declined' };
  const question: VoiceVerb = {
    kind: 'gather',
    speech: speakSentence('screening', tenant),
    timeoutSeconds: KEY_TIMEOUT_SECONDS,
    actionUrl: ownUrl,
    actionMethod: 'POST',
  };
  return { verbs: [question, question, { kind: 'hangup' }], outcome: 'asked' };
}
