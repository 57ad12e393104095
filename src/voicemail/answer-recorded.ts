import { type ChainOptions, planFallback } from '../fallback/chain';
import { speakSentence } from '../speech/sentences';
import type { Tenant } from '../tenants/tenant';
import type { RecordResult } from '../twilio/recording';
import type { VoiceVerb } from '../twiml/voice-answer';
import { classifyRecording, type RecordingOutcome } from './classify-recording';

/** What a caller hears after the tone and the message, and why. */
export interface RecordedAnswer {
  readonly verbs: readonly VoiceVerb[];
  readonly outcome: RecordingOutcome;
}

/** Returns the thanks for a message or, after silence, the chain's next step. */
export function answerRecorded(
  tenant: Tenant,
  result: RecordResult,
  context: ChainOptions,
): RecordedAnswer {
  const outcome = classifyRecording(result);
  const say = (name: 'messageReceived' | 'nothingHeard'): VoiceVerb => ({
    kind: 'say',
    speech: speakSentence(name, tenant),
  });
  switch (outcome) {
    case 'caller-left':
      return { verbs: [{ kind: 'hangup' }], outcome };
    case 'message':
      return { verbs: [say('messageReceived'), { kind: 'hangup' }], outcome };
    case 'silence':
      return {
        verbs: [say('nothingHeard'), ...planFallback(tenant, context, result.position)],
        outcome,
      };
  }
}
