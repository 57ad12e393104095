import type { Tenant } from '../tenants/tenant';
import type { Screening } from '../twilio/screening';
import type { VoiceVerb } from '../twiml/voice-answer';
import { speakSentence } from '../speech/sentences';

/** How long a person who answered has to press the key, each time we ask. */
const KEY_TIMEOUT_SECONDS = 5;

/** What a person who is rung hears, and where their leg stands. */
export interface ScreeningPlan {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: 'asked' | 'accepted' | 'declined';
}

/**
 * Returns what a person who is rung hears before the caller. If the document ends without a
 * hang-up, the two are connected, so everything except the right key ends in one. The question
 * comes twice, because the first words are often lost while a phone is picked up.
 */
export function planScreening(tenant: Tenant, { digit, ownUrl }: Screening): ScreeningPlan {
  if (digit === '1') return { verbs: [], outcome: 'accepted' };
  if (digit !== undefined) return { verbs: [{ kind: 'hangup' }], outcome: 'declined' };
  const question: VoiceVerb = {
    kind: 'gather',
    speeches: [speakSentence('screening', tenant)],
    timeoutSeconds: KEY_TIMEOUT_SECONDS,
    actionUrl: ownUrl,
    actionMethod: 'POST',
  };
  return { verbs: [question, question, { kind: 'hangup' }], outcome: 'asked' };
}
