import type { TwimlElement } from './document';

/** One sentence that Twilio speaks. */
export interface Speech {
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
  /** Twilio voice; undefined = Twilio's own for the language. */
  readonly voice: string | undefined;
}

/** A step of a fallback chain, ready to become TwiML. */
export type FallbackAction =
  { readonly kind: 'say'; readonly speech: Speech } | { readonly kind: 'hangup' };

/** What a voice webhook is answered with. */
export type VoiceAnswer =
  | { readonly kind: 'assistant'; readonly document: TwimlElement }
  | { readonly kind: 'fallback'; readonly actions: readonly FallbackAction[] };
